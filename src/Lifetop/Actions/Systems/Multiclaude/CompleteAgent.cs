namespace Lifetop.Actions.Systems.Multiclaude;

/// <summary>Tells multiclaude's daemon that an agent is done: it keeps a task history, and removes window, entry and worktree itself.</summary>
/// <param name="Socket">The daemon's.</param>
/// <param name="Worktree">What the daemon will remove by force; null when it has none.</param>
/// <param name="Discard">Uncommitted and unpushed work in it may go.</param>
/// <param name="Failure">Why it is not done; null for one that is.</param>
public sealed record CompleteAgent(string Socket, string Repository, string Agent, string? Worktree, bool Discard, string? Failure) : PlanStep
{
    /// <summary>It is locked, so that the daemon's force is not enough.</summary>
    public bool KeepsWorktree { get; init; }

    public override string What => "complete agent";

    public override string Target => $"{Repository}/{Agent} at {Socket}";

    public override string Words => $"multiclaude completes {Agent}: its daemon ends it and removes window{(Worktree is null || KeepsWorktree ? "" : ", worktree")} and entry";
}
