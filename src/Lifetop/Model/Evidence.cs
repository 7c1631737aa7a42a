using System;

namespace Lifetop.Model;

/// <summary>
/// A fact behind a verdict, with its source. An age in it is kept as the moment it counts from, so that the
/// same fact stays the same record while its age grows.
/// </summary>
public sealed record Evidence(string Text, string Source, DateTimeOffset? Since = null, string After = "");

/// <summary>Something left though the work is over. Kind: process, pane, window, file, worktree, branch, tokens, entry.</summary>
public sealed record Residue(string Kind, string What);

/// <summary>How a worker ended, as far as the kernel, tmux or its source tells; all null when nobody knows.</summary>
public sealed record Ending(int? ExitCode, int? Signal, DateTimeOffset? At, string Source)
{
    public bool IsKnown => ExitCode is not null || Signal is not null;
}
