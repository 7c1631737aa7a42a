using System.Collections.Generic;

namespace Lifetop.Screens.Help;

/// <summary>
/// The key table as a sheet of two columns: neighbours that belong together share a line, and every row of the table is
/// somewhere on it.
/// </summary>
internal static class HelpSheet
{
    /// <summary>Groups in the left and in the right column, on the first page and below it.</summary>
    private static readonly string[][] Columns =
    [
        ["log", "process", "move", "look", "find"],
        ["act", "keep", "mark"],
        ["screen"],
        ["other", "dialog"],
    ];

    /// <summary>What the first page says of those that are used most, in this order.</summary>
    private static readonly HelpLine[] Shortened =
    [
        new("down, up", UiAction.Down, UiAction.Up),
        new("first, last", UiAction.First, UiAction.Last),
        new("next, last that needs you", UiAction.NextNeedy, UiAction.PreviousNeedy),
        new("to the pane", UiAction.NextTab),
        new("larger, smaller pane", UiAction.LargerPane, UiAction.SmallerPane),
        new("why this state", UiAction.Inspect),
        new("logs, of all marked", UiAction.Logs, UiAction.LogsOfMarked),
        new("tree", UiAction.Tree),
        new("history", UiAction.History),
        new("copy its key", UiAction.Copy),
        new("what lifetop did", UiAction.ActionLog),
        new("filter", UiAction.Filter),
        new("views", UiAction.ViewAll, UiAction.ViewAttention, UiAction.ViewAgents, UiAction.ViewDaemons, UiAction.ViewJobs, UiAction.ViewGone),
        new("sort by another column", UiAction.SortPrevious, UiAction.SortNext),
        new("turn the order round", UiAction.Invert),
        new("freeze the order", UiAction.Freeze),
        new("reap: end it, clean up", UiAction.Reap),
        new("reap now, no grace", UiAction.ReapNow),
        new("restart", UiAction.Restart),
        new("attach to its pane", UiAction.Attach),
        new("detach", UiAction.Detach),
        new("type a line into it", UiAction.Nudge),
        new("send a signal", UiAction.Signal),
        new("cancel a reap in grace", UiAction.CancelReap),
        new("spawn a worker", UiAction.Spawn),
        new("adopt, forget", UiAction.Adopt, UiAction.Forget),
        new("protect, snooze", UiAction.Protect, UiAction.Snooze),
        new("sweep what is left", UiAction.Sweep),
        new("this one", UiAction.Mark),
        new("range, branch, all shown", UiAction.MarkRange, UiAction.MarkBranch, UiAction.MarkShown),
        new("none", UiAction.MarkNone),
        new("next, previous hit", UiAction.LogNext, UiAction.LogPrevious),
        new("last 1m 5m 15m 1h 6h, all", UiAction.LogLastMinute, UiAction.LogLast5Minutes, UiAction.LogLast15Minutes, UiAction.LogLastHour, UiAction.LogLast6Hours, UiAction.LogAllTime),
    ];

    /// <summary>The lines of a column for where help was asked: what is used most, or every other row with its own words.</summary>
    public static List<HelpLine> Lines(KeyContext where, int column, bool most)
    {
        var lines = new List<HelpLine>();
        foreach (string group in Columns[column])
        {
            if (most)
            {
                foreach (var line in Shortened)
                    if (line.Group == group && line.HoldsIn(where))
                        lines.Add(line);
                continue;
            }
            foreach (var row in KeyMap.All)
                if (row.Group == group && (row.Where & where) != 0 && !IsShortened(row.Action))
                    lines.Add(new HelpLine("", row.Action));
        }
        return lines;
    }

    public static int ColumnCount => Columns.Length;

    private static bool IsShortened(UiAction action)
    {
        foreach (var line in Shortened)
            if (line.Has(action))
                return true;
        return false;
    }
}
