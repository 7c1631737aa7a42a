using System.Collections.Immutable;

namespace Lifetop.Screens;

/// <summary>The one table of keys. Lower case is reversible or asks, upper case is stronger; <c>k</c> never kills, Esc never quits.</summary>
public static class KeyMap
{
    private const KeyContext Lists = KeyContext.Grid | KeyContext.Processes;
    private const KeyContext OfWorker = KeyContext.Grid | KeyContext.Inspect;
    private const KeyContext Scrolls = KeyContext.Everywhere;

    public static readonly ImmutableArray<KeyRow> All =
    [
        new(UiAction.Down, Scrolls, "move", "down", "j Down", "down", "one down"),
        new(UiAction.Up, Scrolls, "move", "up", "k Up", "up", "one up"),
        new(UiAction.PageDown, Scrolls, "move", "page-down", "PageDown C-f", "page down", "a page down"),
        new(UiAction.PageUp, Scrolls, "move", "page-up", "PageUp C-b", "page up", "a page up"),
        new(UiAction.HalfDown, KeyContext.Views, "move", "half-down", "C-d", "half down", "half a page down"),
        new(UiAction.HalfUp, KeyContext.Views, "move", "half-up", "C-u", "half up", "half a page up"),
        new(UiAction.First, Scrolls, "move", "first", "g Home", "first", "to the first"),
        new(UiAction.Last, Scrolls, "move", "last", "G End", "last", "to the last"),
        new(UiAction.Left, KeyContext.Views, "move", "left", "Left", "left", "fold, or scroll left"),
        new(UiAction.Right, KeyContext.Views, "move", "right", "Right", "right", "unfold, or scroll right"),
        new(UiAction.NextNeedy, KeyContext.Grid | KeyContext.Inspect, "move", "next", "w", "next", "to the next that needs you"),
        new(UiAction.PreviousNeedy, KeyContext.Grid | KeyContext.Inspect, "move", "previous", "W", "previous", "to the last that needed you"),
        new(UiAction.NextTab, OfWorker | KeyContext.Log, "move", "next-tab", "Tab", "next tab", "next tab of the pane"),
        new(UiAction.PreviousTab, OfWorker, "move", "previous-tab", "S-Tab", "previous tab", "previous tab of the pane"),
        new(UiAction.LargerPane, KeyContext.Grid, "move", "larger-pane", "+", "larger", "larger pane"),
        new(UiAction.SmallerPane, KeyContext.Grid, "move", "smaller-pane", "_", "smaller", "smaller pane"),

        new(UiAction.Inspect, Lists | KeyContext.Reading, "look", "why", "Enter d", "why", "why it is in this state, over the whole screen"),
        new(UiAction.Logs, OfWorker, "look", "logs", "l", "logs", "what it wrote"),
        new(UiAction.LogsOfMarked, KeyContext.Grid, "look", "logs-of-marked", "L", "logs of marked", "what all marked ones wrote, by time"),
        new(UiAction.Tree, Lists, "look", "tree", "t F5", "tree", "groups with their workers and processes"),
        new(UiAction.History, OfWorker, "look", "history", "H", "history", "what happened to it"),
        new(UiAction.Copy, KeyContext.Views, "look", "copy", "y", "copy", "copy its key, pid, path, or a line"),
        new(UiAction.ActionLog, KeyContext.Views, "look", "record-of-actions", "@", "log", "what lifetop did"),
        new(UiAction.Processes, KeyContext.Grid, "look", "processes", "P", "processes", "every process, to adopt from"),

        new(UiAction.Filter, Lists, "find", "filter", "/ F4 F3", "filter", "filter as you type"),
        new(UiAction.ViewAll, Lists, "find", "view-all", "0", "all", "view: all"),
        new(UiAction.ViewAttention, KeyContext.Grid, "find", "view-attention", "1", "attention", "view: what needs you, longest first"),
        new(UiAction.ViewAgents, KeyContext.Grid, "find", "view-agents", "2", "agents", "view: agents"),
        new(UiAction.ViewDaemons, KeyContext.Grid, "find", "view-daemons", "3", "daemons", "view: daemons and servers"),
        new(UiAction.ViewJobs, KeyContext.Grid, "find", "view-jobs", "4", "jobs", "view: jobs and shells"),
        new(UiAction.ViewGone, KeyContext.Grid, "find", "view-gone", "5", "gone", "view: what has ended"),
        new(UiAction.SortMenu, Lists, "find", "sort", "s F6", "sort", "choose what to sort by"),
        new(UiAction.SortNext, Lists, "find", "sort-next", ">", "sort next", "sort by the next column"),
        new(UiAction.SortPrevious, Lists, "find", "sort-previous", "<", "sort previous", "sort by the column before"),
        new(UiAction.Invert, Lists, "find", "invert", "I", "invert", "turn the order round"),
        new(UiAction.Group, KeyContext.Grid, "find", "group", "B", "group", "group by source, by project, or not"),
        new(UiAction.Freeze, KeyContext.Grid, "find", "freeze", "Z", "freeze", "freeze the order"),
        new(UiAction.Follow, KeyContext.Grid, "find", "follow", "f", "follow", "the cursor stays on this worker"),

        new(UiAction.Reap, OfWorker | KeyContext.Processes, "act", "reap", "x", "reap", "end it and clean up after it") { Unavailable = Reasons.NoAction },
        new(UiAction.ReapNow, OfWorker, "act", "reap-now", "X", "reap now", "the same without the grace") { Unavailable = Reasons.NoAction },
        new(UiAction.Restart, OfWorker, "act", "restart", "r", "restart", "start it again the same way") { Unavailable = Reasons.NoAction },
        new(UiAction.Stop, OfWorker, "act", "stop", "", "stop", "end its processes, leave the rest") { Unavailable = Reasons.NoAction },
        new(UiAction.Attach, OfWorker, "act", "attach", "a o", "attach", "go to its pane, and come back on detach") { Unavailable = Reasons.NoAttach },
        new(UiAction.Detach, OfWorker, "act", "detach", "D", "detach", "let go of it, it lives on") { Unavailable = Reasons.NoDetach },
        new(UiAction.Nudge, OfWorker, "act", "nudge", "i", "nudge", "type a line into its pane") { Unavailable = Reasons.NoNudge },
        new(UiAction.Signal, OfWorker | KeyContext.Processes, "act", "signal", "F9 !", "signal", "send it a signal") { Unavailable = Reasons.NoAction },
        new(UiAction.Pause, OfWorker, "act", "pause", "", "pause", "stop its processes where they are") { Unavailable = Reasons.NoAction },
        new(UiAction.Resume, OfWorker, "act", "resume", "", "resume", "let them go on") { Unavailable = Reasons.NoAction },
        new(UiAction.ResetBreaker, OfWorker, "act", "reset-breaker", "", "reset breaker", "let watch start it again that had given it up") { Unavailable = Reasons.NoAction },
        new(UiAction.CancelReap, OfWorker | KeyContext.Processes, "act", "cancel", "u", "cancel", "cancel a reap in its grace") { Unavailable = Reasons.NoCancel },

        new(UiAction.Spawn, KeyContext.Grid, "keep", "spawn", "n", "spawn", "start a command as a new worker") { Unavailable = Reasons.NoSpawn },
        new(UiAction.Adopt, OfWorker | KeyContext.Processes, "keep", "adopt", "A", "adopt", "make it a worker of lifetop's own") { Unavailable = Reasons.NoAdopt },
        new(UiAction.Forget, OfWorker, "keep", "forget", "F", "forget", "drop its record, touch nothing else") { Unavailable = Reasons.NoForget },
        new(UiAction.Protect, OfWorker, "keep", "protect", "p", "protect", "no plan may touch it, until pressed again") { Unavailable = Reasons.NoDecision },
        new(UiAction.Snooze, OfWorker, "keep", "snooze", "z", "snooze", "off the attention list for an hour, or back on it") { Unavailable = Reasons.NoDecision },
        new(UiAction.Sweep, KeyContext.Grid, "keep", "sweep", "S", "sweep", "show what is left behind and can go") { Unavailable = Reasons.ReadOnly },

        new(UiAction.Mark, KeyContext.Grid, "mark", "mark", "Space", "mark", "this one"),
        new(UiAction.MarkRange, KeyContext.Grid, "mark", "mark-range", "v", "range", "from here to where you go"),
        new(UiAction.MarkBranch, KeyContext.Grid, "mark", "mark-branch", "c", "branch", "its whole group"),
        new(UiAction.MarkShown, KeyContext.Grid, "mark", "mark-shown", "*", "all shown", "all that is shown"),
        new(UiAction.MarkNone, KeyContext.Grid, "mark", "mark-none", "U", "none", "none"),

        new(UiAction.LogFollow, KeyContext.Log, "log", "log-follow", "f", "follow", "follow what is written, or pause"),
        new(UiAction.LogWrap, KeyContext.Log, "log", "log-wrap", "w", "wrap", "wrap long lines"),
        new(UiAction.LogTimes, KeyContext.Log, "log", "log-times", "T", "times", "times of day, ages, or none"),
        new(UiAction.LogFind, KeyContext.Log, "log", "log-find", "/", "find", "search"),
        new(UiAction.LogNext, KeyContext.Log, "log", "log-next", "n", "next", "next hit"),
        new(UiAction.LogPrevious, KeyContext.Log, "log", "log-previous", "N", "previous", "previous hit"),
        new(UiAction.LogOnlyHits, KeyContext.Log, "log", "log-only-hits", "&", "only these", "only lines with a hit"),
        new(UiAction.LogMark, KeyContext.Log, "log", "log-mark", "m", "mark", "mark a line, copy takes from there"),
        new(UiAction.LogSave, KeyContext.Log, "log", "log-save", "s", "save", "save what is shown to a file"),
        new(UiAction.LogLastMinute, KeyContext.Log, "log", "log-last-minute", "1", "1m", "the last minute"),
        new(UiAction.LogLast5Minutes, KeyContext.Log, "log", "log-last-5-minutes", "2", "5m", "the last 5 minutes"),
        new(UiAction.LogLast15Minutes, KeyContext.Log, "log", "log-last-15-minutes", "3", "15m", "the last 15 minutes"),
        new(UiAction.LogLastHour, KeyContext.Log, "log", "log-last-hour", "4", "1h", "the last hour"),
        new(UiAction.LogLast6Hours, KeyContext.Log, "log", "log-last-6-hours", "5", "6h", "the last 6 hours"),
        new(UiAction.LogAllTime, KeyContext.Log, "log", "log-all-time", "6", "all", "all of it"),

        new(UiAction.AllUsers, KeyContext.Processes, "process", "all-users", "o", "all users", "everybody's processes, or yours"),

        new(UiAction.Columns, KeyContext.Grid, "screen", "columns", "", "columns", "choose the columns"),
        new(UiAction.Themes, KeyContext.Views, "screen", "themes", "", "themes", "choose the colours"),
        new(UiAction.Settings, KeyContext.Views, "screen", "settings", ",", "settings", "change what the config holds"),
        new(UiAction.Keys, KeyContext.Views, "screen", "keys", "", "keys", "choose which key does what"),
        new(UiAction.Budget, KeyContext.Views, "screen", "budget", "", "budget", "tokens allocated, used, and what a reap gives back"),
        new(UiAction.Doctor, KeyContext.Views, "screen", "doctor", "", "doctor", "what was looked at, and what could not be read"),
        new(UiAction.ReadOnly, KeyContext.Views, "screen", "read-only", "", "read-only", "refuse every action"),
        new(UiAction.Redraw, KeyContext.Everywhere, "screen", "redraw", "C-l", "redraw", "draw everything anew"),

        new(UiAction.Palette, KeyContext.Views, "other", "palette", ":", "all", "every action by name"),
        new(UiAction.Help, KeyContext.Views, "other", "help", "? F1", "help", "these keys"),
        new(UiAction.Back, KeyContext.Everywhere, "other", "back", "Esc", "back", "one level up; never quits"),
        new(UiAction.Quit, KeyContext.Views, "other", "quit", "q F10", "quit", "leave a view, then lifetop"),
        new(UiAction.Leave, KeyContext.Views, "other", "leave", "C-c", "leave", "leave lifetop at once, from any view"),
        new(UiAction.Suspend, KeyContext.Everywhere, "other", "suspend", "C-z", "suspend", "to the shell; fg comes back"),

        new(UiAction.Press, KeyContext.Dialog, "dialog", "press", "Enter", "press", "press the focused button, take the chosen row"),
        new(UiAction.Confirm, KeyContext.Dialog, "dialog", "confirm", "y", "yes", "do what is asked"),
        new(UiAction.NextButton, KeyContext.Dialog, "dialog", "next-button", "Tab Right", "next", "the next button or field"),
        new(UiAction.PreviousButton, KeyContext.Dialog, "dialog", "previous-button", "S-Tab Left", "previous", "the button or field before"),
        new(UiAction.Toggle, KeyContext.Dialog, "dialog", "toggle", "Space", "show", "show it or not, the next value"),
        new(UiAction.MoveLater, KeyContext.Dialog, "dialog", "move-later", "J", "later", "one place further back"),
        new(UiAction.MoveEarlier, KeyContext.Dialog, "dialog", "move-earlier", "K", "earlier", "one place further to the front"),
        new(UiAction.Reset, KeyContext.Dialog, "dialog", "reset", "R", "reset", "as it was out of the box"),
    ];

    public static KeyRow Of(UiAction action)
    {
        foreach (var row in All)
            if (row.Action == action)
                return row;
        throw new System.ArgumentOutOfRangeException(nameof(action), action, "has no row in the key table");
    }
}
