using System;
using Lifetop.Platform;

namespace Lifetop.Observation.Proc;

/// <summary>What a look costs on this machine, measured: medians over several looks with a pause before each.</summary>
/// <param name="Nanoseconds">Median CPU time of a look, user and system.</param>
/// <param name="LeastNanoseconds">The cheapest look.</param>
/// <param name="AllocatedBytes">Managed memory that all the looks together took.</param>
/// <param name="StatReads">Stat files read, on average a look.</param>
public sealed record ScanCost(int Looks, int Processes, long Nanoseconds, long LeastNanoseconds, long AllocatedBytes, double StatReads)
{
    /// <summary>Every process; the scan has had its first look if it is to be a steady one.</summary>
    public static ScanCost OfLooks(ProcScan scan, int looks, TimeSpan pause) => Of(scan, looks, pause, default, watchedOnly: false);

    /// <summary>The first so many rows that are given, alone.</summary>
    public static ScanCost OfWatched(ProcScan scan, int looks, TimeSpan pause, ReadOnlySpan<int> rowIndexes) =>
        Of(scan, looks, pause, rowIndexes, watchedOnly: true);

    private static ScanCost Of(ProcScan scan, int looks, TimeSpan pause, ReadOnlySpan<int> rowIndexes, bool watchedOnly)
    {
        long[] times = new long[Math.Max(looks, 1)];
        long read = scan.StatReads, allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int look = 0; look < times.Length; look++)
        {
            Wait(pause);
            long began = ThreadTime();
            if (watchedOnly)
                scan.LookWatched(rowIndexes);
            else
                scan.Look();
            times[look] = ThreadTime() - began;
        }
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        double reads = (scan.StatReads - read) / (double)times.Length;
        Array.Sort(times);
        return new ScanCost(times.Length, watchedOnly ? rowIndexes.Length : scan.Table.Count, times[times.Length / 2], times[0], allocated, reads);
    }

    /// <summary>Other processes must run in between, or their clocks would all stand still.</summary>
    private static unsafe void Wait(TimeSpan pause) => _ = Libc.Poll(null, 0, (int)pause.TotalMilliseconds);

    private static unsafe long ThreadTime()
    {
        TimeSpec time;
        _ = Libc.ClockGetTime(Libc.ClockThreadCpu, &time);
        return time.Seconds * 1_000_000_000 + time.Nanoseconds;
    }
}
