namespace Lifetop.Screens.Grid;

/// <summary>The keys that mark.</summary>
internal static class MarkKeys
{
    public static bool Do(UiAction action, WorkerList list, UiState ui)
    {
        var marks = list.Marks;
        switch (action)
        {
            case UiAction.Mark when list.Current is { } row:
                marks.Turn(row);
                list.Tell(ui);
                list.Move(1, ui);
                return true;
            case UiAction.MarkRange when marks.IsRange:
                marks.TakeRange(list.Shown);
                break;
            case UiAction.MarkRange:
                marks.BeginRange(list.Current);
                ui.Say(Outcome.Noted, "marks from here to where you go", ui.Keys.HintOf(UiAction.MarkRange, "ends it"));
                break;
            case UiAction.MarkBranch or UiAction.MarkShown:
                if (marks.Turn(action == UiAction.MarkShown ? list.Workers : list.Branch()) is > 0 and var left)
                    ui.Say(Outcome.Noted, $"{left} not marked: shells and orphans are marked one by one");
                break;
            case UiAction.MarkNone:
                marks.Clear();
                break;
            default:
                return false;
        }
        list.Tell(ui);
        return true;
    }
}
