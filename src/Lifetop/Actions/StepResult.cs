using System;
using System.Collections.Immutable;

namespace Lifetop.Actions;

/// <summary>What came of one step.</summary>
public enum StepOutcome
{
    Done,

    /// <summary>It was so before: gone, closed, removed by somebody else.</summary>
    Already,

    /// <summary>The world has changed since the plan was made, so it was not done: another process, another file.</summary>
    Skipped,

    /// <summary>Left as it is on purpose, for what was found when looking again.</summary>
    Kept,

    /// <summary>Some of it: processes survive, or were not ours to signal.</summary>
    Partly,

    /// <summary>Not ours to do (EPERM).</summary>
    NoRights,
    Failed,
    Cancelled,
}

public static class StepOutcomes
{
    private static readonly string[] Words = ["done", "already", "skipped", "kept", "partly", "no rights", "failed", "cancelled"];

    public static string Word(this StepOutcome outcome) => Words[(int)outcome];

    /// <summary>Nothing is left to do about it.</summary>
    public static bool IsSettled(this StepOutcome outcome) => outcome is StepOutcome.Done or StepOutcome.Already or StepOutcome.Skipped or StepOutcome.Kept;
}

/// <param name="Detail">What was done and found, in words: <c>2 of 2 gone, TERM, 0.4s</c>; or why not.</param>
public sealed record StepResult(StepOutcome Outcome, string Detail)
{
    /// <summary>Every process the step was about and what became of it, for steps that signal.</summary>
    public ImmutableArray<EndedProcess> Processes { get; init; } = [];

    /// <summary>A system's own command was waited for in vain.</summary>
    public bool TimedOut { get; init; }

    /// <summary>How often the world was looked through for more of them.</summary>
    public int Rounds { get; init; }
}

/// <summary>What came of a whole plan; the words are those of its JSON.</summary>
public enum PlanOutcome
{
    Planned,
    Done,
    Already,
    Partly,
    Cancelled,
    Refused,
    Failed,
}

public static class PlanOutcomes
{
    private static readonly string[] Words = ["planned", "done", "already", "partly", "cancelled", "refused", "failed"];

    public static string Word(this PlanOutcome outcome) => Words[(int)outcome];
}

/// <summary>What a plan came to, step by step.</summary>
public sealed record PlanResult
{
    public required Plan Plan { get; init; }

    /// <summary>Its number in the journal; 0 when it was never written there (a dry run, a refusal, unrecorded).</summary>
    public long Id { get; init; }
    public required PlanOutcome Outcome { get; init; }

    /// <summary>Why, where the outcome alone does not say it.</summary>
    public string Reason { get; init; } = "";

    /// <summary>One for each worker of the plan, in its order.</summary>
    public ImmutableArray<WorkerResult> Workers { get; init; } = [];
    public TimeSpan Took { get; init; }

    /// <summary>Somebody else's plan or lock was waited for in vain.</summary>
    public bool TimedOut { get; init; }
}

/// <param name="Steps">As many as its plan has; null for a step that was not come to.</param>
public sealed record WorkerResult(WorkerPlan Plan, PlanOutcome Outcome, ImmutableArray<StepResult?> Steps)
{
    /// <summary>What was kept though the plan meant to remove it, in words for the result line: <c>worktree</c>.</summary>
    public ImmutableArray<LeftAlone> Kept { get; init; } = [];
}
