namespace Lifetop.Screens;

/// <summary>All that a key, a click or the palette can ask for.</summary>
public enum UiAction
{
    Down, Up, PageDown, PageUp, HalfDown, HalfUp, First, Last, Left, Right,
    NextNeedy, PreviousNeedy, NextTab, PreviousTab, LargerPane, SmallerPane,
    ViewAll, ViewAttention, ViewAgents, ViewDaemons, ViewJobs, ViewGone, Processes,
    Filter, SortMenu, SortNext, SortPrevious, Invert, Group, Tree, Freeze, Follow,
    Mark, MarkRange, MarkBranch, MarkShown, MarkNone,
    Inspect, Logs, LogsOfMarked, History, ActionLog, Copy,
    Reap, ReapNow, Restart, Stop, Attach, Detach, Nudge, Signal, Pause, Resume, ResetBreaker, CancelReap,
    Spawn, Adopt, Forget, Protect, Snooze, Sweep,
    Columns, Themes, Settings, Keys, Budget, Doctor, ReadOnly,
    Palette, Help, Back, Quit, Leave, Suspend, Redraw,
    LogFollow, LogWrap, LogTimes, LogSave, LogFind, LogNext, LogPrevious, LogOnlyHits, LogMark,
    LogLastMinute, LogLast5Minutes, LogLast15Minutes, LogLastHour, LogLast6Hours, LogAllTime,
    AllUsers,
    Confirm, NextButton, PreviousButton, Press,
    Toggle, MoveLater, MoveEarlier, Reset,
}
