using System.Collections.Immutable;
using Lifetop.Actions.Planning;
using Lifetop.Actions.Systems.Multiclaude;

namespace Lifetop.Actions.Systems;

/// <summary>How one agent system wants its workers ended; the planner asks it before the rules for all.</summary>
internal abstract class SystemActions
{
    private static readonly ImmutableArray<SystemActions> Known = [new MulticlaudeActions()];

    /// <summary>Label of its source.</summary>
    protected abstract string Source { get; }

    /// <summary>Those of a source; null where the rules for all are enough.</summary>
    public static SystemActions? Of(string source)
    {
        foreach (var system in Known)
            if (system.Source == source)
                return system;
        return null;
    }

    /// <summary>Why what ends this worker would harm what the system keeps, or would be undone by it; null when it may be ended.</summary>
    /// <param name="discard">Its worker was named a second time: uncommitted and unpushed work may go.</param>
    public abstract string? Refusal(WorkerAction action, WorkerFacts facts, bool discard);

    /// <summary>Plans the reap in the system's own way; false leaves it to the rules for all.</summary>
    public abstract bool Reap(WorkerFacts facts, bool discard, PlanDraft draft);

    /// <summary>The step by which the system starts it again itself; null leaves it to the rules for all.</summary>
    public abstract PlanStep? Restart(WorkerFacts facts);
}
