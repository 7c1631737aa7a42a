namespace Lifetop.Observation.Git;

/// <summary>What would be lost with a checkout, as git tells it.</summary>
public sealed record GitState
{
    /// <summary>False: nothing is known, so nothing may be removed; Why says what went wrong.</summary>
    public required bool Readable { get; init; }
    public string Why { get; init; } = "";

    /// <summary>Files changed, staged, in conflict or untracked (a wholly untracked folder counts once); ignored ones do not count.</summary>
    public int ChangedFiles { get; init; }

    /// <summary>Null when HEAD is detached.</summary>
    public string? Branch { get; init; }

    /// <summary>Commits on no remote and, for a worktree, not merged into the main branch either; null when git could not say.</summary>
    public int? UnpushedCommits { get; init; }

    /// <summary>Commits that no main branch has, here or on a remote; null when git could not say.</summary>
    public int? TotalOwnCommits { get; init; }

    /// <summary>For a worktree: the repositories of its submodules go with it, and whatever is in those alone.</summary>
    public bool HoldsSubmodules { get; init; }

    public bool IsSafeToRemove => Readable && ChangedFiles == 0 && UnpushedCommits == 0 && !HoldsSubmodules;
}
