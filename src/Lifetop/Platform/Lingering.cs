using System.Collections.Generic;
using System.Threading;

namespace Lifetop.Platform;

/// <summary>Killed children that would not die in time (state D), reaped whenever the next child is started.</summary>
internal static unsafe class Lingering
{
    /// <summary>Guarded by itself: children are started by several threads.</summary>
    private static readonly List<int> Pids = [];
    private static int _count;

    public static void Add(int pid)
    {
        lock (Pids)
        {
            Pids.Add(pid);
            _count = Pids.Count;
        }
    }

    public static void Reap()
    {
        // Nearly always; and threads that start programs at once need not wait for each other.
        if (Volatile.Read(ref _count) == 0)
            return;
        lock (Pids)
        {
            for (int i = Pids.Count - 1; i >= 0; i--)
            {
                int status;
                if (Libc.WaitPid(Pids[i], &status, Libc.WaitNoHang) != 0)
                    Pids.RemoveAt(i);
            }
            _count = Pids.Count;
        }
    }
}
