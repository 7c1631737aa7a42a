namespace Lifetop.Judgement.Systems.Multiclaude;

/// <summary>What a user of multiclaude calls the states of its agents and of its daemon.</summary>
internal static class MulticlaudeWords
{
    public const string Live = "live", LiveOfUnknownType = "live (unknown type)", Starting = "starting", Restarting = "restarting", Done = "done",
        Stale = "stale (pid0)", DeadInWindow = "dead-in-window", Lost = "lost", OrphanWindow = "orphan window", OrphanWorktree = "orphan worktree",
        History = "task history", Unreadable = "unreadable",
        DaemonDead = "daemon dead", DaemonReused = "daemon dead, pid reused", DaemonDown = "daemon down";
}
