using Lifetop.Model;

namespace Lifetop.Screens;

/// <summary>What keys do to the selected worker, the same on every screen that shows one.</summary>
internal static class WorkerActions
{
    public static bool Do(UiAction action, UiState ui)
    {
        if (ui.Selected is not { } row)
            return false;
        switch (action)
        {
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
}
