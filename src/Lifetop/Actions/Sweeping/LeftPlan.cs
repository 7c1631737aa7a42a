using System;
using System.Collections.Immutable;
using Lifetop.Actions.Spawning;

namespace Lifetop.Actions.Sweeping;

/// <summary>A plan whose lifetop died before its end.</summary>
/// <param name="Workers">Identities of those that it is still about, and their keys.</param>
public sealed record LeftPlan(long Id, string Action, DateTimeOffset BegunAt, ImmutableArray<(string Identity, string Key)> Workers, int StepsDone, int Steps)
{
    /// <summary>With a spawn: what is to be undone; other plans are finished by doing the same again, or dropped.</summary>
    public LeftSpawn? Spawn { get; init; }
}
