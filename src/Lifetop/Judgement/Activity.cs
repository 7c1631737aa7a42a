using System;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>The numbers of a worker's whole tree, and since when it has been quiet.</summary>
internal static class Activity
{
    /// <summary>In a window this short a share says little: a few ms of CPU must have been used.</summary>
    private static readonly TimeSpan ShortWindow = TimeSpan.FromMilliseconds(500);
    private const long ShortWindowNanoseconds = 3_000_000;
    private const int PageSize = 4096;

    public static Counters Measure(Worker worker, PastWorker past, Census census, Policy policy)
    {
        var counters = default(Counters);
        var table = census.Processes;
        double percent = 0;
        bool sampled = false;
        foreach (var member in worker.Members.AsSpan())
        {
            int index = table.IndexOf(member.Process);
            if (index < 0)
                continue;
            ref readonly var row = ref table.Rows[index];
            counters.TreeSize++;
            counters.ResidentBytes += row.ResidentPages * PageSize;
            counters.CpuNanoseconds += row.CpuNanoseconds;
            if (row.CpuPercent >= 0)
            {
                percent += row.CpuPercent;
                sampled = true;
            }
        }
        counters.CpuPercent = counters.TreeSize == 0 ? 0 : sampled ? (float)percent : -1;
        counters.LastOutputTicks = LastOutput(worker, census);
        counters.BeatTicks = worker.Declaration?.LastBeat?.UtcTicks ?? 0;
        counters.BusyTicks = past.BusyTicks;
        if (IsBusy(counters, past, census, policy))
            counters.BusyTicks = census.Time.UtcTicks;
        return counters;
    }

    private static long LastOutput(Worker worker, Census census)
    {
        long newest = 0;
        if (worker.Pane is { } pane)
        {
            newest = pane.TerminalWritten?.UtcTicks ?? 0;
            // One window time for several panes tells nothing about any one of them.
            if (pane.Facts.WindowPanes == 1)
                newest = Math.Max(newest, pane.WindowActivity.UtcTicks);
        }
        if (worker.Declaration?.LastOutput is { } output)
            newest = Math.Max(newest, output.UtcTicks);
        if (worker.Declaration?.Log is { } log)
            newest = Math.Max(newest, census.WrittenAt(log));
        return newest;
    }

    /// <summary>Either this look's window shows it, or the time since an earlier look's sample does.</summary>
    private static bool IsBusy(in Counters counters, PastWorker past, Census census, Policy policy)
    {
        if (counters.CpuPercent >= policy.IdleCpuPercent
            && (census.CpuWatched >= ShortWindow || counters.CpuPercent / 100 * census.CpuWatched.TotalNanoseconds >= ShortWindowNanoseconds))
            return true;
        if (past.SampledTicks == 0 || past.CpuNanoseconds <= 0)
            return false;
        long used = counters.CpuNanoseconds - past.CpuNanoseconds;
        double window = (census.Time.UtcTicks - past.SampledTicks) * 100.0;
        // A long time ago an average says that it was busy, not when.
        return used > 0 && window >= ShortWindow.TotalNanoseconds && window <= policy.IdleAfter.TotalNanoseconds && used / window * 100 >= policy.IdleCpuPercent;
    }
}
