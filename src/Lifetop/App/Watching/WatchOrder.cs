using Lifetop.Actions;
using Lifetop.Model;
using Lifetop.Registry;

namespace Lifetop.App.Watching;

/// <summary>What watch wants done by itself.</summary>
public enum WatchDeed
{
    Reap,
    Restart,

    /// <summary>What a lifetop that died left half-done.</summary>
    Finish,

    /// <summary>All that ended long enough ago.</summary>
    Archive,
}

/// <summary>One thing to do, as the look saw it that it comes from; whoever does it looks again first.</summary>
/// <param name="Root">Its dead process: another one is another attempt.</param>
public sealed record WatchOrder(WatchDeed Deed, string Identity, string Name, ProcessIdentity? Root)
{
    /// <summary>With finish: the plan, and its workers.</summary>
    public UnfinishedPlan? Plan { get; init; }

    /// <summary>With restart: how often it was done before, by the journal.</summary>
    public int Restarts { get; init; }
}

/// <summary>What came of it.</summary>
/// <param name="Outcome">Null when it was not even planned, because the world or a rule says otherwise by now.</param>
/// <param name="Text">In words, for the log.</param>
public sealed record WatchReport(WatchOrder Order, PlanOutcome? Outcome, string Text);
