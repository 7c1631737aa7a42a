using System;
using System.Collections.Generic;
using System.Globalization;
using Lifetop.Actions;
using Lifetop.Model;

namespace Lifetop.App.Acting;

/// <summary>
/// For <c>--unrecorded</c>, where the registry takes nothing: what would be written there is said line by line. It keeps no two
/// lifetops apart.
/// </summary>
/// <param name="say">A line, without its end; to stderr.</param>
public sealed class UnrecordedJournal(Action<string> say) : IPlanJournal
{
    private Plan? _plan;

    public PlanBeginning Begin(Plan plan, DateTimeOffset at)
    {
        _plan = plan;
        Say(at, $"{plan.Action.Word()} of {Number(plan.Workers.Length)} begun, in {Number(plan.Steps)} steps");
        return new PlanBeginning(0, null, false);
    }

    public string? Intend(long plan, int step, DateTimeOffset at)
    {
        Say(at, $"step {Number(step)}{Words(step)}");
        return null;
    }

    public void Stop(long plan, int step, IReadOnlyList<ProcessIdentity> whom, DateTimeOffset at)
        => Say(at, $"step {Number(step)}: STOP to what is left");

    public string? Finish(long plan, int step, StepResult result, DateTimeOffset at)
    {
        Say(at, $"step {Number(step)}: {result.Outcome.Word()}{(result.Detail.Length == 0 ? "" : ", " + result.Detail)}");
        return null;
    }

    public string? End(long plan, PlanOutcome outcome, string reason, DateTimeOffset at)
    {
        Say(at, $"{_plan?.Action.Word()} ended: {outcome.Word()}{(reason.Length == 0 ? "" : ", " + reason)}");
        return null;
    }

    private void Say(DateTimeOffset at, string text)
        => say(at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture) + " unrecorded: " + text);

    private string Words(int number)
    {
        int count = 0;
        foreach (var worker in _plan?.Workers ?? [])
            foreach (var step in worker.Steps)
                if (++count == number)
                    return $" of {worker.Key}: {step.Words} ({step.Target})";
        return "";
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
