using System;
using System.Collections.Immutable;

namespace Lifetop.Actions.Sweeping;

/// <summary>A plan whose lifetop died before its end.</summary>
/// <param name="Workers">Those that it is still about.</param>
public sealed record LeftPlan(long Id, string Action, DateTimeOffset BegunAt, ImmutableArray<LeftWorker> Workers, int StepsDone, int Steps);

/// <summary>A worker by every identity that the plan knew it by.</summary>
public sealed record LeftWorker(string Identity, string Key, ImmutableArray<string> AlsoKnownAs);
