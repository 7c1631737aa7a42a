using Lifetop.Actions.Planning;
using Lifetop.Model;
using Lifetop.Model.Systems;

namespace Lifetop.Actions.Systems.Multiclaude;

/// <summary>
/// multiclaude's agents while its daemon lives: that cleans up by itself after a window that closed, by force. So an agent is completed
/// through the daemon, and only when its worktree holds nothing that is nowhere else. Without a daemon the rules for all do.
/// </summary>
internal sealed class MulticlaudeActions : SystemActions
{
    protected override string Source => "multiclaude";

    public override string? Refusal(WorkerAction action, WorkerFacts facts, bool discard)
    {
        if (action == WorkerAction.Restart && facts.Worker.Declaration?.System is MulticlaudeDaemonFacts daemon)
            return NoCommand(daemon, "[\"multiclaude\", \"start\"]");
        if (facts.Worker.Declaration is not { System: MulticlaudeFacts { Role: MulticlaudeRole.Agent } agent } declaration)
            return null;
        if (facts.SystemLives is null)
            return "whether multiclaude's daemon lives is not known";
        if (facts.SystemLives == false)
            return null;
        if (action == WorkerAction.Restart)
            return agent.ReadyForCleanup ? "its work is done, and multiclaude is about to remove it" : null;
        if (agent.IsPersistent)
            return $"multiclaude's daemon would start its {declaration.Type} again: stop the daemon first (multiclaude stop)";
        if (action is not (WorkerAction.Reap or WorkerAction.ReapNow))
            return "multiclaude's daemon takes a closed window for the end of its agent and removes the worktree by force: reap it";
        return discard ? null : Unsaved(facts, declaration);
    }

    /// <summary>Its entries are the daemon's to write.</summary>
    public override bool Records(WorkerFacts facts, PlanDraft draft) => false;

    public override bool Reap(WorkerFacts facts, bool discard, PlanDraft draft)
    {
        if (facts.Worker.Declaration is not { System: MulticlaudeFacts { Role: MulticlaudeRole.Agent } agent } declaration)
            return false;
        if (facts.SystemLives != true)
        {
            draft.Keep("its entry in state.json", "only multiclaude's daemon may write it, and drops it when it runs again", "entry");
            return false;
        }
        string? failure = agent.ReadyForCleanup ? null : $"reaped by lifetop: {facts.Judged.Verdict.NativeState ?? facts.State.Word()}";
        string? locked = facts.Worktree?.Lock;
        draft.Add(new CompleteAgent(agent.Root + "/daemon.sock", agent.Repository, declaration.Name, declaration.Worktree, discard, failure) { KeepsWorktree = locked is not null });
        if (locked is not null && facts.WorktreeRemoval is { } removal)
            draft.Keep($"worktree {removal.Shown}", locked, "worktree");
        return true;
    }

    public override PlanStep? Restart(WorkerFacts facts) => facts.Worker.Declaration switch
    {
        { System: MulticlaudeDaemonFacts daemon } => new StartDaemon(daemon.Wrapper, "daemon", daemon.Root) { Log = "daemon.log" },
        { System: MulticlaudeFacts { Role: MulticlaudeRole.Agent } agent } declaration when facts.SystemLives == true
            => new RestartAgent(agent.Root + "/daemon.sock", agent.Repository, declaration.Name, facts.State.IsAlive()),
        _ => null,
    };

    private static string? Unsaved(WorkerFacts facts, Declaration declaration)
    {
        const string Force = "multiclaude's daemon would remove its worktree by force";
        if (declaration.Worktree is null)
            return declaration.Cwd is null ? null : $"{Force}, and {declaration.Cwd} is not where its worktrees are: use multiclaude itself";
        if (facts.Worktree is not { } worktree)
            return null;
        if (!worktree.Readable || !worktree.IsLinked)
            return $"{Force}: {worktree.Why ?? "it is no worktree of a repository elsewhere"}";
        return WorktreeRule.Unsaved(worktree) is { Length: > 0 } unsaved ? $"{Force}: {unsaved}" : null;
    }
}
