using Lifetop.Actions;
using Lifetop.Model;
using Lifetop.Screens.Acting;

namespace Lifetop.Screens;

/// <summary>What keys do to the selected worker or the marked ones, the same on every screen that shows one.</summary>
internal static class WorkerActions
{
    public static bool Do(UiAction action, UiState ui)
    {
        if (action == UiAction.CancelReap && ui.Plans.Of(ui.Selected?.Worker) is { } plan)
        {
            ui.Ask(new CancelPlan(plan.Number));
            return true;
        }
        if (action == UiAction.Sweep)
        {
            PlanAsking.Ask(new PlanRequest(WorkerAction.Sweep), [], ui);
            return true;
        }
        if (PlanOf(action) is { } request)
        {
            PlanAsking.Ask(request, PlanAsking.Targets(ui), ui);
            return true;
        }
        if (ui.Selected is not { } row)
            return false;
        switch (action)
        {
            case UiAction.Pause or UiAction.Resume:
                PlanAsking.AtOnce(new PlanRequest(action == UiAction.Pause ? WorkerAction.Pause : WorkerAction.Resume), PlanAsking.Targets(ui), ui);
                return true;
            case UiAction.ResetBreaker:
                PlanAsking.AtOnce(new PlanRequest(WorkerAction.Reset), PlanAsking.Targets(ui), ui);
                return true;
            case UiAction.Nudge:
                ui.Open(new NudgeDialog(PlanAsking.Targets(ui)));
                return true;
            case UiAction.Signal:
                ui.Open(new SignalDialog(PlanAsking.Targets(ui)));
                return true;
            case UiAction.Attach when row.Pane is { } pane:
                ui.Ask(new AttachPane(row.Name, pane.Server.Socket, pane.SessionId, pane.WindowId, pane.PaneId));
                return true;
            case UiAction.Protect:
                ui.Ask(new ProtectWorker(row.Worker.Identity, row.Name, !row.Judged.Protected));
                return true;
            case UiAction.Snooze:
                ui.Ask(new SnoozeWorker(row.Worker.Identity, row.Name, row.Judged.SnoozedUntil > ui.Now ? null : ui.Now + Snooze.ForAWhile));
                return true;
            default:
                return false;
        }
    }

    /// <summary>The key of an action as the journal calls it; empty where it has none.</summary>
    public static string KeyOf(string action, UiState ui)
    {
        foreach (var row in KeyMap.All)
            if (row.Group == "act" && (row.Name == action || row.Label == action))
                return ui.Keys.NameOf(row.Action);
        return "";
    }

    /// <summary>What is asked before it is done; null for the rest.</summary>
    private static PlanRequest? PlanOf(UiAction action) => action switch
    {
        UiAction.Reap => new PlanRequest(WorkerAction.Reap),
        UiAction.ReapNow => new PlanRequest(WorkerAction.ReapNow),
        UiAction.Restart => new PlanRequest(WorkerAction.Restart),
        UiAction.Stop => new PlanRequest(WorkerAction.Stop),
        UiAction.Detach => new PlanRequest(WorkerAction.Detach),
        _ => null,
    };
}
