using System;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Actions.Spawning;

/// <summary>A spawn whose lifetop died over it: what was meant, and which of its parts were begun.</summary>
/// <param name="Plan">Its number in the journal.</param>
/// <param name="Begun">The parts that may have left something, by their kind.</param>
/// <param name="Failed">Those of them that did not come about.</param>
public sealed record LeftSpawn(long Plan, string Name, DateTimeOffset BegunAt, WorktreeOrder? Worktree, ImmutableArray<string> Begun, ImmutableArray<string> Failed)
{
    public string Identity => "lifetop:" + Name;

    public WorkerKey Key => new("lifetop", Name);

    public bool HasBegun(string part) => Begun.Contains(part);

    public bool HasFailed(string part) => Failed.Contains(part);
}
