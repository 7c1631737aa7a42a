using System;
using System.Linq;
using Lifetop.Actions;
using Lifetop.Actions.Planning;
using Lifetop.Actions.Steps;
using Lifetop.Model;
using Lifetop.Platform;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions.Planning;

/// <summary>What a reap takes, in which order and in which words, and what it leaves.</summary>
public sealed class ReapPlanTests
{
    private static readonly FileStamp Plain = new(1, 2, 3, 4, 5) { Mode = 0x81A4, Links = 1 };

    [Fact]
    public void Ends_the_tree_closes_the_pane_records_the_task_and_removes_files()
    {
        var world = Make.World()
            .Pane("%14", 50, session: "mc-my.app", window: 7, pts: 9).Process(50, Make.ServerPid, "zsh run.sh", pts: 9, age: Make.Minutes(47))
            .Process(51, 50, "node vite --port 3001", sid: 50, pts: 9, ports: [3001], age: Make.Minutes(131)).Process(52, 50, "tail -f log", sid: 50, pts: 9)
            .Declare(Make.Declared("brave-lynx", pane: new PaneClaim { SessionName = "mc-my.app", WindowName = "win" }, kind: WorkerKind.Agent) with { Task = "fix login", Branch = "wt/login" })
            .Look();
        var facts = Asked.Facts(world, "brave-lynx") with { Files = [new RemoveFile("/x/brave-lynx.pid", Plain, "~/x/brave-lynx.pid")] };

        var plan = Asked.Plan(new PlanRequest(WorkerAction.Reap), facts);

        Assert.Equal(["TERM to 3 processes, after 5s KILL to what is left", "close window @7 of mc-my.app", "record the task as not done", "remove ~/x/brave-lynx.pid"], plan.Steps());
        Assert.Equal([(50, "in %14"), (51, "listens on :3001"), (52, "below it")], plan.Workers[0].Steps[0].Processes.Select(static one => (one.Process.Pid, one.Tie)));
        Assert.Equal("node vite --port 3001", plan.Workers[0].Steps[0].Processes[1].Command);
        Assert.Equal(["TERM and at once KILL to 3 processes"], Asked.Plan(new PlanRequest(WorkerAction.ReapNow), facts).Steps().Take(1));
        Assert.Equal(["TERM to 3 processes, after 1m KILL to what is left"], Asked.Plan(new PlanRequest(WorkerAction.Reap) { Grace = Make.Minutes(1) }, facts).Steps().Take(1));
        Assert.Equal(["TERM to 3 processes, after 5s KILL to what is left"], Asked.Plan(new PlanRequest(WorkerAction.Stop), facts).Steps());
    }

    [Fact]
    public void Leaves_the_shell_that_an_agent_was_typed_into()
    {
        var world = Make.World().Pane("%3", 60, session: "work", pts: 3).Process(60, Make.ServerPid, "-bash", pts: 3).Process(61, 60, "claude", sid: 60, pts: 3).Look();

        var plan = Asked.Plan(WorkerAction.Reap, world, "claude-61");

        Assert.Equal(["TERM to 1 process, after 5s KILL to what is left"], plan.Steps());
        Assert.Equal([61], plan.Workers[0].Steps[0].Processes.Select(static one => one.Process.Pid));
        Assert.Equal(["pane %3 of work and its shell: it was typed into that shell"], plan.LeftAlone());
    }

    [Fact]
    public void Takes_shell_and_pane_when_the_shell_itself_is_named()
    {
        var world = Make.World().Pane("%3", 60, session: "work", pts: 3, windowPanes: 2).Process(60, Make.ServerPid, "-bash", pts: 3).Look();
        Assert.Equal(["TERM to 1 process, after 5s KILL to what is left", "close pane %3 in window @0 of work"], Asked.Plan(WorkerAction.Reap, world, "tmux/work:0.0").Steps());
    }

    [Fact]
    public void Closes_a_dead_pane_without_signalling_the_pid_it_had()
    {
        var world = Make.World().Pane("%3", 60, session: "work", dead: true, status: 3).Process(60, 1, "somebody else").Look();

        var plan = Asked.Plan(WorkerAction.Reap, world, "work");

        Assert.Equal(["close window @0 of work"], plan.Steps());
        Assert.Equal(0, ((ClosePane)plan.Workers[0].Steps[0]).Pid);
    }

    [Fact]
    public void Names_the_process_that_has_the_recorded_pid_now_and_leaves_it_alone()
    {
        var world = Make.World().Process(50, 1, "innocent", age: Make.Minutes(1)).Declare(Make.Declared("stale", source: "pidfile", process: new ProcessClaim(50))).Look();

        var plan = Asked.Plan(new PlanRequest(WorkerAction.Reap), Asked.Facts(world, "stale") with { Files = [new RemoveFile("/x/stale.pid", Plain, "/x/stale.pid")] });

        Assert.Equal(["remove /x/stale.pid"], plan.Steps());
        Assert.Equal(["pid 50: reused: innocent now, started after the record was written"], plan.LeftAlone());
    }

    [Fact]
    public void Follows_no_link()
    {
        var world = Make.World().Declare(Make.Declared("stale", process: new ProcessClaim(50))).Look();
        var link = new RemoveFile("/x/stale.pid", Plain with { Mode = 0xA1FF }, "/x/stale.pid");

        var plan = Asked.Plan(new PlanRequest(WorkerAction.Reap), Asked.Facts(world, "stale") with { Files = [link] });

        Assert.Empty(plan.Steps());
        Assert.Equal(["/x/stale.pid: a symlink, not a regular file"], plan.LeftAlone());
    }

    [Fact]
    public void Names_the_parent_that_does_not_wait()
    {
        var world = Make.World().Process(40, 1, "careless").Process(50, 40, "node").Defunct(50).Declare(Make.Declared("api", process: new ProcessClaim(50))).Look();
        Assert.Equal(["dead pid 50: its parent, pid 40, does not wait for it"], Asked.Plan(WorkerAction.Reap, world, "api").LeftAlone());
    }

    [Fact]
    public void Has_nothing_but_a_record_to_close_of_what_failed_and_left_nothing()
    {
        var world = Make.World().Process(50, 1, "node").Declare(Make.Declared("api", process: new ProcessClaim(50))).Look();
        world.Died(50, exit: 1).Look();
        var plan = Asked.Plan(WorkerAction.Reap, world, "api");
        Assert.Empty(plan.Steps());
        Assert.Equal((null, null), (plan.Refusal(), plan.Already()));
    }

    [Theory]
    [InlineData("completed", "done")]
    [InlineData("failed", "failed")]
    [InlineData("blocked", "blocked")]
    [InlineData(null, "not done")]
    public void Records_the_task_as_its_end_says(string? ended, string status)
    {
        var world = Make.World().Process(50, 1, "node").Declare(Make.Declared("api", process: new ProcessClaim(50)) with { Task = "serve" }).Look();
        var facts = Asked.Facts(world, "api");
        facts = facts with { Judged = facts.Judged with { Verdict = facts.Judged.Verdict with { State = Lifecycle.Zombie, Ended = ended } } };
        Assert.Equal($"record the task as {status}", Asked.Plan(new PlanRequest(WorkerAction.Reap), facts).Steps()[^1]);
    }

    [Fact]
    public void Takes_over_the_same_action_of_a_lifetop_that_died()
    {
        var world = Make.World().Process(50, 1, "node").Declare(Make.Declared("api", process: new ProcessClaim(50))).Look();
        var facts = Asked.Facts(world, "api") with { Unfinished = Make.Plan("manifest:api", Make.Process(9, Make.Noon)) };

        Assert.Equal(12, Asked.Plan(new PlanRequest(WorkerAction.Reap), facts).TakesOver);
        Assert.Equal(0, Asked.Plan(new PlanRequest(WorkerAction.Stop), facts).TakesOver);
    }

    [Fact]
    public void Signals_the_root_or_the_whole_tree()
    {
        var world = Make.World().Process(50, 1, "node").Process(51, 50, "helper", sid: 50).Declare(Make.Declared("api", process: new ProcessClaim(50))).Look();
        var facts = Asked.Facts(world, "api");

        var root = (SendSignal)Asked.Plan(new PlanRequest(WorkerAction.Signal) { Signal = 10 }, facts).Workers[0].Steps[0];
        Assert.Equal(("USR1 to 1 process", "pid 50", 10), (root.Words, root.Target, root.Number));
        Assert.Equal(["USR1 to 2 processes"], Asked.Plan(new PlanRequest(WorkerAction.Signal) { Signal = 10, WholeTree = true }, facts).Steps());
        Assert.Equal(["STOP to 2 processes"], Asked.Plan(new PlanRequest(WorkerAction.Pause), facts).Steps());
        world.Change(50, static row => row with { State = (byte)'T' }).Look();
        Assert.Equal(["CONT to 2 processes"], Asked.Plan(WorkerAction.Resume, world, "api").Steps());
    }

    [Fact]
    public void Names_those_near_it_that_it_does_not_touch()
    {
        var world = Make.World().Process(50, 1, "node", cwd: "/w/a")
            .Process(60, 1, "vim main.c", cwd: "/w/a/src", pts: 5)
            .Process(70, 1, "make", cwd: "/w/a")
            .Process(71, 1, "far", cwd: "/w/ab")
            .Process(80, 1, "tmux", name: "tmux: server", markers: Make.Marker("manifest/a"))
            .Declare(Make.Declared("a", process: new ProcessClaim(50)) with { Worktree = "/w/a" })
            .Declare(Make.Declared("b", process: new ProcessClaim(70))).Look();

        Assert.Equal(
            ["vim 60: works in its worktree, on a terminal of its own", "b: works in its worktree, a worker of its own", "tmux 80: carries its marker, but a tmux server is never ended"],
            Asked.Plan(WorkerAction.Reap, world, "a").LeftAlone());
    }
}
