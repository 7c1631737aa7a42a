namespace Lifetop.Model;

/// <summary>The closed set of states, in the order of precedence that decides between them.</summary>
public enum Lifecycle
{
    /// <summary>What its verdict needs could not be read in this look.</summary>
    Unknown,
    /// <summary>An open plan of a living lifetop is ending it.</summary>
    Reaping,
    /// <summary>An open plan, or its own system, is starting it again.</summary>
    Restarting,
    /// <summary>Our reap ended it and nothing of it has come since.</summary>
    Cleaned,
    /// <summary>Ended without the result its source waits for, or ended with nothing known and nothing left.</summary>
    Blocked,
    /// <summary>Its work is over and something of it remains.</summary>
    Zombie,
    /// <summary>Ended well, nothing remains.</summary>
    Completed,
    /// <summary>Ended badly, nothing remains.</summary>
    Failed,
    /// <summary>Declared, not started, within its grace.</summary>
    Pending,
    /// <summary>Alive, and what should own it is gone.</summary>
    Orphan,
    /// <summary>Alive, and the heartbeat it promised is older than its limit.</summary>
    Stalled,
    /// <summary>Alive and asking for a person.</summary>
    Waiting,
    /// <summary>Alive; no output and no CPU for a while, or its source says so.</summary>
    Idle,
    /// <summary>Every other live worker.</summary>
    Running,
}

/// <summary>The one table of what a state is called, in which order people want to see it, and what it asks of them.</summary>
public static class Lifecycles
{
    private static readonly Row[] Table =
    [
        new("unknown", 6, false, false),
        new("reaping", 7, false, true),
        new("restarting", 8, false, true),
        new("cleaned", 13, false, false),
        new("blocked", 5, true, false),
        new("zombie", 2, true, false),
        new("completed", 12, false, false),
        new("failed", 4, true, false),
        new("pending", 9, false, false),
        new("orphan", 3, true, true),
        new("stalled", 1, true, true),
        new("waiting", 0, true, true),
        new("idle", 11, false, true),
        new("running", 10, false, true),
    ];

    public static string Word(this Lifecycle state) => Table[(int)state].Word;

    /// <summary>Place in the default order: what needs a person first.</summary>
    public static int Order(this Lifecycle state) => Table[(int)state].Order;

    public static bool NeedsYou(this Lifecycle state) => Table[(int)state].NeedsYou;

    /// <summary>Its process runs, as far as this state says.</summary>
    public static bool IsAlive(this Lifecycle state) => Table[(int)state].Alive;

    /// <summary>Over, with nothing left to do but look at it.</summary>
    public static bool IsEnded(this Lifecycle state)
        => state is Lifecycle.Completed or Lifecycle.Failed or Lifecycle.Blocked or Lifecycle.Cleaned;

    public static Lifecycle? Parse(string word)
    {
        for (int i = 0; i < Table.Length; i++)
            if (Table[i].Word == word)
                return (Lifecycle)i;
        return null;
    }

    private readonly record struct Row(string Word, int Order, bool NeedsYou, bool Alive);
}
