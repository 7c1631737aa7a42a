namespace Lifetop.Actions.Steps;

/// <summary>Removes a git worktree: only when it is clean and its commits are pushed or merged at that moment, or when its worker was named a second time.</summary>
/// <param name="Discard">Uncommitted and unpushed work goes too.</param>
/// <param name="Shown">The path as people know it.</param>
/// <param name="Found">What was found in it when the plan was made: <c>clean, 3 of 3 commits pushed</c>.</param>
public sealed record RemoveWorktree(string Path, bool Discard, string Shown, string Found) : PlanStep
{
    /// <summary>What its repository keeps of it, so that another worktree at the same place is not taken for it; empty when that is not known.</summary>
    public string GitFolder { get; init; } = "";

    /// <summary>The folder of its repository's commits; empty when that is not known.</summary>
    public string Repository { get; init; } = "";

    public override string What => "remove worktree";

    public override string Target => Path;

    public override string Words => Discard ? $"remove worktree {Shown} with all that is in it: {Found}" : $"remove worktree {Shown}: {Found}";
}
