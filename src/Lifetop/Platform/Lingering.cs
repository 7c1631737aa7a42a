using System.Collections.Generic;

namespace Lifetop.Platform;

/// <summary>Killed children that would not die in time (state D), reaped whenever the next child is started.</summary>
internal static unsafe class Lingering
{
    /// <summary>Guarded by itself: children are started by several threads.</summary>
    private static readonly List<int> Pids = [];

    public static void Add(int pid)
    {
        lock (Pids)
            Pids.Add(pid);
    }

    public static void Reap()
    {
        lock (Pids)
        {
            for (int i = Pids.Count - 1; i >= 0; i--)
            {
                int status;
                if (Libc.WaitPid(Pids[i], &status, Libc.WaitNoHang) != 0)
                    Pids.RemoveAt(i);
            }
        }
    }
}
