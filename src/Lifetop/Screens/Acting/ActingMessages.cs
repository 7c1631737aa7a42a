using System;
using System.Collections.Immutable;
using Lifetop.Actions;

namespace Lifetop.Screens.Acting;

/// <summary>The plan that was asked for.</summary>
/// <param name="Trouble">Why it cannot be carried out at all, whoever it is about; null when it can.</param>
public sealed record Planned(int Number, Plan Plan, string? Trouble) : Message;

/// <summary>It is being carried out.</summary>
public sealed record PlanBegun(int Number, WorkerAction Action, ImmutableArray<string> Identities, string Whom) : Message;

/// <summary>How far it is: <c>reaping brave-lynx: 1 of 2 gone, 3s of grace left</c>.</summary>
public sealed record PlanProgress(int Number, string Words) : Message;

/// <summary>What came of it.</summary>
public sealed record PlanEnded(int Number, PlanResult Result) : Message;

/// <summary>Nothing came of it: it could not be planned or carried out, for this reason.</summary>
public sealed record PlanBroken(int Number, string Text, Outcome Outcome = Outcome.Failed) : Message;

/// <summary>The plans whose lifetop died before their end.</summary>
public sealed record PlansAbandoned(ImmutableArray<AbandonedPlan> Plans) : Message;

/// <param name="Action">As the journal calls it.</param>
/// <param name="Worker">Identity of its first worker.</param>
public sealed record AbandonedPlan(long Id, string Action, string Worker, DateTimeOffset BegunAt, int StepsDone, int Steps);
