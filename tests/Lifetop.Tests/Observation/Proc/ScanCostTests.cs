using System;
using System.Linq;
using Lifetop.Observation.Proc;
using Xunit;

namespace Lifetop.Tests.Observation.Proc;

public sealed class ScanCostTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    [Fact]
    public void Steady_looks_read_few_stat_files_and_take_no_memory()
    {
        using var scan = new ProcScan(Guid.Empty);
        using var child = Child.Quiet();
        for (int look = 0; look < 20; look++)
            scan.Look();
        _ = ScanCost.OfLooks(scan, 2, Pause);
        var cost = ScanCost.OfLooks(scan, 10, Pause);
        Assert.Equal(10, cost.Looks);
        Assert.Equal(scan.Table.Count, cost.Processes);
        Assert.Equal(0, cost.AllocatedBytes);
        Assert.InRange(cost.Nanoseconds, cost.LeastNanoseconds, 1_000_000_000);
        Assert.InRange(cost.StatReads, 0.1, scan.Table.Count);
    }

    [Fact]
    public void Watched_rows_alone_cost_less_than_all()
    {
        const int looks = 16;
        using var scan = new ProcScan(Guid.Empty);
        // More than are read below, though nobody else may run here.
        var children = Enumerable.Range(0, looks + 1).Select(static _ => Child.Quiet()).ToList();
        try
        {
            scan.Look();
            long all = scan.StatReads;
            var cost = ScanCost.OfWatched(scan, looks, Pause, [scan.Table.IndexOf(children[0].Pid)]);
            Assert.Equal(1, cost.Processes);
            Assert.InRange(cost.StatReads, 0, 1);
            Assert.True(all > looks);
        }
        finally
        {
            children.ForEach(static child => child.Dispose());
        }
    }
}
