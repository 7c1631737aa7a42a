using System;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Actions;

/// <summary>One part of a plan, as data: what is done to what exactly. The cases lie in Steps, who runs each in a runner of its own.</summary>
public abstract record PlanStep
{
    /// <summary>The kind of step, for the journal and JSON: <c>end processes</c>, <c>close pane</c>.</summary>
    public abstract string What { get; }

    /// <summary>Exactly what it touches: pids, ids, a path.</summary>
    public abstract string Target { get; }

    /// <summary>The sentence people read in dialog and dry run: <c>TERM to 2 processes, after 5s KILL to what is left</c>.</summary>
    public abstract string Words { get; }

    /// <summary>Has to be done before anybody is ended; of the others, those that end processes are the first.</summary>
    public virtual bool ComesBeforeTheEnd => false;

    /// <summary>Its worker's processes are ended before it.</summary>
    public virtual bool ComesAfterTheEnd => false;

    /// <summary>It starts the worker once more: then who runs now matters more than who was ended.</summary>
    public virtual bool StartsAgain => false;

    /// <summary>The processes it signals; empty for steps that signal nobody.</summary>
    public virtual ImmutableArray<PlannedProcess> Processes => [];
}

/// <summary>A process a plan will signal, as it was seen when the plan was made.</summary>
/// <param name="Tie">Why it belongs to the worker: <c>below it</c>, <c>works in its worktree</c>, <c>listens on :3001</c>.</param>
public sealed record PlannedProcess(ProcessIdentity Process, string Command, DateTimeOffset StartedAt, string Tie);
