using System;
using System.Buffers.Text;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Tmux;

/// <summary>The process behind a server: which one it is, whether it still lives, and whether it did anything.</summary>
internal static unsafe class ServerProcess
{
    private const int StatSize = 1024;

    /// <summary>Its start in clock ticks since boot (proc_pid_stat(5), field 22); -1 when there is no such living process.</summary>
    public static long StartTicks(int pid)
    {
        byte* buffer = stackalloc byte[StatSize];
        return StartTicks(Stat(pid, buffer));
    }

    public static bool IsAlive(TmuxServer server) => StartTicks(server.Pid) == server.StartTicks;

    /// <summary>Waits until the server has put away what our question left behind, which on a busy machine it waits for its turn to do.</summary>
    public static ServerSettling Settle(int pid)
    {
        const int tries = 20;
        if (pid <= 0)
            return new ServerSettling(-1, -1);
        long first = Libc.CpuClock(pid);
        long last = first;
        for (int i = 0; i < tries; i++)
        {
            _ = Libc.Poll(null, 0, 1);
            long next = Libc.CpuClock(pid);
            if (next == last && !IsAboutToRun(pid))
                break;
            last = next;
        }
        return new ServerSettling(first, last);
    }

    private static bool IsAboutToRun(int pid)
    {
        byte* buffer = stackalloc byte[StatSize];
        var stat = Stat(pid, buffer);
        int end = stat.LastIndexOf((byte)')');
        return end >= 0 && end + 2 < stat.Length && stat[end + 2] == (byte)'R';
    }

    /// <summary>Empty when there is no such process.</summary>
    private static ReadOnlySpan<byte> Stat(int pid, byte* buffer)
    {
        Span<byte> path = stackalloc byte[32];
        "/proc/"u8.CopyTo(path);
        Utf8Formatter.TryFormat(pid, path[6..], out int digits);
        "/stat\0"u8.CopyTo(path[(6 + digits)..]);
        int file;
        fixed (byte* name = path)
            file = Libc.ProcOpenAt(Libc.AtCurrent, name, Libc.ReadOnly | Libc.CloseOnExec, 0);
        if (file < 0)
            return [];
        nint length = Libc.ProcRead(file, buffer, StatSize);
        _ = Libc.ProcClose(file);
        return new ReadOnlySpan<byte>(buffer, (int)Math.Max(0, length));
    }

    private static long StartTicks(ReadOnlySpan<byte> stat)
    {
        // comm may hold blanks and ')': fields count from the last one. A tmux server has one thread, so Z is death.
        int end = stat.LastIndexOf((byte)')');
        if (end < 0 || end + 2 >= stat.Length || stat[end + 2] is (byte)'Z' or (byte)'X')
            return -1;
        var rest = stat[(end + 2)..];
        for (int field = 3; field < 22; field++)
        {
            int blank = rest.IndexOf((byte)' ');
            if (blank < 0)
                return -1;
            rest = rest[(blank + 1)..];
        }
        return Utf8Parser.TryParse(rest, out long ticks, out _) ? ticks : -1;
    }
}
