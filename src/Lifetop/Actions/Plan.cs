using System;
using System.Collections.Immutable;
using Lifetop.Actions.Spawning;
using Lifetop.Model;

namespace Lifetop.Actions;

/// <summary>
/// What an action will do, whole and fixed: the same words stand in the dialog, in a dry run and in the journal. Nothing in it is
/// believed when it is carried out; each step looks again first.
/// </summary>
public sealed record Plan
{
    public required WorkerAction Action { get; init; }

    /// <summary>From TERM to KILL; zero for none.</summary>
    public TimeSpan Grace { get; init; }

    /// <summary>In the order they were asked for; who is refused is among them, with the reason and no steps.</summary>
    public ImmutableArray<WorkerPlan> Workers { get; init; } = [];

    /// <summary>Matching ones that a bulk plan leaves out, and why.</summary>
    public ImmutableArray<LeftAlone> LeftOut { get; init; } = [];

    /// <summary>The plan of a lifetop that died, which this one finishes; 0 for none.</summary>
    public long TakesOver { get; init; }

    /// <summary>Steps of all workers.</summary>
    public int Steps
    {
        get
        {
            int count = 0;
            foreach (var worker in Workers)
                count += worker.Steps.Length;
            return count;
        }
    }
}

/// <summary>What a plan does to one worker.</summary>
public sealed record WorkerPlan
{
    public required string Identity { get; init; }
    public required string Key { get; init; }
    public required string Name { get; init; }
    public ImmutableArray<string> AlsoKnownAs { get; init; } = [];

    /// <summary>Its root when the plan was made: another one is another attempt, which the plan is not about.</summary>
    public ProcessIdentity? Root { get; init; }

    /// <summary>Why nothing may be done to it; its steps are empty then.</summary>
    public string? Refusal { get; init; }

    /// <summary>Why it is done already; its steps are empty then.</summary>
    public string? Already { get; init; }
    public ImmutableArray<PlanStep> Steps { get; init; } = [];

    /// <summary>The worktree that is made with a new worker, so that whoever finds the plan left half done knows what to undo.</summary>
    public WorktreeOrder? Makes { get; init; }

    /// <summary>What stays though it is the worker's or near it, and why.</summary>
    public ImmutableArray<LeftAlone> LeftAlone { get; init; } = [];

    /// <summary>What speaks for and against it, as asked when the plan was made.</summary>
    public Safety? Safety { get; init; }
}

/// <summary>Something a plan does not touch, and the reason.</summary>
public sealed record LeftAlone(string What, string Why)
{
    /// <summary>Where it is the worker's own: the word for it in a result, <c>worktree kept</c>.</summary>
    public string? Kept { get; init; }
}
