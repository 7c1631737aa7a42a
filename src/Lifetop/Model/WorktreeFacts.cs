namespace Lifetop.Model;

/// <summary>What git tells of a worker's worktree; when it could not be read, why.</summary>
/// <param name="UnpushedCommits">Of its own commits, those that are neither pushed nor merged.</param>
/// <param name="OwnCommits">Commits of its branch that the branch it came from does not have.</param>
public sealed record WorktreeFacts(bool Readable, string? Why, int ChangedFiles, int UnpushedCommits, int OwnCommits, string? Branch)
{
    /// <summary>The folder is the root of a worktree whose repository lies elsewhere, so that removing it loses no branch.</summary>
    public bool IsLinked { get; init; }

    /// <summary>What is in those alone goes with it, and is in no count.</summary>
    public bool HoldsSubmodules { get; init; }

    /// <summary>Why git does not remove it, by force neither; null when it is not locked.</summary>
    public string? Lock { get; init; }
}
