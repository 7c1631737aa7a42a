namespace Lifetop.Model;

/// <summary>What git tells of a worker's worktree; when it could not be read, why.</summary>
/// <param name="UnpushedCommits">Of its own commits, those that are neither pushed nor merged.</param>
/// <param name="OwnCommits">Commits of its branch that the branch it came from does not have.</param>
public sealed record WorktreeFacts(bool Readable, string? Why, int ChangedFiles, int UnpushedCommits, int OwnCommits, string? Branch)
{
    /// <summary>The folder is the root of a worktree whose repository lies elsewhere, so that removing it loses no branch.</summary>
    public bool IsLinked { get; init; }
}
