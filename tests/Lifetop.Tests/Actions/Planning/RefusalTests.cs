using Lifetop.Actions;
using Lifetop.Actions.Planning;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions.Planning;

/// <summary>What nobody may do, and what is done already, in the words that are shown.</summary>
public sealed class RefusalTests
{
    private static readonly ProcessClaim Recorded = new(50);

    [Fact]
    public void Of_pid_1_the_tmux_server_and_the_kernel()
    {
        var world = Make.World().Process(2, 0, "", uid: 0).Pane("%0", 60).Process(60, Make.ServerPid, "sleep 9");
        world.Change(2, static row => row with { Flags = 0x0020_0000 });
        foreach (var (name, pid) in new[] { ("first", 1), ("server", Make.ServerPid), ("kernel", 2) })
            world.Declare(Make.Declared(name, process: new ProcessClaim(pid) { StartTicks = world.Identity(pid).StartTicks, Boot = Make.Boot }));
        world.Look();

        Assert.Equal("it is the first process of the machine", Asked.Plan(WorkerAction.Reap, world, "first").Refusal());
        Assert.Equal("it is a tmux server", Asked.Plan(WorkerAction.Reap, world, "server").Refusal());
        Assert.Equal("it is a kernel thread", Asked.Plan(WorkerAction.Reap, world, "kernel").Refusal());
        foreach (var action in new[] { WorkerAction.Stop, WorkerAction.Signal, WorkerAction.Pause, WorkerAction.ReapNow })
            Assert.Equal("it is the first process of the machine", Asked.Plan(action, world, "first").Refusal());
    }

    [Fact]
    public void Of_lifetop_itself_its_ancestors_and_the_pane_it_runs_in()
    {
        var world = Make.World()
            .Pane("%0", 60, session: "home").Process(60, Make.ServerPid, "-bash", pts: 3)
            .Process(61, 60, "claude", sid: 60, pts: 3).Process(62, 61, "lifetop reap x", sid: 60, pts: 3)
            .Pane("%1", 70, session: "job", window: 1).Process(70, Make.ServerPid, "make", pts: 4).Process(71, 70, "sh -c lifetop", sid: 70, pts: 4).Process(72, 71, "lifetop", sid: 70, pts: 4);
        world.Self(62, 61, 60, Make.ServerPid, 1).Look();
        Assert.Equal("it is an ancestor of lifetop", Asked.Plan(WorkerAction.Reap, world, "claude-61").Refusal());

        world = Make.World().Pane("%1", 70, session: "job").Process(70, Make.ServerPid, "make", pts: 4).Process(72, 70, "lifetop", sid: 70, pts: 4).Self(72).Look();
        Assert.Equal("it is in lifetop's own session", Asked.Plan(WorkerAction.Reap, world, "job").Refusal());

        world = Make.World().Process(50, 1, "lifetop").Self(50).Declare(Make.Declared("me", process: Recorded)).Look();
        Assert.Equal("it is lifetop itself", Asked.Plan(WorkerAction.Signal, world, "me").Refusal());

        world = Make.World().Process(50, 1, "daemon").Process(51, 50, "lifetop", sid: 51).Self(51).Declare(Make.Declared("above", process: Recorded)).Look();
        Assert.Equal("lifetop itself runs in it", Asked.Plan(WorkerAction.Stop, world, "above").Refusal());
    }

    [Fact]
    public void Of_a_protected_one()
    {
        var world = Running().Remember(Make.Recollection() with { Protected = ["manifest:api"] }).Look();

        foreach (var action in new[] { WorkerAction.Reap, WorkerAction.ReapNow, WorkerAction.Stop, WorkerAction.Pause, WorkerAction.Resume, WorkerAction.Signal })
            Assert.Equal("protected", Asked.Plan(action, world, "api").Refusal());
    }

    [Fact]
    public void Of_what_cannot_be_seen()
    {
        var world = Running().Look();
        world.Gap("manifest", "/state/manifest/api.json").Look();

        var plan = Asked.Plan(WorkerAction.Reap, world, "api");

        Assert.StartsWith("its state is unknown: ", plan.Refusal(), System.StringComparison.Ordinal);
        Assert.Empty(plan.Workers[0].Steps);
    }

    [Fact]
    public void Of_whom_another_lifetop_is_at_by_its_plan_and_pid()
    {
        var world = Running().Process(99, 1, "lifetop");
        world.Remember(Make.Recollection() with { OpenPlans = [Make.Plan("manifest:api", world.Identity(99))] }).Look();

        Assert.Equal("plan 12 of lifetop 99 is at it: reap", Asked.Plan(WorkerAction.Reap, world, "api").Refusal());
        Assert.Equal("plan 12 of lifetop 99 is at it: reap", Asked.Plan(WorkerAction.Pause, world, "api").Refusal());
    }

    [Fact]
    public void Of_whom_its_own_system_starts_again()
    {
        var world = Make.World().Process(50, 1, "node").Declare(Make.Declared("api", process: Recorded, says: DeclaredState.Restarting, age: Make.Minutes(1))).Look();
        Assert.Equal("its own system is starting it again", Asked.Plan(WorkerAction.Reap, world, "api").Refusal());
    }

    [Fact]
    public void Of_a_record_that_is_no_good_and_of_one_that_names_no_process()
    {
        var world = Make.World()
            .Declare(Make.Declared("bad", source: "pidfile") with { Malformed = "no pid in it" })
            .Declare(Make.Declared("word", says: DeclaredState.Live)).Look();

        Assert.Equal("/state/pidfile/bad.json: no pid in it: mend or remove it", Asked.Plan(WorkerAction.Reap, world, "bad").Refusal());
        Assert.Equal("manifest says it is alive, and lifetop knows no process of it", Asked.Plan(WorkerAction.Reap, world, "word").Refusal());
        Assert.Equal("it has no process", Asked.Plan(WorkerAction.Signal, world, "word").Refusal());
    }

    [Fact]
    public void Is_none_where_it_is_done_already()
    {
        var world = Running().Look();
        Assert.Equal("not paused", Asked.Plan(WorkerAction.Resume, world, "api").Already());
        world.Change(50, static row => row with { State = (byte)'T' }).Look();
        Assert.Equal("paused", Asked.Plan(WorkerAction.Pause, world, "api").Already());
        Assert.Null(Asked.Plan(WorkerAction.Resume, world, "api").Already());

        world.End(50).Look();
        Assert.Equal("no process of it is left", Asked.Plan(WorkerAction.Stop, world, "api").Already());
        world.Later(Make.Minutes(3));
        world.Past.MarkCleaned("manifest:api", world.Now - Make.Minutes(2), null);
        world.Look();
        Assert.Equal("reaped 2m00s ago", Asked.Plan(WorkerAction.Reap, world, "api").Already());
    }

    private static World Running() => Make.World().Process(50, 1, "node api.js").Declare(Make.Declared("api", process: Recorded));
}
