using System;

namespace Lifetop.Screens.Grid;

/// <summary>The keys that move the cursor, and those that fold what it is on.</summary>
internal static class MoveKeys
{
    public static bool Do(UiAction action, WorkerList list, UiState ui)
    {
        switch (action)
        {
            case UiAction.Down or UiAction.Up:
                list.Move(action == UiAction.Down ? 1 : -1, ui);
                return true;
            case UiAction.PageDown or UiAction.PageUp:
                list.Move(action == UiAction.PageDown ? list.Page : -list.Page, ui);
                return true;
            case UiAction.HalfDown or UiAction.HalfUp:
                int half = Math.Max(1, list.Page / 2);
                list.Move(action == UiAction.HalfDown ? half : -half, ui);
                return true;
            case UiAction.First or UiAction.Last:
                list.MoveTo(action == UiAction.First ? 0 : list.Shown.Count - 1, ui);
                return true;
            case UiAction.Left or UiAction.Right:
                list.Open(action == UiAction.Right, ui);
                return true;
            case UiAction.NextNeedy or UiAction.PreviousNeedy:
                if (list.NextNeedy(action == UiAction.NextNeedy ? 1 : -1) is >= 0 and var at)
                    list.MoveTo(at, ui);
                else
                    ui.Say(Outcome.Noted, "nothing here needs you");
                return true;
            case UiAction.Inspect when list.Current is { Kind: GridRowKind.Heading or GridRowKind.Folder } group:
                list.Open(!list.Shape.IsOpen(group), ui);
                return true;
            default:
                return false;
        }
    }
}
