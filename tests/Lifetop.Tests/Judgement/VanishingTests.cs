using System;
using System.Linq;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;
using static Lifetop.Tests.Support.Make;

namespace Lifetop.Tests.Judgement;

public sealed class VanishingTests
{
    private static World AgentInPane() => World().Process(50, 900, "/usr/bin/claude", pts: 3).Pane("%1", 50, pts: 3).Look().Later(Seconds(1));

    private static World Found(string command = "/usr/bin/claude", int[]? ports = null)
        => World().Process(50, 40, command, checkout: "/w", ports: ports).Process(51, 50, "/bin/child", sid: 51).Look().Later(Seconds(1));

    [Fact]
    public void A_pane_gone_from_a_whole_listing_has_ended()
    {
        var world = AgentInPane().End(50).NoPane("%1").Look();
        Assert.Equal(Lifecycle.Blocked, world.State("tmux/main:0.0"));
        Assert.Equal(TimeSpan.Zero, world.Age("tmux/main:0.0"));
        world.Later(Minutes(3)).Look();
        Assert.Equal(Minutes(3), world.Age("tmux/main:0.0"));
    }

    [Fact]
    public void A_pane_of_a_dead_server_has_ended()
    {
        var world = AgentInPane().End(50, 900).NoListing().Look();
        Assert.Equal(Lifecycle.Blocked, world.State("tmux/main:0.0"));
    }

    [Fact]
    public void A_pane_of_a_living_server_that_nobody_lists_is_kept_in_mind_until_it_ends()
    {
        foreach (string command in (string[])["/bin/sleep", "/usr/bin/claude"])
        {
            // A program that is known by itself is seen as a process meanwhile, and is the same worker.
            var world = World().Process(50, 900, command, pts: 3).Pane("%1", 50, pts: 3).Look();
            world.Later(Seconds(1)).NoListing().Look();
            Assert.True(world.Roster.Workers.Length == (command == "/bin/sleep" ? 0 : 1));
            world.Later(Seconds(1)).End(50, 900).Look();
            Assert.Equal(Lifecycle.Blocked, Assert.Single(world.Roster.Workers).Verdict.State);
        }
    }

    [Fact]
    public void A_pane_of_a_server_that_does_not_answer_is_unknown_for_as_long_as_it_does_not()
    {
        var world = AgentInPane().NoListing().Gap("tmux", Socket).Look();
        for (int i = 0; i < 3; i++)
        {
            var judged = Assert.Single(world.Roster.Workers);
            Assert.Equal(Lifecycle.Unknown, judged.Verdict.State);
            Assert.Equal(Lifecycle.Running, judged.Verdict.LastKnown);
            world.Later(Seconds(1)).Look();
        }
    }

    [Fact]
    public void A_pane_known_from_memory_alone_is_unknown_while_its_server_does_not_answer()
    {
        foreach (var kind in new[] { WorkerKind.Agent, WorkerKind.Shell })
        {
            var server = Server();
            string identity = $"pane:900:{server.StartTicks}:%1";
            var world = World().Server().NoListing().Gap("tmux", Socket).Remember(Recollection(Remembered(identity, Lifecycle.Running, Noon - Hours(1), "tmux", kind) with
            {
                PaneSocket = Socket,
                PaneServerPid = 900,
                PaneServerStart = server.StartTicks,
                PaneId = "%1",
                OwnsPane = true,
                Root = Process(50, Noon - Hours(1)),
            })).Look().Later(Seconds(1)).Look();
            Assert.Equal(Lifecycle.Unknown, world.State(identity));
            Assert.Equal("was running 11s ago", world.Note(identity));
            Assert.Equal(Hours(1) + Seconds(1), world.Age(identity));
        }
    }

    [Theory]
    [InlineData("multiclaude", "/state/web.json")]
    [InlineData("multiclaude", "")]
    [InlineData("manifest", "/state/web.json")]
    [InlineData("pidfile", "/state")]
    public void A_declared_worker_met_by_pane_or_process_keeps_its_name_while_its_source_cannot_be_read(string source, string scope)
    {
        var server = Server();
        var web = Remembered($"{source}:web", Lifecycle.Running, Noon - Hours(1), source) with { DeclarationFile = "/state/web.json", Task = "tidy" };
        var world = World().Process(50, 40, "/usr/bin/claude", checkout: "/w").Process(60, 900, "-bash", pts: 3).Pane("%1", 60, pts: 3);
        foreach (var remembered in new[]
        {
            web with { Root = world.Identity(50), AlsoKnownAs = [Identities.Of(world.Identity(50))] },
            web with { PaneSocket = Socket, PaneServerPid = 900, PaneServerStart = server.StartTicks, PaneId = "%1", OwnsPane = true, Root = Process(59, Noon - Hours(1)), AlsoKnownAs = [$"pane:900:{server.StartTicks}:%1"] },
        })
        {
            world.NoGaps().Gap(source, scope).Remember(Recollection(remembered)).Look();
            for (int i = 0; i < 3; i++)
            {
                var judged = world.The(source + "/web");
                Assert.Equal((Lifecycle.Unknown, "web", source, WorkerKind.Agent), (judged.Verdict.State, judged.Worker.Name, judged.Worker.Source, judged.Worker.Kind));
                Assert.Equal("tidy", judged.Worker.Declaration!.Task);
                Assert.DoesNotContain(world.Roster.Workers, one => one != judged && (one.Worker.Root == remembered.Root || one.Worker.Pane == judged.Worker.Pane && one.Worker.Pane is not null));
                world.Later(Seconds(1)).Look();
            }
        }
    }

    [Fact]
    public void Whom_a_source_that_can_be_read_no_longer_declares_is_what_it_is_found_as()
    {
        var world = World().Process(50, 40, "/usr/bin/claude", checkout: "/w");
        var remembered = Remembered("multiclaude:web", Lifecycle.Running, Noon - Hours(1), "multiclaude") with { DeclarationFile = "/state/web.json", Root = world.Identity(50) };
        world.Gap("tmux", Socket).Gap("multiclaude", "/state/other.json").Remember(Recollection(remembered)).Look();
        Assert.Equal("process/claude-50", Assert.Single(world.Roster.Workers).Worker.Key.Text);
    }

    [Fact]
    public void What_its_source_has_yet_to_say_is_neither_shown_nor_dropped()
    {
        var remembered = Remembered("multiclaude:web", Lifecycle.Running, Noon - Hours(1), "multiclaude");
        var world = World().Remember(Recollection(remembered)).Await("multiclaude").Look();
        Assert.Empty(world.Roster.Workers);
        world.Await().Declare(Declared("web", "multiclaude", says: DeclaredState.Live) with { LastOutput = Noon }).Later(Seconds(1)).Look();
        Assert.Equal(Lifecycle.Running, world.State("web"));
        Assert.Equal(Hours(1) + Seconds(1), world.Age("web"));
    }

    [Theory]
    [InlineData(Lifecycle.Zombie)]
    [InlineData(Lifecycle.Running)]
    [InlineData(Lifecycle.Completed)]
    public void Whose_file_this_look_does_not_look_for_is_kept_in_mind_while_that_is_there(Lifecycle state)
    {
        const string file = "/run/mailer.pid";
        var remembered = Remembered("pidfile:" + file, state, Noon - Hours(1), "pidfile") with { DeclarationFile = file, Root = Process(50, Noon - Hours(2)) };
        var world = World().Remember(Recollection(remembered)).Exists(file);
        world.Census.LooksAtFile = static (source, path) => source != "pidfile" || path != file;
        Assert.Empty(world.Look().Roster.Workers);
        Assert.Same(remembered, Assert.Single(world.Past.Workers).Remembered);
        world.Removed(file).Later(Seconds(1)).Look();
        Assert.Equal(state == Lifecycle.Completed ? state : Lifecycle.Blocked, world.State(remembered.Identity));
    }

    [Fact]
    public void A_declared_worker_waits_for_tmux_to_tell_how_its_pane_ended()
    {
        var world = World().Declare(Declared("web", "lifetop", new ProcessClaim(50) { StartTicks = 5 }, new PaneClaim { PaneId = "%1" }) with { Spawned = true }).Await("tmux").Look();
        Assert.Empty(world.Roster.Workers);
        world.Await().Pane("%1", 50, dead: true, status: 7, diedAt: Noon - Minutes(9)).Look();
        Assert.Equal(Lifecycle.Failed, world.State("web"));
        Assert.Equal(Minutes(9), world.Age("web"));
        Assert.Equal("exit 7", world.Note("web"));
    }

    [Theory]
    [InlineData(null, null, Lifecycle.Blocked)]
    [InlineData(0, null, Lifecycle.Completed)]
    [InlineData(7, null, Lifecycle.Failed)]
    [InlineData(null, 9, Lifecycle.Failed)]
    public void A_process_that_is_gone_ended_as_the_kernel_told(int? exit, int? signal, Lifecycle expected)
    {
        var world = Found().End(51);
        (exit is null && signal is null ? world.End(50) : world.Died(50, exit, signal)).Look();
        Assert.Equal(expected, world.State("claude-50"));
        Assert.Equal(exit is null && signal is null ? "no exit status seen" : exit is { } code ? $"exit {code}" : "signal 9", world.Note("claude-50"));
        world.Later(Minutes(1)).Look();
        Assert.Equal(expected, world.State("claude-50"));
        Assert.Equal(Minutes(1), world.Age("claude-50"));
    }

    [Fact]
    public void A_dev_server_that_nobody_asked_to_end_has_failed()
    {
        var world = Found("/usr/bin/vite", [3000]).End(50, 51).Look();
        Assert.Equal(Lifecycle.Failed, Assert.Single(world.Roster.Workers).Verdict.State);
    }

    [Fact]
    public void A_closed_shell_is_forgotten()
    {
        var world = World().Process(50, 900, "-bash", pts: 3).Pane("%1", 50, pts: 3).Look();
        Assert.Single(world.Roster.Workers);
        Assert.Empty(world.End(50).NoPane("%1").Look().Roster.Workers);
    }

    [Fact]
    public void Who_is_a_member_of_another_now_is_forgotten()
    {
        var world = World().Process(50, 40, "/usr/bin/claude").Look();
        world.Process(40, 1, "/usr/bin/wrapper").Declare(Declared("all", process: new ProcessClaim(40))).Later(Seconds(1)).Look();
        Assert.Equal("manifest/all", Assert.Single(world.Roster.Workers).Worker.Key.Text);
        Assert.Equal([40, 50], world.Members("all"));
    }

    [Fact]
    public void Members_that_outlive_it_make_a_zombie_until_they_are_gone_too()
    {
        var world = Found().End(50).Look();
        Assert.Equal(Lifecycle.Zombie, world.State("claude-50"));
        Assert.Equal("left 1 process", world.Note("claude-50"));
        Assert.Equal([51], world.Members("claude-50"));
        Assert.Equal(["child 51"], world.The("claude-50").Verdict.Residue.Select(static left => left.What));
        Assert.Equal(1, world.Numbers("claude-50").TreeSize);
        Assert.Contains("child 51 still runs (seen as its member before)", world.Evidence("claude-50"), StringComparison.Ordinal);
        world.Later(Minutes(2)).End(51).Look();
        Assert.Equal(Lifecycle.Blocked, world.State("claude-50"));
        Assert.Equal(Minutes(2), world.Age("claude-50"));
    }

    [Fact]
    public void An_entry_withdrawn_by_its_source_is_no_residue_but_its_worktree_is()
    {
        var declaration = Declared("web", process: new ProcessClaim(50)) with { Leaves = [new Residue("entry", "web")], Worktree = "/w/a", TokensAllocated = 9 };
        var world = World().Declare(declaration).Exists("/w/a").Look();
        Assert.Equal("left entry, 9 tokens, worktree", world.Note("web"));
        world.Process(50, 1, "/usr/bin/x").Look().Later(Seconds(1)).End(50).Withdraw("manifest:web").Look();
        Assert.Equal("left worktree", world.Note("web"));
        world.Later(Seconds(1)).Removed("/w/a").Look();
        Assert.Equal(Lifecycle.Blocked, world.State("web"));
    }

    [Fact]
    public void A_declaration_taken_back_before_it_started_is_forgotten()
    {
        var world = World().Declare(Declared("web", age: Seconds(5))).Look();
        Assert.Equal(Lifecycle.Pending, world.State("web"));
        Assert.Empty(world.Later(Seconds(1)).Withdraw("manifest:web").Look().Roster.Workers);
    }

    [Fact]
    public void The_ended_keep_verdict_and_age_until_they_are_archived()
    {
        var world = Found().End(51).Died(50, 3).Look();
        world.Later(TimeSpan.FromDays(7)).Look();
        Assert.Equal(Lifecycle.Failed, world.State("claude-50"));
        Assert.Equal(TimeSpan.FromDays(7), world.Age("claude-50"));
        Assert.Empty(world.Later(Seconds(1)).Look().Roster.Workers);
    }

    [Fact]
    public void The_ended_of_a_process_or_pane_need_no_second_look_but_those_of_a_file_do()
    {
        var world = AgentInPane().End(50).NoPane("%1").Look();
        world.NoListing().Gap("tmux", Socket).Later(Seconds(1)).Look();
        Assert.Equal(Lifecycle.Blocked, world.State("tmux/main:0.0"));
        world = World().Remember(Recollection(Remembered("multiclaude:web", Lifecycle.Completed, Noon - Hours(1), "multiclaude"))).Gap("multiclaude").Look();
        Assert.Equal(Lifecycle.Unknown, world.State("multiclaude:web"));
        Assert.Equal("was completed 10s ago", world.Note("multiclaude:web"));
        world.NoGaps().Later(Seconds(1)).Look();
        Assert.Equal(Lifecycle.Completed, world.State("multiclaude:web"));
        Assert.Equal(Hours(1) + Seconds(1), world.Age("multiclaude:web"));
    }

    [Fact]
    public void Who_vanished_between_two_runs_ended_after_it_was_last_seen()
    {
        var root = Process(50, Noon - Hours(2));
        var remembered = Remembered("process:" + root, Lifecycle.Running, Noon - Hours(2)) with { Root = root, SeenAt = Noon - Minutes(20) };
        var world = World().Remember(Recollection(remembered)).Look();
        Assert.Equal(Lifecycle.Blocked, world.State(remembered.Identity));
        Assert.Equal(Minutes(20), world.Age(remembered.Identity));
    }

    [Fact]
    public void A_worktree_known_from_memory_is_residue_too()
    {
        var world = World().Remember(Recollection(Remembered("multiclaude:web", Lifecycle.Zombie, Noon - Hours(1), "multiclaude") with { Worktree = "/w/a", Root = Process(50, Noon) })).Exists("/w/a").Look();
        Assert.Equal(Lifecycle.Zombie, world.State("multiclaude:web"));
        Assert.Equal(Hours(1), world.Age("multiclaude:web"));
    }

    [Fact]
    public void A_respawned_pane_is_a_new_attempt_of_the_same_worker()
    {
        var world = World().Process(50, 900, "/usr/bin/job", pts: 3).Pane("%1", 50, pts: 3, written: Minutes(40), activity: Minutes(40)).Look();
        Assert.Equal(Lifecycle.Idle, world.State("tmux/main:0.0"));
        string identity = world.The("tmux/main:0.0").Worker.Identity;
        world.Later(Seconds(30)).End(50).Process(60, 900, "/usr/bin/job", pts: 3, age: Seconds(2)).Pane("%1", 60, pts: 3, written: Seconds(1)).Look();
        Assert.Equal(Lifecycle.Running, world.State("tmux/main:0.0"));
        Assert.Equal(identity, world.The("tmux/main:0.0").Worker.Identity);
        Assert.Equal(Seconds(2), world.Age("tmux/main:0.0"));
        Assert.Equal(world.Now - Seconds(2), world.The("tmux/main:0.0").Worker.StartedAt);
    }

    [Fact]
    public void A_respawn_while_running_restarts_the_age_of_running()
    {
        var world = AgentInPane();
        world.End(50).Process(60, 900, "/usr/bin/claude", pts: 3, age: Seconds(1)).Pane("%1", 60, pts: 3).Look();
        Assert.Equal(Lifecycle.Running, world.State("tmux/main:0.0"));
        Assert.Equal(Seconds(1), world.Age("tmux/main:0.0"));
    }

    [Fact]
    public void A_respawn_between_two_runs_is_a_new_attempt_too()
    {
        var server = Server();
        string identity = $"pane:900:{server.StartTicks}:%1";
        var world = World().Process(60, 900, "/usr/bin/job", age: Minutes(3)).Pane("%1", 60)
            .Remember(Recollection(Remembered(identity, Lifecycle.Running, Noon - Hours(9), "tmux") with { Root = Process(50, Noon - Hours(9)) })).Look();
        Assert.Equal(Minutes(3), world.Age("tmux/main:0.0"));
    }

    [Fact]
    public void Who_comes_back_under_its_declared_identity_is_judged_anew()
    {
        var world = World().Process(50, 1, "/usr/bin/web").Declare(Declared("web", process: new ProcessClaim(50)) with { LastOutput = Noon }).Look();
        world.Later(Seconds(5)).Died(50, exit: 7).Look();
        Assert.Equal(Lifecycle.Failed, world.State("web"));
        world.Later(Minutes(5)).Process(60, 1, "/usr/bin/web", age: Seconds(4)).Declare(Declared("web", process: new ProcessClaim(60), age: -Minutes(5)) with { LastOutput = world.Now }).Look();
        Assert.Equal(Lifecycle.Running, world.State("web"));
        Assert.Equal(Seconds(4), world.Age("web"));
        world.Later(Seconds(5)).End(60).Look();
        Assert.Equal(Lifecycle.Blocked, world.State("web"));
        Assert.Equal("no exit status seen", world.Note("web"));
    }

    [Fact]
    public void A_pane_on_a_new_server_is_not_the_one_with_the_same_ids_before()
    {
        var world = AgentInPane().Declare(Declared("web", "multiclaude", pane: new PaneClaim { PaneId = "%1", ServerPid = 900, ServerStartTicks = Server().StartTicks }, says: DeclaredState.Live)).Look();
        Assert.Equal(Lifecycle.Running, world.State("web"));
        var next = new TmuxServer(Socket, "", 901, TicksAt(Noon));
        world.Later(Seconds(1)).End(50, 900).NoListing().Process(60, 901, "/usr/bin/claude", pts: 3, age: Seconds(1)).Pane("%1", 60, pts: 3, server: next).Look();
        Assert.Equal(Lifecycle.Blocked, world.State("web"));
        Assert.Equal([60], world.Members("tmux/main:0.0"));
        Assert.Equal(Seconds(1), world.Age("tmux/main:0.0"));
    }

    [Fact]
    public void A_pane_listed_an_instant_longer_than_its_process_is_not_yet_over()
    {
        var world = AgentInPane().End(50).Look();
        Assert.Equal(Lifecycle.Running, world.State("tmux/main:0.0"));
        world.Later(Seconds(1)).Pane("%1", 50, pts: 3, dead: true, status: 0).Look();
        Assert.Equal(Lifecycle.Zombie, world.State("tmux/main:0.0"));
        Assert.Equal("exit 0, left pane", world.Note("tmux/main:0.0"));
        Assert.Equal("completed", world.The("tmux/main:0.0").Verdict.Ended);
        world = AgentInPane().End(50).Look().Later(Seconds(3)).Look();
        Assert.Equal(Lifecycle.Zombie, world.State("tmux/main:0.0"));
    }

    [Fact]
    public void A_dead_pane_whose_end_its_tmux_has_yet_to_tell_is_not_yet_over()
    {
        World Untold() => AgentInPane().End(50).Pane("%1", 50, pts: 3, dead: true);
        var world = Untold().Look();
        Assert.Equal(Lifecycle.Running, world.State("tmux/main:0.0"));
        world.Later(Seconds(1)).Pane("%1", 50, pts: 3, dead: true, status: 7).Look();
        Assert.Equal((Lifecycle.Zombie, "failed"), (world.State("tmux/main:0.0"), world.The("tmux/main:0.0").Verdict.Ended));
        world = Untold().Look().Later(Seconds(3)).Look();
        Assert.Equal((Lifecycle.Zombie, "blocked"), (world.State("tmux/main:0.0"), world.The("tmux/main:0.0").Verdict.Ended));
        // The kernel has told, so nobody need wait for tmux.
        world = AgentInPane().Died(50, exit: 3).Pane("%1", 50, pts: 3, dead: true).Look();
        Assert.Equal((Lifecycle.Zombie, "failed"), (world.State("tmux/main:0.0"), world.The("tmux/main:0.0").Verdict.Ended));
    }

    [Theory]
    [InlineData(1, Lifecycle.Running)]
    [InlineData(3, Lifecycle.Zombie)]
    [InlineData(null, Lifecycle.Zombie)]
    public void Who_first_looks_at_such_a_pane_goes_by_when_it_died(int? secondsAgo, Lifecycle expected)
    {
        var world = World().Pane("%1", 50, dead: true, diedAt: secondsAgo is { } ago ? Noon - Seconds(ago) : null).Look();
        Assert.Equal(expected, world.State("tmux/main:0.0"));
    }

    [Fact]
    public void The_root_of_an_attempt_before_that_lives_on_is_still_a_member()
    {
        var world = World().Process(50, 900, "/usr/bin/claude").Pane("%1", 50).Look();
        world.Later(Seconds(9)).Change(50, static row => row with { Parent = 1 }).Process(60, 900, "/usr/bin/codex", age: Seconds(3)).Pane("%1", 60).Look();
        Assert.Equal(Seconds(3), world.Age("tmux/main:0.0"));
        Assert.Equal([50, 60], world.Members("tmux/main:0.0"));
        Assert.Single(world.Roster.Workers);
    }
}
