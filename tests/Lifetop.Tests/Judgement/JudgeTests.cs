using System;
using System.Linq;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;
using static Lifetop.Tests.Support.Make;

namespace Lifetop.Tests.Judgement;

public sealed class JudgeTests
{
    private static readonly ProcessClaim Claim = new(50);

    /// <summary>A declared agent, alive for an hour and quiet for none of it.</summary>
    private static World Living(DeclaredState says = DeclaredState.Nothing, TimeSpan? beat = null, OwnerClaim? owner = null, DateTimeOffset? saysSince = null, Func<Declaration, Declaration>? with = null)
    {
        var declaration = Declared("web", process: Claim, says: says, age: Minutes(50)) with
        {
            LastBeat = beat is { } ago ? Noon - ago : null,
            LastOutput = Noon - Seconds(5),
            Owner = owner,
            SaysSince = saysSince,
        };
        return World().Process(50, 1, "/usr/bin/claude").Declare(with?.Invoke(declaration) ?? declaration);
    }

    private static World Dead(Func<Declaration, Declaration>? with = null)
    {
        var declaration = Declared("web", process: Claim);
        return World().Declare(with?.Invoke(declaration) ?? declaration);
    }

    /// <summary>tmux may see its pane's terminal close and miss that its process died: then it waits for it only when the next one dies.</summary>
    [Theory]
    [InlineData(3 << 8, 3, null)]
    [InlineData(9, null, 9)]
    [InlineData(-1, null, null)]
    public void How_a_dead_pane_ended_is_told_by_the_kernel_while_its_tmux_has_not_noticed(int status, int? code, int? signal)
    {
        var world = World().Process(Make.ServerPid, 1, "tmux").Process(50, Make.ServerPid, "sh job.sh", pts: 3).Pane("%1", 50, pts: 3, dead: true).Defunct(50).Change(50, row => row with { ExitStatus = status });
        var judged = Assert.Single(world.Look().Roster.Workers, static one => one.Worker.Pane?.Facts.PaneId == "%1");
        Assert.Equal((code, signal), (judged.Verdict.Ending?.ExitCode, judged.Verdict.Ending?.Signal));
    }

    private static readonly OwnerClaim LostOwner = new("pm-daemon") { Process = new ProcessIdentity(77, 1, Boot) };

    private static Declaration WithPid(Declaration declaration) => declaration with { Leaves = [new Residue("file", "/run/web.pid")] };

    // Each holds for the whole setting; the setting of a row also fulfils what stands below it, so the order is what is tested.
    public static TheoryData<string, Lifecycle> Precedence => new()
    {
        { "gap over an open plan", Lifecycle.Unknown },
        { "plan over the system's restart", Lifecycle.Reaping },
        { "restart over malformed", Lifecycle.Restarting },
        { "cleaned over blocked", Lifecycle.Cleaned },
        { "blocked over zombie", Lifecycle.Blocked },
        { "zombie over completed", Lifecycle.Zombie },
        { "zombie over failed", Lifecycle.Zombie },
        { "completed over pending", Lifecycle.Completed },
        { "failed over running", Lifecycle.Failed },
        { "pending", Lifecycle.Pending },
        { "orphan over stalled", Lifecycle.Orphan },
        { "stalled over waiting", Lifecycle.Stalled },
        { "waiting over idle", Lifecycle.Waiting },
        { "idle over running", Lifecycle.Idle },
        { "running", Lifecycle.Running },
    };

    [Theory]
    [MemberData(nameof(Precedence))]
    public void The_first_state_that_holds_wins(string setting, Lifecycle expected)
    {
        var prompt = new Prompt("confirm", "run npm test?");
        var world = setting switch
        {
            "gap over an open plan" => PlannedBy(Living(), alive: true).Gap("manifest"),
            "plan over the system's restart" => PlannedBy(Living(DeclaredState.Restarting, saysSince: Noon - Seconds(9)), alive: true),
            "restart over malformed" => Living(DeclaredState.Restarting, saysSince: Noon - Seconds(9), with: static one => one with { Malformed = "cut short" }),
            "cleaned over blocked" => Dead(static one => one with { Says = DeclaredState.Blocked }).Remember(Recollection(Remembered("manifest:web", Lifecycle.Cleaned, Noon - Minutes(3), "manifest"))),
            "blocked over zombie" => Dead(static one => WithPid(one) with { Says = DeclaredState.Blocked }).Exists("/run/web.pid"),
            "zombie over completed" => Dead(static one => WithPid(one) with { Says = DeclaredState.Completed }).Exists("/run/web.pid"),
            "zombie over failed" => Dead(static one => WithPid(one) with { ExitCode = 3 }).Exists("/run/web.pid"),
            "completed over pending" => World().Declare(Declared("web", says: DeclaredState.Completed, age: Seconds(5))),
            "failed over running" => Living(DeclaredState.Failed, with: static one => one with { Process = null, Pane = null }),
            "pending" => World().Declare(Declared("web", age: Seconds(5))),
            "orphan over stalled" => Living(beat: Minutes(20), owner: LostOwner),
            "stalled over waiting" => Living(DeclaredState.Waiting, beat: Minutes(20)),
            "waiting over idle" => Living().Server().Pane("%1", 50, written: Hours(1), activity: Hours(1), prompt: prompt),
            "idle over running" => Living(with: static one => one with { LastOutput = Noon - Minutes(5) }),
            _ => Living(),
        };
        world.Look();
        Assert.Equal(expected, world.State("manifest/web"));
    }

    private static World PlannedBy(World world, bool alive, string action = "reap")
    {
        if (alive)
            world.Process(60, 1, "lifetop", age: Minutes(1));
        var owner = Process(60, Noon - Minutes(1));
        return world.Remember(Recollection() with { OpenPlans = [Plan("manifest:web", owner, action)] });
    }

    [Theory]
    [InlineData("reap", Lifecycle.Reaping)]
    [InlineData("stop", Lifecycle.Reaping)]
    [InlineData("restart", Lifecycle.Restarting)]
    [InlineData("nudge", Lifecycle.Running)]
    public void A_plan_of_a_living_lifetop_decides_by_what_it_does(string action, Lifecycle expected)
    {
        var world = PlannedBy(Living(), alive: true, action).Look();
        Assert.Equal(expected, world.State("web"));
        if (expected != Lifecycle.Running)
            Assert.Equal(Seconds(3), world.Age("web"));
    }

    [Fact]
    public void A_plan_whose_lifetop_died_leaves_the_state_judged_anew_and_is_told()
    {
        var world = PlannedBy(Living(), alive: false).Look();
        Assert.Equal(Lifecycle.Running, world.State("web"));
        Assert.Contains("plan 12 unfinished, 2 of 5 steps · journal", world.Evidence("web"), StringComparison.Ordinal);
        world.Renew(Recollection()).Later(Seconds(1)).Look();
        Assert.DoesNotContain("plan 12", world.Evidence("web"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_protection_and_snooze_hold_through_adoption()
    {
        var world = World().Process(50, 1, "/usr/bin/claude").Look();
        string before = world.The("claude-50").Worker.Identity;
        world.Renew(Recollection() with { Protected = [before], Snoozed = [new Snooze(before, Noon + Hours(1))] })
            .Declare(Declared("web", "lifetop", Claim) with { Adopted = true }).Look();
        Assert.True(world.The("lifetop/web").Protected);
        Assert.Equal(Noon + Hours(1), world.The("lifetop/web").SnoozedUntil);
    }

    [Theory]
    [InlineData(119, Lifecycle.Restarting)]
    [InlineData(120, Lifecycle.Restarting)]
    [InlineData(121, Lifecycle.Running)]
    public void A_system_that_restarts_its_worker_is_believed_for_two_minutes(int seconds, Lifecycle expected)
        => Assert.Equal(expected, Living(DeclaredState.Restarting, saysSince: Noon - Seconds(seconds)).Look().State("web"));

    [Theory]
    [InlineData(119, Lifecycle.Pending)]
    [InlineData(120, Lifecycle.Pending)]
    [InlineData(121, Lifecycle.Blocked)]
    public void Exactly_two_minutes_are_still_grace(int seconds, Lifecycle expected)
    {
        var world = World().Declare(Declared("web", age: Seconds(seconds))).Look();
        Assert.Equal(expected, world.State("web"));
        Assert.Equal(Seconds(seconds), world.Age("web"));
    }

    [Fact]
    public void Never_started_with_something_left_is_a_zombie()
    {
        var world = World().Declare(WithPid(Declared("web", "pidfile", age: Seconds(121)))).Exists("/run/web.pid").Look();
        Assert.Equal(Lifecycle.Zombie, world.State("web"));
        Assert.Equal("left pid file", world.Note("web"));
        Assert.Contains("never started: declared for 2m01s, grace 2m · pidfile", world.Evidence("web"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(299, Lifecycle.Running)]
    [InlineData(300, Lifecycle.Running)]
    [InlineData(301, Lifecycle.Stalled)]
    public void A_heartbeat_of_exactly_five_minutes_is_not_stale(int seconds, Lifecycle expected)
    {
        var world = Living(beat: Seconds(seconds)).Look();
        Assert.Equal(expected, world.State("web"));
        if (expected == Lifecycle.Stalled)
            Assert.Equal(Seconds(seconds - 300), world.Age("web"));
    }

    [Fact]
    public void A_stalled_worker_says_its_limit_and_its_age_grows_without_new_words()
    {
        var world = Living(beat: Minutes(17)).Look();
        var verdict = world.The("web").Verdict;
        Assert.Equal("no heartbeat 17m, limit 5m", world.Note("web"));
        world.Later(Minutes(2)).Look();
        Assert.Same(verdict, world.The("web").Verdict);
        Assert.Equal("no heartbeat 19m, limit 5m", world.Note("web"));
        Assert.Equal(Minutes(14), world.Age("web"));
    }

    [Fact]
    public void A_promised_heartbeat_that_never_came_counts_from_the_start()
    {
        var world = Living(with: static one => one with { HeartbeatLimit = Seconds(60) }).Look();
        Assert.Equal(Lifecycle.Stalled, world.State("web"));
        Assert.Equal(Minutes(59), world.Age("web"));
    }

    [Fact]
    public void No_promise_of_heartbeats_never_stalls()
        => Assert.Equal(Lifecycle.Running, Living().Look().State("web"));

    [Fact]
    public void A_heartbeat_from_the_future_has_age_0_and_says_so()
    {
        var world = Living(beat: -Hours(1)).Look();
        Assert.Equal(Lifecycle.Running, world.State("web"));
        Assert.Contains("heartbeat is dated ahead of the clock", world.Evidence("web"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_clock_that_went_backwards_gives_age_0_and_says_so()
    {
        var world = Living(with: static one => one with { LastOutput = null }).Look();
        world.SetTime(Noon - Hours(3));
        world.Look();
        Assert.Equal(TimeSpan.Zero, world.Age("web"));
        Assert.Contains("ahead of the clock", world.Evidence("web"), StringComparison.Ordinal);
        var verdict = world.The("web").Verdict;
        world.Later(Seconds(1)).Look();
        Assert.Equal(Seconds(1), world.Age("web"));
        Assert.Equal(verdict.State, world.State("web"));
    }

    [Fact]
    public void Limits_can_be_set_by_source_and_finer_by_type()
    {
        var policy = Policy.Default with
        {
            HeartbeatLimitOf = NamedTimes.Empty.WithSource("manifest", Minutes(1)).WithType("slow", Minutes(30)),
            IdleAfterOf = NamedTimes.Empty.WithSource("manifest", Minutes(1)).WithType("slow", Minutes(30)),
            PendingGraceOf = NamedTimes.Empty.WithSource("manifest", Minutes(1)).WithType("slow", Minutes(30)),
        };
        Lifecycle Of(World world)
        {
            world.Policy = policy;
            return world.Look().State("web");
        }
        Assert.Equal(Lifecycle.Stalled, Of(Living(beat: Seconds(61))));
        Assert.Equal(Lifecycle.Running, Of(Living(beat: Minutes(30), with: static one => one with { Type = "slow" })));
        Assert.Equal(Lifecycle.Running, Of(Living(beat: Minutes(2), with: static one => one with { HeartbeatLimit = Minutes(3) })));
        Assert.Equal(Lifecycle.Idle, Of(Living(with: static one => one with { LastOutput = Noon - Minutes(1) })));
        Assert.Equal(Lifecycle.Running, Of(Living(with: static one => one with { LastOutput = Noon - Minutes(29), Type = "slow" })));
        Assert.Equal(Lifecycle.Blocked, Of(World().Declare(Declared("web", age: Seconds(61)))));
        Assert.Equal(Lifecycle.Pending, Of(World().Declare(Declared("web", age: Minutes(30)) with { Type = "slow" })));
        Assert.Equal(Lifecycle.Pending, Of(World().Declare(Declared("web", age: Minutes(9)) with { Grace = Minutes(10) })));
    }

    [Theory]
    [InlineData(DeclaredState.Idle, Lifecycle.Idle)]
    [InlineData(DeclaredState.Waiting, Lifecycle.Waiting)]
    [InlineData(DeclaredState.Stalled, Lifecycle.Stalled)]
    [InlineData(DeclaredState.Orphan, Lifecycle.Orphan)]
    [InlineData(DeclaredState.Live, Lifecycle.Running)]
    [InlineData(DeclaredState.Pending, Lifecycle.Running)]
    [InlineData(DeclaredState.Blocked, Lifecycle.Blocked)]
    public void What_a_source_says_of_a_living_worker_holds_since_it_says_so(DeclaredState says, Lifecycle expected)
    {
        var world = Living(says, saysSince: Noon - Minutes(7)).Look();
        Assert.Equal(expected, world.State("web"));
        Assert.Equal(expected == Lifecycle.Running ? Hours(1) : Minutes(7), world.Age("web"));
    }

    [Theory]
    [InlineData(DeclaredState.Completed)]
    [InlineData(DeclaredState.Failed)]
    [InlineData(DeclaredState.Over)]
    public void A_live_process_of_finished_work_makes_a_zombie(DeclaredState says)
    {
        var world = Living(says).Look();
        Assert.Equal(Lifecycle.Zombie, world.State("web"));
        Assert.Equal("left 1 process", world.Note("web"));
    }

    [Theory]
    [InlineData(DeclaredState.Live)]
    [InlineData(DeclaredState.Idle)]
    [InlineData(DeclaredState.Waiting)]
    public void No_source_is_believed_against_the_kernel(DeclaredState says)
    {
        var world = Dead(one => one with { Says = says, NativeState = "running" }).Look();
        Assert.Equal(Lifecycle.Blocked, world.State("web"));
        Assert.Contains("web.json says running", world.Evidence("web"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DeclaredState.Live, Lifecycle.Running)]
    [InlineData(DeclaredState.Idle, Lifecycle.Idle)]
    public void A_worker_without_process_and_pane_is_what_its_source_says(DeclaredState says, Lifecycle expected)
        => Assert.Equal(expected, World().Declare(Declared("web", says: says) with { LastOutput = Noon }).Look().State("web"));

    [Theory]
    [InlineData(0, null, WorkerKind.Agent, Lifecycle.Completed)]
    [InlineData(7, null, WorkerKind.Agent, Lifecycle.Failed)]
    [InlineData(null, 9, WorkerKind.Agent, Lifecycle.Failed)]
    [InlineData(null, null, WorkerKind.Agent, Lifecycle.Blocked)]
    [InlineData(null, null, WorkerKind.Job, Lifecycle.Blocked)]
    [InlineData(null, null, WorkerKind.Daemon, Lifecycle.Failed)]
    [InlineData(null, null, WorkerKind.Server, Lifecycle.Failed)]
    [InlineData(0, null, WorkerKind.Daemon, Lifecycle.Completed)]
    public void How_it_ended_decides_what_it_is_called(int? exit, int? signal, WorkerKind kind, Lifecycle expected)
        => Assert.Equal(expected, Dead(one => one with { ExitCode = exit, Signal = signal, Kind = kind }).Look().State("web"));

    [Fact]
    public void A_malformed_file_is_a_failed_worker_whose_process_is_left_alone()
    {
        var world = Living(with: static one => one with { Malformed = "cut short for 60s" }).Look();
        var web = world.The("manifest/web");
        Assert.Equal(Lifecycle.Failed, web.Verdict.State);
        Assert.Equal("cut short for 60s", world.Note("manifest/web"));
        Assert.Empty(web.Worker.Members);
        Assert.Null(web.Worker.Root);
        Assert.Equal(Lifecycle.Idle, world.State("process/claude-50"));
    }

    [Fact]
    public void The_bell_of_a_window_with_one_pane_asks_and_tells_since_when()
    {
        var world = World().Process(50, 900, "/usr/bin/claude", pts: 3).Pane("%1", 50, pts: 3, bell: true, activity: Seconds(41)).Look();
        Assert.Equal(Lifecycle.Waiting, world.State("tmux/main:0.0"));
        Assert.Equal("bell 41s ago", world.Note("tmux/main:0.0"));
        world.Pane("%1", 50, pts: 3, bell: true, windowPanes: 2).Look();
        Assert.NotEqual(Lifecycle.Waiting, world.State("tmux/main:0.0"));
    }

    [Fact]
    public void A_prompt_on_its_screen_is_quoted()
    {
        var world = World().Process(50, 900, "/usr/bin/claude", pts: 3).Pane("%1", 50, pts: 3, written: Minutes(14), prompt: new Prompt("confirm", "run npm test?")).Look();
        Assert.Equal("asks: run npm test?", world.Note("tmux/main:0.0"));
        Assert.Equal(Minutes(14), world.Age("tmux/main:0.0"));
    }

    [Fact]
    public void Stalled_and_asking_says_both()
    {
        var world = Living(beat: Minutes(17)).Pane("%1", 50, prompt: new Prompt("confirm", "go on?")).Look();
        Assert.Equal("no heartbeat 17m, limit 5m; asks: go on?", world.Note("web"));
        Assert.Equal("answer it", world.The("web").Verdict.Suggestion);
    }

    [Fact]
    public void The_same_state_goes_on_counting()
    {
        var world = Living().Look();
        Assert.Equal(Hours(1), world.Age("web"));
        world.Later(Minutes(2)).Look();
        Assert.Equal(Hours(1) + Minutes(2), world.Age("web"));
        world.Later(Minutes(4)).Look();
        Assert.Equal(Lifecycle.Idle, world.State("web"));
        Assert.Equal(Minutes(6) + Seconds(5), world.Age("web"));
    }

    [Fact]
    public void A_state_remembered_from_an_earlier_lifetop_goes_on_counting()
    {
        var world = Living().Remember(Recollection(Remembered("manifest:web", Lifecycle.Running, Noon - Minutes(33), "manifest") with { Root = Process(50, Noon - Hours(1)) })).Look();
        Assert.Equal(Minutes(33), world.Age("web"));
    }

    [Fact]
    public void Who_loses_its_owner_while_watched_is_an_orphan_since_then()
    {
        var owner = new OwnerClaim("pm-daemon") { Process = Process(40, Noon - Hours(2)) };
        var world = Living(owner: owner).Process(40, 1, "pm-daemon", age: Hours(2)).Look();
        Assert.Equal(Lifecycle.Running, world.State("web"));
        world.Later(Seconds(30)).End(40).Look();
        Assert.Equal(Lifecycle.Orphan, world.State("web"));
        Assert.Equal("owner gone", world.Note("web"));
        Assert.Equal(TimeSpan.Zero, world.Age("web"));
        world.Later(Seconds(30)).Look();
        Assert.Equal(Seconds(30), world.Age("web"));
    }

    [Theory]
    [InlineData(6, false)]
    [InlineData(7, true)]
    public void Eight_processes_are_looked_at_for_an_owner_itself_the_first(int between, bool gone)
    {
        var world = World().Process(20, 1, "/usr/bin/claude", uid: 7);
        for (int i = 0; i < between; i++)
            world.Process(21 + i, 20 + i, "/bin/runner", uid: 7);
        world.Process(50, 20 + between, "worker", uid: 7)
            .Declare(Declared("web", process: Claim) with { LastOutput = Noon, Owner = new OwnerClaim("claude") { AncestorProgram = "claude" } }).Look();
        Assert.Equal(gone ? Lifecycle.Orphan : Lifecycle.Running, world.State("web"));
    }

    [Fact]
    public void Unknown_shows_the_last_verdict_with_its_age_and_comes_back_to_it()
    {
        var world = Living().Look();
        world.Later(Seconds(14)).Gap(Make.Gap("manifest") with { Since = Noon + Seconds(1) }).Look();
        var verdict = world.The("web").Verdict;
        Assert.Equal(Lifecycle.Unknown, verdict.State);
        Assert.Equal(Lifecycle.Running, verdict.LastKnown);
        Assert.Equal("was running 14s ago", world.Note("web"));
        Assert.Equal(Hours(1) + Seconds(14), world.Age("web"));
        Assert.Contains("manifest cannot be read, for 13s · manifest", world.Evidence("web"), StringComparison.Ordinal);
        world.Later(Seconds(6)).Look();
        Assert.Equal("was running 20s ago", world.Note("web"));
        Assert.Same(verdict, world.The("web").Verdict);
        world.NoGaps().Later(Seconds(1)).Look();
        Assert.Equal(Lifecycle.Running, world.State("web"));
        Assert.Equal(Hours(1) + Seconds(21), world.Age("web"));
    }

    [Fact]
    public void A_process_that_cannot_be_told_from_another_is_unknown()
    {
        var claim = new ProcessClaim(50) { RequiredCommand = "web" };
        var world = World().Process(50, 1, "web", details: false).Declare(Declared("web", process: claim, age: Minutes(1))).Look();
        Assert.Equal(Lifecycle.Unknown, world.State("web"));
        world = World().HidesOthers().Declare(Declared("web", process: Claim)).Look();
        Assert.Equal(Lifecycle.Unknown, world.State("web"));
    }

    [Fact]
    public void A_hidden_process_is_dead_once_the_kernel_has_nobody_of_its_number()
    {
        var world = World().HidesOthers().Lacks(51).Declare(Declared("web", process: Claim)).Look();
        Assert.Equal(Lifecycle.Unknown, world.State("web"));
        world.Lacks(Claim.Pid).Look();
        Assert.Equal(Lifecycle.Blocked, world.State("web"));
        Assert.Null(world.The("web").Worker.RootUnread);
    }

    [Fact]
    public void Nobody_is_an_orphan_for_an_owner_that_is_hidden()
    {
        var boss = new OwnerClaim("boss") { AncestorProgram = "boss" };
        var chief = new OwnerClaim("chief") { Process = new ProcessIdentity(40, 7, Make.Boot) };
        World Owned(OwnerClaim owner, int parent) => World().HidesOthers().Process(50, parent, "/usr/bin/web").Declare(Declared("web", process: new ProcessClaim(50)) with { Owner = owner });
        Assert.Equal(Lifecycle.Idle, Owned(boss, 40).Look().State("web"));
        Assert.Equal(Lifecycle.Idle, Owned(chief, 1).Look().State("web"));
        Assert.Equal(Lifecycle.Orphan, Owned(boss, 1).Look().State("web"));
        Assert.Equal(Lifecycle.Orphan, Owned(chief, 1).Lacks(40).Look().State("web"));
    }

    [Fact]
    public void Whatever_a_gap_hides_is_unknown_and_nothing_else_is()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var world = RandomWorlds.Make(random);
            world.Look().Look();
            var before = world.Roster.Workers.ToDictionary(static one => one.Worker.Identity);
            string source = RandomWorlds.Sources[random.Next(RandomWorlds.Sources.Length)];
            world.Gap(source).Look();
            foreach (var judged in world.Roster.Workers)
            {
                bool covered = judged.Worker.Source == source || (source == "tmux" && (judged.Worker.Pane is not null || judged.Worker.Declaration?.Pane is not null));
                if (covered)
                    Assert.True(judged.Verdict.State == Lifecycle.Unknown, $"seed {seed}: {judged.Worker.Key} is {judged.Verdict.State}");
                else
                    Assert.True(judged.Verdict == before[judged.Worker.Identity].Verdict, $"seed {seed}: {judged.Worker.Key} changed to {judged.Verdict.State}");
            }
            Assert.True(before.Count == world.Roster.Workers.Length, $"seed {seed}: a worker came or went by a gap");
        }
    }

    [Fact]
    public void A_gap_of_one_file_or_socket_hides_only_what_it_covers()
    {
        var world = Living().Declare(Declared("other", says: DeclaredState.Live)).Gap("manifest", "/state/manifest/web.json").Look();
        Assert.Equal(Lifecycle.Unknown, world.State("web"));
        Assert.NotEqual(Lifecycle.Unknown, world.State("other"));
        var second = Server("/tmp/tmux-1000/work", "work", 901);
        world = World().Process(50, 900, "/usr/bin/claude").Pane("%1", 50).Process(51, 901, "/usr/bin/claude").Pane("%1", 51, server: second).Gap("tmux", second.Socket).Look();
        Assert.Equal(Lifecycle.Unknown, world.State("tmux@work/main:0.0"));
        Assert.Equal(Lifecycle.Running, world.State("tmux/main:0.0"));
    }

    [Fact]
    public void A_declared_pane_whose_server_does_not_answer_is_unknown_not_gone()
    {
        var claim = new PaneClaim { SessionName = "mc-app", WindowName = "web" };
        var world = World().Declare(Declared("web", "multiclaude", pane: claim)).Gap("tmux", Socket).Look();
        Assert.Equal(Lifecycle.Unknown, world.State("web"));
    }

    [Fact]
    public void A_gap_in_a_detail_changes_nothing()
    {
        var world = Living().Look();
        var verdict = world.The("web").Verdict;
        world.Gap("manifest", hides: false).Look();
        Assert.Same(verdict, world.The("web").Verdict);
    }

    [Fact]
    public void What_a_reap_kept_makes_no_zombie_again_until_something_of_it_comes()
    {
        var world = Dead(static one => one with { Worktree = "/w/a" }).Exists("/w/a").Look();
        Assert.Equal(Lifecycle.Zombie, world.State("web"));
        world.Past.MarkCleaned("manifest:web", world.Now, "kept worktree w/a: 2 files changed");
        world.Later(Minutes(3)).Look();
        Assert.Equal(Lifecycle.Cleaned, world.State("web"));
        Assert.Equal(Minutes(3), world.Age("web"));
        Assert.Equal("kept worktree w/a: 2 files changed", world.Note("web"));
        world.Process(70, 1, "node", cwd: "/w/a", age: Seconds(5)).Look();
        Assert.Equal(Lifecycle.Zombie, world.State("web"));
    }

    [Fact]
    public void A_reap_by_another_lifetop_is_heard_of()
    {
        var world = World().Process(50, 1, "/usr/bin/claude").Look();
        string identity = world.The("claude-50").Worker.Identity;
        world.Later(Seconds(2)).End(50).Renew(Recollection(Remembered(identity, Lifecycle.Cleaned, world.Now))).Later(Seconds(1)).Look();
        Assert.Equal(Lifecycle.Cleaned, world.State("claude-50"));
    }
}
