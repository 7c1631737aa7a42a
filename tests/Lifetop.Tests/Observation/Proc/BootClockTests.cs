using System;
using System.IO;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Xunit;

namespace Lifetop.Tests.Observation.Proc;

public sealed class BootClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Knows_this_boot() =>
        Assert.Equal(Guid.Parse(File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()), new BootClock(Noon).Boot);

    [Fact]
    public void A_process_started_now_is_born_now()
    {
        var clock = new BootClock(DateTimeOffset.UtcNow);
        using var child = Child.Quiet();
        using var scan = new ProcScan(clock.Boot);
        var census = new Census { Time = DateTimeOffset.UtcNow, Processes = scan.Table, BootTime = clock.BootTime };
        var age = DateTimeOffset.UtcNow - census.StartedAt(scan.Identify(child.Pid)!.Value.StartTicks);
        Assert.InRange(age.TotalSeconds, -0.05, 5);
    }

    [Theory]
    [InlineData(0.9, false)]
    [InlineData(-1.0, false)]
    [InlineData(1.1, true)]
    [InlineData(-3600, true)]
    public void Ages_move_only_when_somebody_set_the_clock(double seconds, bool moves)
    {
        var seen = Noon.AddSeconds(seconds);
        Assert.Equal(moves ? seen : Noon, BootClock.Settle(Noon, seen));
    }

    [Fact]
    public void Stays_exactly_the_same_from_look_to_look()
    {
        var clock = new BootClock(DateTimeOffset.UtcNow);
        var first = clock.BootTime;
        Assert.Equal(first, clock.Look(DateTimeOffset.UtcNow));
        Assert.NotEqual(first, clock.Look(DateTimeOffset.UtcNow.AddHours(1)));
    }
}
