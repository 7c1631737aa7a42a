using System;
using System.Linq;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;
using static Lifetop.Tests.Support.Make;

namespace Lifetop.Tests.Judgement;

/// <summary>A worker dies and is begun anew before anybody looks: its end is told, as far as it is known.</summary>
public sealed class EndedAttemptTests
{
    [Fact]
    public void An_end_that_lies_between_two_looks_is_told_with_how_it_ended()
    {
        var world = Begun().Look();
        world.Died(50, signal: 9).Later(Seconds(3));
        Anew(world).Look();

        var ended = Assert.Single(world.Past.Untold);
        Assert.Equal((Lifecycle.Failed, 50, 9, Noon + Seconds(3)), (ended.Judged.Verdict.State, ended.Judged.Worker.Root!.Value.Pid, ended.Judged.Verdict.Ending!.Signal, world.Now));
        Assert.Equal("signal 9", ended.Judged.Verdict.Note);
        Assert.Contains(ended.Judged.Verdict.Evidence, static one => one.Text == "begun anew as pid 51 before any look showed its end");
        Assert.Equal(Lifecycle.Running, world.State("web"));
        Assert.Null(world.The("web").Verdict.Ending);
        world.Look();
        Assert.Single(world.Past.Untold);
    }

    [Fact]
    public void How_it_ended_is_said_to_be_unknown_where_nobody_held_it()
    {
        var world = Begun().Look();
        world.End(50).Later(Seconds(3));
        Anew(world).Look();

        var verdict = Assert.Single(world.Past.Untold).Judged.Verdict;
        Assert.Equal((Lifecycle.Blocked, (Ending?)null, "no exit status seen"), (verdict.State, verdict.Ending, verdict.Note));
    }

    [Fact]
    public void How_the_one_before_ended_is_not_told_of_one_that_nobody_saw_alive()
    {
        var world = Begun().Look();
        world.Died(50, signal: 9).Look();
        Assert.Equal(9, world.The("web").Verdict.Ending!.Signal);
        world.Later(Seconds(3)).Declare(Declared("web", process: new ProcessClaim(51) { StartTicks = TicksAt(world.Now) }) with { WrittenAt = world.Now }).Look();

        Assert.Null(world.The("web").Verdict.Ending);
        Assert.Null(world.Look().The("web").Verdict.Ending);
    }

    [Fact]
    public void Each_of_several_is_told()
    {
        var world = Begun().Look();
        world.Died(50, exit: 3).Later(Seconds(3));
        Anew(world).Look();
        world.Died(51, exit: 4).Later(Seconds(3));
        Anew(world, 52).Look();

        Assert.Equal([(50, 3), (51, 4)], world.Past.Untold.Select(static one => (one.Judged.Worker.Root!.Value.Pid, one.Judged.Verdict.Ending!.ExitCode!.Value)));
    }

    [Theory]
    [InlineData("seen")]
    [InlineData("alive")]
    [InlineData("hidden")]
    [InlineData("reaping")]
    public void What_was_seen_or_is_none_is_not_told(string how)
    {
        var world = Begun();
        if (how == "reaping")
            world.Process(99, 1, "lifetop reap").Renew(new Recollection { OpenPlans = [new OpenPlan(1, "reap", "manifest:web", world.Identity(99), Noon, 0, 1)] });
        world.Look();
        if (how == "hidden")
            world.HidesOthers();
        if (how != "alive")
            world.Died(50, signal: 9);
        if (how == "seen")
            world.Look();
        world.Later(Seconds(3));
        Anew(world).Look();

        Assert.Empty(world.Past.Untold);
    }

    private static World Begun() => World().Process(50, 1, "/usr/bin/claude").Declare(Declared("web", process: new ProcessClaim(50), age: Minutes(50)) with { LastOutput = Noon });

    private static World Anew(World world, int pid = 51)
        => world.Process(pid, 1, "/usr/bin/claude", age: TimeSpan.Zero).Declare(Declared("web", process: new ProcessClaim(pid)) with { WrittenAt = world.Now, LastOutput = world.Now });
}
