using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Actions;
using Lifetop.Screens.Dialogs;

namespace Lifetop.Screens.Acting;

/// <summary>From a key to a plan: who is meant is fixed at once, the plan is made elsewhere, and then it is asked.</summary>
internal static class PlanAsking
{
    /// <summary>Over one worker's own view only that one is meant.</summary>
    public static bool MeansMarked(UiState ui) => ui.Top.Context == KeyContext.Grid && ui.Marked.Count > 0;

    public static ImmutableArray<ActionTarget> Targets(UiState ui)
    {
        var targets = ImmutableArray.CreateBuilder<ActionTarget>();
        foreach (var row in MeansMarked(ui) ? ui.Marked : ui.Selected is { } selected ? [selected] : [])
            targets.Add(new ActionTarget(row.Worker.Identity, row.Name, row.Worker.Root));
        return targets.DrainToImmutable();
    }

    public static string Whom(ImmutableArray<ActionTarget> targets)
        => targets is [var only] ? only.Name : targets.Length.ToString(CultureInfo.InvariantCulture) + " workers";

    /// <summary>The dialog is there at once, the question as soon as there is a plan.</summary>
    public static void Ask(PlanRequest request, ImmutableArray<ActionTarget> targets, UiState ui)
    {
        int number = ui.Plans.NextNumber();
        ui.Open(new LookingDialog(number, PlanQuestion.TitleOf(request.Action, Whom(targets)), ""));
        ui.Ask(new PlanActions(number, request, targets));
    }

    /// <summary>For what nobody loses anything by.</summary>
    public static void AtOnce(PlanRequest request, ImmutableArray<ActionTarget> targets, UiState ui)
        => ui.Ask(new ActAtOnce(ui.Plans.NextNumber(), request, targets));

    /// <summary>Asks, unless nothing is left to be done.</summary>
    public static void Show(Planned planned, UiState ui)
    {
        foreach (var worker in planned.Plan.Workers)
            if (worker.Already is null)
            {
                ui.Open(new ConfirmDialog(PlanQuestion.Of(planned, ui.Now, ui.Glyphs)));
                return;
            }
        if (planned.Plan.Workers.IsEmpty && !planned.Plan.LeftOut.IsEmpty)
            ui.Open(new ConfirmDialog(PlanQuestion.Of(planned, ui.Now, ui.Glyphs)));
        else if (planned.Plan.Workers.IsEmpty)
            ui.Say(Outcome.Noted, $"nothing to {planned.Plan.Action.Word()}");
        else if (planned.Plan.Workers is [var only])
            ui.Say(Outcome.Noted, ResultText.Of(planned.Plan.Action, new WorkerResult(only, PlanOutcome.Already, [])));
        else
            ui.Say(Outcome.Noted, $"{planned.Plan.Action.Word()}: nothing to do for any of {Whom(planned.Plan)}");
    }

    private static string Whom(Plan plan) => plan.Workers.Length.ToString(CultureInfo.InvariantCulture) + " workers";
}
