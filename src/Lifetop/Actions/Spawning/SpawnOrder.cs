using System;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Actions.Spawning;

/// <summary>A worker that somebody wants started, as asked for: paths are absolute, nothing of it has been looked at.</summary>
public sealed record SpawnOrder(string Name, ImmutableArray<string> Command)
{
    /// <summary>Where it starts; null for the worktree, or where lifetop itself is.</summary>
    public required string Folder { get; init; }
    public WorktreeOrder? Worktree { get; init; }
    public WorkerKind? Kind { get; init; }
    public string? Type { get; init; }
    public string? Task { get; init; }

    /// <summary>no, on-failure or always.</summary>
    public string Restart { get; init; } = "no";
    public TimeSpan? Heartbeat { get; init; }
    public long? Tokens { get; init; }

    /// <summary>Variables beyond those of lifetop's own environment.</summary>
    public Variables Variables { get; init; } = Variables.None;

    public string Identity => "lifetop:" + Name;

    public WorkerKey Key => new("lifetop", Name);
}

/// <summary>A worktree to be made: of which repository, where, on which new branch.</summary>
public sealed record WorktreeOrder(string Repository, string Path, string Branch);
