using System;
using System.Globalization;
using System.Linq;
using Lifetop.App;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Observation.Systems;
using Lifetop.Platform;
using Lifetop.Settings;
using Lifetop.Tests.Support;
using Xunit;
using static Lifetop.Tests.Support.Make;

namespace Lifetop.Tests.App;

/// <summary>The clock is set while workers run, as after a pause of a virtual machine: files keep their dates, and start times move.</summary>
public sealed class ClockSetTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public void A_worker_recorded_without_its_start_stays_the_same_process_and_its_age_is_told_by_the_new_clock(int hours)
    {
        using var folder = new TempFolder();
        using var process = RealProcess.Start("sleep", "1000");
        folder.Write("lifetop/workers/one.json", string.Create(CultureInfo.InvariantCulture, $$"""{ "key": "one", "pid": {{process.Pid}} }"""));
        var paths = new XdgPaths(name => name is "XDG_STATE_HOME" or "HOME" ? folder.Path : null);
        var time = new SetTime();
        var memory = Memory.Load(paths, BootClock.ReadBoot(), time, TimeSpan.FromDays(7));
        using var engine = new Engine(new UserSettings { DisabledSources = ["tmux"] }, paths, memory, new SystemPlaces(), [], new EarlyScan(TimeProvider.System, static _ => null), time);
        var before = One(engine.LookOnce());
        Assert.True(before.RootAlive);

        time.Offset = Hours(hours);
        var after = One(engine.LookAgain());

        Assert.Equal((true, before.Root, null), (after.RootAlive, after.Root, after.RootRefused));
        var moved = after.StartedAt!.Value - before.StartedAt!.Value;
        Assert.InRange(moved, Hours(hours) - Minutes(1), Hours(hours) + Minutes(1));
    }

    [Fact]
    public void A_process_that_took_over_the_pid_of_a_known_one_is_refused_by_its_age_as_ever()
    {
        var world = World().Process(50, 1, "/bin/worker", age: Minutes(5)).Declare(Declared("one", process: new ProcessClaim(50), age: Minutes(1))).Look();
        Assert.True(world.Find("manifest/one")!.Worker.RootAlive);
        world.Later(Minutes(10)).End(50).Process(50, 1, "/bin/innocent", age: Minutes(1)).Look();
        var judged = world.Find("manifest/one")!;
        Assert.False(judged.Worker.RootAlive);
        Assert.Contains("started after the record was written", judged.Worker.RootRefused, StringComparison.Ordinal);
    }

    private static Worker One(Roster roster) => roster.Workers.Single(static judged => judged.Worker.Key.Text == "manifest/one").Worker;

    private sealed class SetTime : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
    }
}
