using System;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Actions;

/// <summary>What somebody asked for, before anything was looked at: the action and its options, as the command line and the screen have them.</summary>
public sealed record PlanRequest(WorkerAction Action)
{
    /// <summary>From TERM to KILL; null for what the config says.</summary>
    public TimeSpan? Grace { get; init; }

    /// <summary>Matched by a filter or <c>--all</c> rather than named one by one: the young, attached and listening ones stay out, shells and orphans too.</summary>
    public bool Bulk { get; init; }

    /// <summary>Takes the young, attached and listening ones into a bulk plan. Never overrides identity, protection, unknown or the never-list.</summary>
    public bool Force { get; init; }

    /// <summary>Workers named a second time, whose uncommitted or unpushed work may go.</summary>
    public ImmutableArray<string> Discard { get; init; } = [];

    /// <summary>For signal: its number, and whether it goes to the whole tree or the root alone.</summary>
    public int Signal { get; init; }
    public bool WholeTree { get; init; }

    /// <summary>Not to the whole worker but to this process of it, and to what is below that; null for all of it.</summary>
    public ProcessIdentity? Part { get; init; }

    /// <summary>For nudge: the line to type.</summary>
    public string Line { get; init; } = "";
}
