using System;
using System.Collections.Immutable;
using Lifetop.Actions.Spawning;
using Lifetop.Model;

namespace Lifetop.Actions.Sweeping;

/// <summary>A plan whose lifetop died before its end.</summary>
/// <param name="Workers">Identities of those that it is still about.</param>
public sealed record LeftPlan(long Id, string Action, DateTimeOffset BegunAt, ImmutableArray<LeftWorker> Workers, int StepsDone, int Steps)
{
    /// <summary>With a spawn: what is to be undone; other plans are finished by doing the same again, or dropped.</summary>
    public LeftSpawn? Spawn { get; init; }
}

/// <summary>A worker by every identity that the plan knew it by.</summary>
public sealed record LeftWorker(string Identity, string Key, ImmutableArray<string> AlsoKnownAs)
{
    /// <summary>Its processes that the plan stopped and had not killed yet, as far as it came to say so.</summary>
    public ImmutableArray<ProcessIdentity> Stopped { get; init; } = [];
}
