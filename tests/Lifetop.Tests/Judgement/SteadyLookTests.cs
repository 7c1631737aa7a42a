using System;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;
using static Lifetop.Tests.Support.Make;

namespace Lifetop.Tests.Judgement;

public sealed class SteadyLookTests
{
    private const int Count = 500;

    [Fact]
    public void A_steady_look_allocates_nothing_and_gives_the_same_roster_with_new_numbers()
    {
        var world = Crowds.Of(Count);
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
        var world = Crowds.Of(Count);
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
