using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Actions;

namespace Lifetop.Screens.Acting;

/// <summary>What came of a plan, for the message line and the log of actions: a line a worker, and for many one about all of them.</summary>
internal static class PlanReport
{
    public static void Tell(PlanResult result, UiState ui)
    {
        var action = result.Plan.Action;
        if (result.Workers.IsEmpty || (result.Outcome == PlanOutcome.Refused && result.Reason.Length > 0 && !HasOwnReason(result)))
        {
            string whom = result.Plan.Workers is [var only] ? only.Name : Number(result.Plan.Workers.Length) + " workers";
            ui.Say(Outcome.Refused, ResultText.Refused(action, whom, result.Reason));
            return;
        }
        foreach (var worker in result.Workers)
            ui.Line.Say(ui.Now, OutcomeOf(worker), TextOf(result, worker), HintOf(action, worker, ui), StepsOf(worker));
        if (result.Workers.Length > 1)
            ui.Line.Say(ui.Now, OutcomeOf(result.Outcome), Summary(result), ui.Keys.HintOf(UiAction.ActionLog, "log"));
        ui.IsDirty = true;
    }

    /// <summary>What the registry could not take stands in the result's reason alone.</summary>
    private static string TextOf(PlanResult result, WorkerResult worker)
    {
        string text = result.Plan.Action == WorkerAction.Spawn ? SpawnText(result, worker) : ResultText.Of(result.Plan.Action, worker);
        return result.Reason.Length > 0 && worker.Outcome is PlanOutcome.Done or PlanOutcome.Already ? $"{text}; {result.Reason}" : text;
    }

    private static string SpawnText(PlanResult result, WorkerResult worker)
        => worker.Outcome == PlanOutcome.Done ? $"spawned {worker.Plan.Name}" : $"spawn of {worker.Plan.Name} {worker.Outcome.Word()}: {result.Reason}";

    private static string Summary(PlanResult result)
    {
        int done = 0;
        string? first = null;
        foreach (var worker in result.Workers)
            if (worker.Outcome is PlanOutcome.Done or PlanOutcome.Already)
                done++;
            else
                first ??= ResultText.Of(result.Plan.Action, worker);
        string text = $"{result.Plan.Action.PastWord()} {Number(done)} of {Number(result.Workers.Length)} workers, {result.Took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)}s";
        return first is null ? text : $"{text}; {first}";
    }

    private static bool HasOwnReason(PlanResult result)
    {
        foreach (var worker in result.Workers)
            if (worker.Plan.Refusal is not null)
                return true;
        return false;
    }

    private static string? HintOf(WorkerAction action, WorkerResult worker, UiState ui)
        => worker.Plan.Refusal is not null ? (worker.Plan.Refusal == "protected" ? ui.Keys.HintOf(UiAction.Protect, "unprotects") : null)
            : worker.Outcome is PlanOutcome.Done or PlanOutcome.Already or PlanOutcome.Cancelled ? ui.Keys.HintOf(UiAction.ActionLog, "log")
            : action == WorkerAction.Spawn ? ui.Keys.HintOf(UiAction.Spawn, "mends it")
            : ui.Keys.HintOf(UiAction.Inspect, "why");

    private static Outcome OutcomeOf(WorkerResult worker) => worker.Plan.Already is not null ? Outcome.Noted : OutcomeOf(worker.Outcome);

    private static Outcome OutcomeOf(PlanOutcome outcome) => outcome switch
    {
        PlanOutcome.Done or PlanOutcome.Already => Outcome.Done,
        PlanOutcome.Refused or PlanOutcome.Cancelled => Outcome.Refused,
        _ => Outcome.Failed,
    };

    /// <summary>Every step in the words it was confirmed in, and what came of it.</summary>
    private static ImmutableArray<string> StepsOf(WorkerResult worker)
    {
        var steps = ImmutableArray.CreateBuilder<string>(worker.Plan.Steps.Length);
        for (int i = 0; i < worker.Plan.Steps.Length; i++)
        {
            var came = i < worker.Steps.Length ? worker.Steps[i] : null;
            steps.Add(StepLine(worker.Plan.Steps[i].Words, came?.Outcome.Word(), came?.Detail));
        }
        return steps.MoveToImmutable();
    }

    /// <param name="outcome">Null for a step that was not come to.</param>
    public static string StepLine(string words, string? outcome, string? detail)
        => outcome is null ? $"{words}: not begun" : detail is { Length: > 0 } ? $"{words}: {outcome}, {detail}" : $"{words}: {outcome}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
