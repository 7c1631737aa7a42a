namespace Lifetop.Actions;

/// <summary>What can be done to workers; each is a plan before it is done.</summary>
public enum WorkerAction
{
    Reap,
    ReapNow,
    Stop,
    Restart,
    Signal,
    Pause,
    Resume,
    Nudge,
    Detach,
    Spawn,
    Sweep,
    Archive,
    Reset,
    Recalculate,
}

public static class ActionWords
{
    private static readonly string[] Present =
        ["reap", "reap now", "stop", "restart", "signal", "pause", "resume", "nudge", "detach", "spawn", "sweep", "archive", "reset", "recalculate"];

    private static readonly string[] Past =
        ["reaped", "reaped", "stopped", "restarted", "signalled", "paused", "resumed", "nudged", "detached", "spawned", "swept", "archived", "reset", "recalculated"];

    private static readonly string[] Ongoing =
        ["reaping", "reaping", "stopping", "restarting", "signalling", "pausing", "resuming", "nudging", "detaching", "spawning", "sweeping", "archiving", "resetting", "recalculating"];

    /// <summary>As the journal, the JSON and messages call it.</summary>
    public static string Word(this WorkerAction action) => Present[(int)action];

    /// <summary>For a result: <c>reaped brave-lynx: 2 of 2 gone</c>.</summary>
    public static string PastWord(this WorkerAction action) => Past[(int)action];

    /// <summary>While it goes on: <c>reaping brave-lynx: 1 of 2 gone</c>.</summary>
    public static string OngoingWord(this WorkerAction action) => Ongoing[(int)action];

    public static WorkerAction? Parse(string word)
    {
        int index = System.Array.IndexOf(Present, word);
        return index < 0 ? null : (WorkerAction)index;
    }

    /// <summary>Ends processes of its worker.</summary>
    public static bool Ends(this WorkerAction action)
        => action is WorkerAction.Reap or WorkerAction.ReapNow or WorkerAction.Stop or WorkerAction.Restart or WorkerAction.Sweep;
}
