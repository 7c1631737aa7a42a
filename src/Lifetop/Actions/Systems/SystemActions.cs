using System;
using Lifetop.Actions.Planning;
using Lifetop.Actions.Systems.AgentRelay;
using Lifetop.Actions.Systems.CommitRelay;
using Lifetop.Actions.Systems.EveryCode;
using Lifetop.Actions.Systems.Multiclaude;
using Lifetop.Actions.Systems.Orchestrator;
using Lifetop.Model;

namespace Lifetop.Actions.Systems;

/// <summary>How one agent system wants its workers handled; the planner asks it before the rules for all. Pure, as the planner is.</summary>
internal abstract class SystemActions
{
    private static readonly SystemActions[] Known = [new MulticlaudeActions(), new AgentRelayActions(), new CommitRelayActions(), new EveryCodeActions(), new OrchestratorActions()];

    /// <summary>Label of its source.</summary>
    protected abstract string Source { get; }

    /// <summary>It has a place for files that nobody can read, so that they need not be mended by hand.</summary>
    public virtual bool PutsBadFilesAside => false;

    /// <summary>The branch of a worktree that goes with its worker goes too, as long as it has no commits of its own.</summary>
    public virtual bool RemovesBranch => false;

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

    /// <summary>So long its processes have from TERM to KILL at least, where nobody asked for another time.</summary>
    public virtual TimeSpan LeastGrace(WorkerFacts facts) => TimeSpan.Zero;

    /// <summary>Plans the whole reap in the system's own way; false leaves it to the rules for all.</summary>
    public virtual bool Reap(WorkerFacts facts, bool discard, PlanDraft draft) => false;

    /// <summary>Adds the steps of a reap for its records, after its processes have ended; false where the files it names are simply removed.</summary>
    public virtual bool Records(WorkerFacts facts, PlanDraft draft) => false;

    /// <summary>Why the worktree stays, whatever git says of it; null when it may go.</summary>
    public virtual string? KeepsWorktree(WorkerFacts facts) => null;

    /// <summary>The step by which the system starts it again itself; null leaves it to the rules for all.</summary>
    public virtual PlanStep? Restart(WorkerFacts facts) => null;

    /// <summary>Why a daemon cannot be started: the user has named no command for it.</summary>
    /// <param name="example">Such a command.</param>
    private protected string? NoCommand(SystemFacts daemon, string example)
        => daemon.Wrapper.IsEmpty ? $"sources.{Source}.wrapper is not set: name the command that starts it with all it needs, {example}" : null;
}
