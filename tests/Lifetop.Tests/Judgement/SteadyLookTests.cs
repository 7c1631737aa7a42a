using System;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;
using static Lifetop.Tests.Support.Make;

namespace Lifetop.Tests.Judgement;

public sealed class SteadyLookTests
{
    private const int Count = 500;

    /// <summary>Every sort of worker, among them ended, unknown, stalled and left-over ones.</summary>
    private static World Crowd()
    {
        var world = World().Server().Gap("multiclaude");
        for (int i = 0; i < Count; i++)
        {
            int pid = 2000 + 2 * i;
            world.Process(pid, i % 3 == 0 ? 900 : 40, "/usr/bin/claude", pts: 100 + i, cpuNanoseconds: 1_000_000).Process(pid + 1, pid, "/bin/child", sid: pid, pts: 100 + i);
            if (i % 3 == 0)
                world.Pane($"%{i}", pid, window: i, pts: 100 + i, bell: i % 2 == 0, written: Seconds(i * 9));
            if (i % 3 == 1)
                world.Declare(Declared($"d{i}", i % 2 == 0 ? "multiclaude" : "manifest", new ProcessClaim(i % 5 == 0 ? 9_000_000 + i : pid)) with
                {
                    LastBeat = i % 4 == 0 ? Noon - Minutes(20) : null,
                    Leaves = [new Residue("file", "/run/x.pid")],
                    Worktree = "/w/" + i,
                });
        }
        world.Exists("/run/x.pid").Remember(Recollection() with { Protected = ["process:1"], Snoozed = [new Snooze("x", Noon)], OpenPlans = [Plan("manifest:d1", Process(7, Noon))] });
        world.Look();
        // A few end, so that there are workers of the past to go through.
        for (int i = 2; i < Count; i += 30)
            world.End(2000 + 2 * i);
        return world.Later(Seconds(1)).Look().Later(Seconds(1)).Look();
    }

    [Fact]
    public void A_steady_look_allocates_nothing_and_gives_the_same_roster_with_new_numbers()
    {
        var world = Crowd();
        var (roster, workers, census) = (world.Roster, world.Workers, world.Census);
        Assert.True(roster.Workers.Length >= Count);
        var time = world.Now;
        Roster again = roster;
        long allocated = 0;
        for (int look = 0; look < 20; look++)
        {
            time += Seconds(1);
            census.Time = time;
            for (int i = 0; i < census.Processes.Count; i++)
                census.Processes.Writable[i].CpuNanoseconds += 1_000;
            long before = GC.GetAllocatedBytesForCurrentThread();
            again = world.Again(workers);
            if (look >= 2)
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Same(roster, again);
        }
        Assert.Equal(0, allocated);
        int slot = world.The("manifest/d7").Slot;
        Assert.Equal(1_000_000 + 20 * 1_000 + 20 * 1_000, again.Counters[slot].CpuNanoseconds);
    }

    [Fact]
    public void One_change_makes_one_new_row()
    {
        var world = Crowd();
        var before = world.Roster;
        world.Later(Seconds(1)).End(2000 + 2 * 7 + 1).Look();
        Assert.NotSame(before, world.Roster);
        int changed = 0;
        for (int i = 0; i < before.Workers.Length; i++)
            if (!ReferenceEquals(before.Workers[i], world.Roster.Workers[i]))
                changed++;
        Assert.Equal(1, changed);
    }
}
