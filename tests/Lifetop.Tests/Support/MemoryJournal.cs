using System;
using System.Collections.Generic;
using System.Globalization;
using Lifetop.Actions;
using Lifetop.Model;

namespace Lifetop.Tests.Support;

/// <summary>A journal on a list, which can be told to refuse from a call on.</summary>
internal sealed class MemoryJournal : IPlanJournal
{
    /// <summary>Each call in its order: <c>begin reap</c>, <c>intend 1</c>, <c>finish 1 done</c>, <c>end done</c>.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>The first call that fails, counted from 1; it and all later ones say why.</summary>
    public int FailsFrom { get; init; } = int.MaxValue;

    public Dictionary<int, StepResult> Finished { get; } = [];

    /// <summary>Called at each intention, before it is written.</summary>
    public Action<int>? Intending { get; init; }

    public PlanBeginning Begin(Plan plan, DateTimeOffset at)
        => Write($"begin {plan.Action.Word()}") is { } why ? new PlanBeginning(0, why, TimedOut: false) : new PlanBeginning(12, null, TimedOut: false);

    public string? Intend(long plan, int step, DateTimeOffset at)
    {
        Intending?.Invoke(step);
        return Write("intend " + step.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Whom each step was about to stop, as last told.</summary>
    public Dictionary<int, ProcessIdentity[]> Stopped { get; } = [];

    public void Stop(long plan, int step, IReadOnlyList<ProcessIdentity> whom, DateTimeOffset at) => Stopped[step] = [.. whom];

    public string? Finish(long plan, int step, StepResult result, DateTimeOffset at)
    {
        Finished[step] = result;
        return Write($"finish {step.ToString(CultureInfo.InvariantCulture)} {result.Outcome.Word()}");
    }

    public string? End(long plan, PlanOutcome outcome, string reason, DateTimeOffset at) => Write($"end {outcome.Word()}");

    private string? Write(string call)
    {
        Calls.Add(call);
        return Calls.Count >= FailsFrom ? "the disk is full" : null;
    }
}
