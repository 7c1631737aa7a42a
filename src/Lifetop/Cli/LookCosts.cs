using System;
using System.Collections.Generic;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Platform;

namespace Lifetop.Cli;

/// <summary>What one part of a steady look costs: medians over many looks.</summary>
/// <param name="Calls">Stat files read, on average a look; only the scans read any.</param>
public sealed record LookCost(string Part, double CpuMicroseconds, long AllocatedBytes, double Calls = 0)
{
    public string Words => string.Create(CultureInfo.InvariantCulture, $"{Part,-28} {CpuMicroseconds,10:F1} us CPU  {AllocatedBytes,8} bytes allocated{(Calls > 0 ? $"  {Calls,8:F1} calls" : "")}");
}

/// <summary>Measures a look part by part on this machine as it is, for <c>doctor --measure</c>.</summary>
public static class LookCosts
{
    private const int Looks = 31;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Between parts that do not depend on what others did meanwhile.</summary>
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(10);

    public static List<LookCost> Measure(LocalLifetop lifetop)
    {
        var engine = lifetop.Engine!; // the examination looked before
        for (int i = 0; i < 3; i++)
            engine.LookAgain();
        var costs = new List<LookCost> { Of("whole look", engine, Pause, () => engine.LookAgain()) };
        var scan = ScanCost.OfLooks(engine.Observer.Scan, Looks, Pause);
        costs.Add(new LookCost("process scan, everybody", scan.Nanoseconds / 1000.0, scan.AllocatedBytes, scan.StatReads));
        var rows = new int[Math.Min(50, engine.Observer.Scan.Table.Count)];
        for (int i = 0; i < rows.Length; i++)
            rows[i] = engine.Observer.Scan.Table.Count - 1 - i;
        var watched = ScanCost.OfWatched(engine.Observer.Scan, Looks, Pause, rows);
        costs.Add(new LookCost($"process scan, {rows.Length.ToString(CultureInfo.InvariantCulture)} watched", watched.Nanoseconds / 1000.0, watched.AllocatedBytes, watched.StatReads));
        costs.Add(Of("details, working directories", engine, ShortPause, engine.Observer.RefreshDetails));
        costs.Add(Of("details, listening ports", engine, ShortPause, engine.Observer.RefreshPorts));
        costs.Add(Of("tmux, has anybody moved", engine, ShortPause, () => engine.Observer.CheckTmux(lifetop.Time.GetUtcNow())));
        costs.Add(Of("logs, when written", engine, ShortPause, engine.Observer.CheckLogs));
        costs.Add(Of("matching, when it is due", engine, ShortPause, engine.MatchAgain));
        costs.Add(Of("judge", engine, ShortPause, () => engine.JudgeAgain()));
        return costs;
    }

    private static LookCost Of(string part, App.Engine engine, TimeSpan pause, Action look)
    {
        var cpu = new long[Looks];
        long allocated = long.MaxValue;
        int self = Libc.ProcessId();
        for (int i = 0; i < Looks; i++)
        {
            engine.Wait(pause);
            long bytes = GC.GetAllocatedBytesForCurrentThread(), before = Libc.CpuClock(self);
            look();
            cpu[i] = Libc.CpuClock(self) - before;
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - bytes);
        }
        Array.Sort(cpu);
        return new LookCost(part, cpu[Looks / 2] / 1000.0, allocated);
    }
}
