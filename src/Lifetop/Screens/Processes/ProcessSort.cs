namespace Lifetop.Screens.Processes;

/// <summary>What the process view sorts by.</summary>
public enum ProcessSort
{
    Pid,
    Age,
    Cpu,
    Mem,
    Ports,
    Tty,
    User,
    Command,
}

/// <summary>Names and numbers of what is sorted by.</summary>
internal static class ProcessSorts
{
    /// <summary>Room for any pid below the value, so that equal ones stand by pid.</summary>
    private const int PidBits = 22;

    private static readonly string[] Names = ["pid", "age", "cpu", "mem", "ports", "tty", "user", "command"];

    public const int Count = 8;

    public static string Word(this ProcessSort sort) => Names[(int)sort];

    public static ProcessSort? Parse(string? name)
    {
        for (int i = 0; i < Names.Length; i++)
            if (Names[i] == name)
                return (ProcessSort)i;
        return null;
    }

    /// <summary>Largest, longest or busiest first unless it is turned round.</summary>
    public static bool IsLargestFirst(this ProcessSort sort) => sort is ProcessSort.Age or ProcessSort.Cpu or ProcessSort.Mem;

    /// <summary>From look to look, though nobody came or went.</summary>
    public static bool Moves(this ProcessSort sort) => sort is ProcessSort.Cpu or ProcessSort.Mem or ProcessSort.Ports;

    /// <summary>Fills the numbers of these rows; ascending is the order that is shown.</summary>
    public static void Fill(ProcessSnapshot all, System.ReadOnlySpan<int> rows, ProcessSort sort, bool turned, long[] keys, long[] ties)
    {
        foreach (int row in rows)
        {
            long key = KeyOf(all, row, sort);
            // What is not there stands last, whichever way.
            bool missing = sort is ProcessSort.Ports or ProcessSort.Tty && key == 0;
            keys[row] = missing ? long.MaxValue : sort.IsLargestFirst() != turned ? -key : key;
            ties[row] = sort == ProcessSort.Command
                ? (turned ? -1 : 1) * (long)(all.NameTails[row] >> (64 - 40) << PidBits | (uint)all.Pids[row])
                : all.Pids[row];
        }
    }

    private static long KeyOf(ProcessSnapshot all, int row, ProcessSort sort) => sort switch
    {
        // Age is how long ago: the earliest start is the longest.
        ProcessSort.Age => -all.StartTicks[row],
        ProcessSort.Cpu => (long)(all.Cpu[row] * 10),
        ProcessSort.Mem => all.ResidentPages[row],
        ProcessSort.Ports => all.Details[row] is { Ports: [var first, ..] } ? first : 0,
        ProcessSort.Tty => all.Terminals[row],
        ProcessSort.User => all.Users[row],
        ProcessSort.Command => (long)(all.NameHeads[row] >> 1),
        _ => all.Pids[row],
    };
}
