using System;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;
using static Lifetop.Tests.Support.Make;

namespace Lifetop.Tests.Judgement;

public sealed class ActivityTests
{
    private static World Silent(float cpu = 0, float childCpu = 0, TimeSpan? since = null)
        => World().Process(50, 900, "/usr/bin/job", pts: 3, cpu: cpu, cpuNanoseconds: 1_000_000_000, pages: 256)
            .Process(51, 50, "/bin/child", sid: 50, pts: 3, cpu: childCpu, cpuNanoseconds: 500_000_000, pages: 256)
            .Pane("%1", 50, pts: 3, written: since ?? Minutes(30), activity: since ?? Minutes(30));

    private const string Key = "tmux/main:0.0";

    [Theory]
    [InlineData(299, Lifecycle.Running)]
    [InlineData(300, Lifecycle.Idle)]
    public void Idle_begins_after_idle_after_without_output(int seconds, Lifecycle expected)
    {
        var world = Silent(since: Seconds(seconds)).Look();
        Assert.Equal(expected, world.State(Key));
        if (expected == Lifecycle.Idle)
            Assert.Equal(Seconds(seconds), world.Age(Key));
    }

    [Fact]
    public void Nobody_has_been_quiet_for_longer_than_it_lives_whatever_log_it_goes_on_with()
    {
        var declaration = Declared("web", process: new ProcessClaim(50), age: Seconds(5)) with { LastOutput = Noon - Hours(3) };
        var world = World().Process(50, 1, "/usr/bin/job", age: Seconds(10)).Declare(declaration).Look();
        Assert.Equal(Lifecycle.Running, world.State("web"));
        world.Later(Minutes(6)).Look();
        Assert.Equal((Lifecycle.Idle, Minutes(6) + Seconds(10)), (world.State("web"), world.Age("web")));
    }

    [Theory]
    [InlineData(0.9f, 0.9f, Lifecycle.Idle)]
    [InlineData(1f, 1f, Lifecycle.Running)]
    [InlineData(0, 80, Lifecycle.Running)]
    public void Silent_but_busy_anywhere_in_its_tree_is_running(float cpu, float childCpu, Lifecycle expected)
        => Assert.Equal(expected, Silent(cpu, childCpu).Look().State(Key));

    [Fact]
    public void The_numbers_are_those_of_the_whole_tree_each_process_once()
    {
        var world = Silent(3, 4).Look();
        var numbers = world.Numbers(Key);
        Assert.Equal(7, numbers.CpuPercent);
        Assert.Equal(2, numbers.TreeSize);
        Assert.Equal(512 * 4096, numbers.ResidentBytes);
        Assert.Equal(1_500_000_000, numbers.CpuNanoseconds);
    }

    [Fact]
    public void A_share_that_could_not_be_sampled_is_not_0()
    {
        var world = Silent(-1, -1).Look();
        Assert.True(world.Numbers(Key).CpuPercent < 0);
    }

    [Fact]
    public void In_a_short_window_a_few_milliseconds_must_have_been_used()
    {
        var world = Silent(4);
        world.CpuWatched = TimeSpan.FromMilliseconds(40);
        Assert.Equal(Lifecycle.Idle, world.Look().State(Key));
        world = Silent(10);
        world.CpuWatched = TimeSpan.FromMilliseconds(40);
        Assert.Equal(Lifecycle.Running, world.Look().State(Key));
    }

    [Fact]
    public void The_share_is_also_told_by_the_sample_of_an_earlier_lifetop()
    {
        World After(TimeSpan ago, long used)
        {
            var world = Silent();
            return world.Remember(Recollection(Remembered($"pane:900:{Server().StartTicks}:%1", Lifecycle.Running, Noon - Hours(1), "tmux") with
            {
                Root = world.Identity(50),
                CpuNanoseconds = 1_500_000_000 - used,
                SampledAt = Noon - ago,
            })).Look();
        }
        Assert.Equal(Lifecycle.Running, After(Seconds(10), 200_000_000).State(Key));
        Assert.Equal(Lifecycle.Idle, After(Seconds(10), 199_000_000).State(Key));
        // An hour's average does not tell that it was busy lately.
        Assert.Equal(Lifecycle.Idle, After(Hours(1), 1_400_000_000).State(Key));
    }

    [Fact]
    public void Who_was_busy_is_idle_only_idle_after_later()
    {
        var world = Silent(50).Look();
        world.Change(50, static row => row with { CpuPercent = 0 }).Later(Seconds(299)).Look();
        Assert.Equal(Lifecycle.Running, world.State(Key));
        world.Later(Seconds(1)).Look();
        Assert.Equal(Lifecycle.Idle, world.State(Key));
        Assert.Equal(Minutes(5), world.Age(Key));
        Assert.Contains("no output and no CPU for 5m00s · tty", world.Evidence(Key), StringComparison.Ordinal);
    }

    [Fact]
    public void One_window_time_for_several_panes_tells_nothing_of_any()
    {
        var world = World().Process(50, 900, "/usr/bin/job", pts: 3).Pane("%1", 50, pts: 3, written: Minutes(30), activity: TimeSpan.Zero, windowPanes: 2).Look();
        Assert.Equal(Lifecycle.Idle, world.State(Key));
        Assert.Equal((Noon - Minutes(30)).UtcTicks, world.Numbers(Key).LastOutputTicks);
    }

    [Fact]
    public void The_newest_of_tty_window_and_log_counts()
    {
        var world = Silent().Declare(Declared("web", pane: new PaneClaim { PaneId = "%1" }, kind: WorkerKind.Job) with { LastOutput = Noon - Seconds(20) }).Look();
        Assert.Equal((Noon - Seconds(20)).UtcTicks, world.Numbers("web").LastOutputTicks);
        Assert.Equal(Lifecycle.Running, world.State("web"));
    }

    [Fact]
    public void A_pid_that_was_given_to_another_is_not_counted()
    {
        var world = Silent().Look();
        var workers = world.Workers;
        world.End(51).Process(51, 1, "/bin/other", cpu: 90, age: TimeSpan.Zero);
        world.Again(workers);
        Assert.Equal(1, world.Numbers(Key).TreeSize);
    }
}
