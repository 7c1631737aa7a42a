using System;
using System.Linq;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;
using static Lifetop.Tests.Support.Make;

namespace Lifetop.Tests.Judgement;

public sealed class MatchingTests
{
    [Fact]
    public void Who_died_in_its_pane_is_of_the_kind_it_was()
    {
        var world = World().Process(50, 900, "/usr/bin/claude", pts: 3).Pane("%1", 50, pts: 3).Look().Later(Seconds(1));
        world.Defunct(50).Look();
        Assert.Equal(WorkerKind.Agent, world.The("tmux/main:0.0").Worker.Kind);
        world.Later(Seconds(1)).End(50).Pane("%1", 50, dead: true, signal: 9).Look();
        Assert.Equal(WorkerKind.Agent, world.The("tmux/main:0.0").Worker.Kind);
    }

    [Fact]
    public void A_dead_pane_is_no_shell_that_waits_for_somebody()
    {
        var world = World().Process(50, 900, "-bash", pts: 3).Pane("%1", 50, pts: 3).Look().Later(Seconds(1));
        Assert.Equal(WorkerKind.Shell, world.The("tmux/main:0.0").Worker.Kind);
        world.End(50).Pane("%1", 50, dead: true, status: 0).Look();
        Assert.Equal(WorkerKind.Job, world.The("tmux/main:0.0").Worker.Kind);
    }

    [Theory]
    [InlineData("/usr/local/bin/claude --resume", WorkerKind.Agent)]
    [InlineData("claude", WorkerKind.Agent)]
    [InlineData("/usr/bin/node /opt/codex.js", WorkerKind.Agent)]
    [InlineData("/usr/bin/node --no-warnings /opt/bin/gemini", WorkerKind.Agent)]
    [InlineData("/usr/bin/python3.12 -m aider", WorkerKind.Agent)]
    [InlineData("/usr/bin/bun run /x/opencode.ts", WorkerKind.Agent)]
    [InlineData("/usr/bin/deno run /x/amp.ts", WorkerKind.Agent)]
    [InlineData("/usr/bin/ruby /x/goose.rb", WorkerKind.Agent)]
    [InlineData("/usr/bin/vim claude", null)]
    [InlineData("/usr/bin/claudette", null)]
    [InlineData("/usr/bin/node -e claude", null)]
    [InlineData("/bin/cat /opt/codex.js", null)]
    public void Known_agents_are_found_by_program_or_script(string command, WorkerKind? expected)
    {
        var world = World().Process(50, 1, command).Look();
        Assert.Equal(expected, world.Roster.Workers.SingleOrDefault()?.Worker.Kind);
    }

    [Fact]
    public void Agents_of_other_users_are_not_found()
        => Assert.Empty(World().Process(50, 1, "/usr/bin/claude", uid: 7).Look().Roster.Workers);

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(false, false, false)]
    [InlineData(true, true, false)]
    public void A_dev_server_listens_in_a_checkout_and_is_no_system_service(bool inCheckout, bool systemService, bool found)
    {
        var world = World().Process(50, 40, "/usr/bin/vite --port 5173", ports: [5173], checkout: inCheckout ? "/w/app" : null, systemService: systemService).Look();
        Assert.Equal(found, world.Roster.Workers.Length == 1);
        if (!found)
            return;
        Assert.Equal("vite :5173", world.Roster.Workers[0].Worker.Name);
        Assert.Equal("process/vite-50", world.Roster.Workers[0].Worker.Key.Text);
        Assert.Equal(WorkerKind.Server, world.Roster.Workers[0].Worker.Kind);
    }

    [Theory]
    [InlineData("stray", true)]
    [InlineData("exactly a minute old", false)]
    [InlineData("below a subreaper", true)]
    [InlineData("with a parent", false)]
    [InlineData("on the tty of a living session", false)]
    [InlineData("on the tty of a dead session", true)]
    [InlineData("in a service", false)]
    [InlineData("outside any checkout", false)]
    [InlineData("a tmux server", false)]
    public void A_stray_is_reparented_without_terminal_and_service_in_a_checkout_and_older_than_a_minute(string which, bool found)
    {
        var world = World().Process(30, 1, "/usr/lib/systemd/systemd --user").Process(40, 30, "/bin/bash -c x", pts: 3);
        world.Process(50, which switch { "below a subreaper" => 30, "with a parent" => 40, _ => 1 }, "/usr/bin/make watch",
            sid: which == "on the tty of a living session" ? 40 : 49, pts: which.StartsWith("on the tty", StringComparison.Ordinal) ? 3 : -1,
            age: which == "exactly a minute old" ? Minutes(1) : Minutes(2),
            checkout: which == "outside any checkout" ? null : "/w", service: which == "in a service", name: which == "a tmux server" ? "tmux: server" : null).Look();
        Assert.Equal(found, world.Find("process/make-50") is not null);
        if (found)
            Assert.Equal(Lifecycle.Orphan, world.State("process/make-50"));
    }

    [Fact]
    public void A_process_that_will_be_a_stray_has_the_matching_run_again_in_time()
    {
        var world = World().Process(50, 1, "/usr/bin/make watch", age: Seconds(20), checkout: "/w").Look();
        Assert.Empty(world.Roster.Workers);
        Assert.Equal(Noon + Seconds(40), world.MatchAgainAt);
        world.Later(Seconds(41)).Look();
        Assert.Equal(Lifecycle.Orphan, world.State("make"));
        Assert.Equal(Seconds(61), world.Age("make"));
        Assert.Equal("parent gone", world.Note("make"));
    }

    [Fact]
    public void Nobody_is_a_stray_before_all_who_might_declare_it_have_answered_or_are_late()
    {
        var world = World().Process(50, 1, "/usr/bin/make watch", age: Minutes(2), checkout: "/w").Await("manifest", "process").Look();
        Assert.Empty(world.Roster.Workers);
        world.Await("process").Look();
        Assert.Equal(Lifecycle.Orphan, world.State("make"));
        var late = World().Process(50, 1, "/usr/bin/make watch", age: Minutes(2), checkout: "/w").Await("manifest").Gap("manifest").Look();
        Assert.Equal(Lifecycle.Orphan, late.State("make"));
    }

    [Fact]
    public void A_young_dev_server_whose_port_is_not_known_for_a_moment_is_no_stray()
    {
        var world = World().Process(50, 1, "/usr/bin/vite", age: Seconds(20), ports: [5173], checkout: "/w").Look();
        Assert.Equal(Lifecycle.Running, world.State("process/vite-50"));
        world.End(50).Process(50, 1, "/usr/bin/vite", age: Seconds(20), checkout: "/w").Look();
        Assert.Equal(Lifecycle.Running, world.State("process/vite-50"));
        Assert.Equal(Seconds(20), world.Age("process/vite-50"));
    }

    [Fact]
    public void A_rule_of_the_config_makes_workers_and_names_their_owner()
    {
        var world = World().Process(50, 1, "/usr/bin/python3 train.py --big").Process(51, 1, "/usr/bin/python3 other.py");
        world.Policy = Policy.Default with { Rules = [new WorkerRule("python3", "train.py", WorkerKind.Job, "training") { OwnerProgram = "slurm" }] };
        world.Look();
        Assert.Equal(["process/train-50"], world.Roster.Workers.Select(static one => one.Worker.Key.Text));
        Assert.Equal(Lifecycle.Orphan, world.State("train"));
    }

    [Fact]
    public void A_match_in_the_tree_of_another_is_its_member()
    {
        var world = World().Process(50, 1, "/usr/bin/claude").Process(51, 50, "/bin/sh -c x").Process(52, 51, "/usr/bin/codex").Process(53, 52, "/usr/bin/vite", ports: [3000], checkout: "/w").Look();
        Assert.Equal("process/claude-50", Assert.Single(world.Roster.Workers).Worker.Key.Text);
        Assert.Equal([50, 51, 52, 53], world.Members("claude-50"));
        Assert.Equal([3000], world.The("claude-50").Worker.Ports.ToArray());
    }

    [Fact]
    public void A_dev_server_that_left_the_tree_but_works_in_the_worktree_is_a_member()
    {
        var world = World().Process(50, 1, "/usr/bin/claude", cwd: "/w/a").Declare(Declared("web", process: new ProcessClaim(50)) with { Worktree = "/w/a" })
            .Process(60, 1, "/usr/bin/vite", cwd: "/w/a", checkout: "/w/a", ports: [5173]).Look();
        Assert.Equal([50, 60], world.Members("web"));
        Assert.Single(world.Roster.Workers);
    }

    [Fact]
    public void A_declaration_makes_a_worker_of_what_would_be_a_member()
    {
        var world = World().Process(50, 1, "/usr/bin/claude").Process(52, 50, "/usr/bin/codex").Process(53, 52, "/bin/cat").Declare(Declared("sub", process: new ProcessClaim(52))).Look();
        Assert.Equal([52, 53], world.Members("sub"));
        Assert.Equal([50], world.Members("claude-50"));
    }

    [Fact]
    public void Sightings_of_one_process_are_one_worker_that_every_name_finds()
    {
        var world = World().Process(50, 900, "/usr/bin/claude", pts: 3).Pane("%1", 50, window: 2, pts: 3)
            .Declare(Declared("happy-otter", "multiclaude", new ProcessClaim(50)))
            .Declare(Declared("mine", "lifetop", new ProcessClaim(50)) with { Adopted = true })
            .Declare(Declared("otter.pid", "pidfile", new ProcessClaim(50))).Look();
        var worker = Assert.Single(world.Roster.Workers).Worker;
        Assert.Equal("multiclaude/happy-otter", worker.Key.Text);
        Assert.True(worker.OwnsPane);
        foreach (string name in new[] { "lifetop:mine", "lifetop/mine", "pidfile/otter.pid", "tmux/main:2.0", "pane:900:" + Server().StartTicks + ":%1", "process/claude-50", Identities.Of(world.Identity(50)) })
            Assert.Contains(name, worker.AlsoKnownAs);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_agent_that_its_pane_runs_through_shells_is_found_by_the_names_of_its_process(bool declared)
    {
        var world = World().Process(50, 900, "/bin/sh -c run", pts: 3).Process(51, 50, "/usr/bin/tail -f log", sid: 50, pts: 3).Process(52, 50, "/bin/bash /x/run.sh", sid: 50, pts: 3)
            .Process(53, 52, "/usr/bin/claude", sid: 50, pts: 3).Process(54, 53, "/usr/bin/codex", sid: 50, pts: 3).Pane("%1", 50, pts: 3);
        if (declared)
            world.Declare(Declared("coder", "manifest", new ProcessClaim(50)));
        var worker = Assert.Single(world.Look().Roster.Workers).Worker;
        Assert.Equal(declared ? "manifest/coder" : "tmux/main:0.0", worker.Key.Text);
        Assert.Contains("process/claude-53", worker.AlsoKnownAs);
        Assert.Contains(Identities.Of(world.Identity(53)), worker.AlsoKnownAs);
        // Who is inside the agent's tree is its member.
        Assert.DoesNotContain("process/codex-54", worker.AlsoKnownAs);
        world.End(54, 53).Look();
        Assert.DoesNotContain("process/claude-53", Assert.Single(world.Roster.Workers).Worker.AlsoKnownAs);
    }

    [Fact]
    public void A_dead_one_keeps_the_pid_file_it_had_as_long_as_both_name_that_process()
    {
        var world = World().Process(50, 1, "node").Declare(Declared("web", "manifest", new ProcessClaim(50))).Declare(Declared("web.pid", "pidfile", new ProcessClaim(50))).Look();
        Assert.Contains("pidfile:web.pid", Assert.Single(world.Roster.Workers).Worker.AlsoKnownAs);

        Assert.Contains("pidfile:web.pid", Assert.Single(world.End(50).Look().Roster.Workers).Worker.AlsoKnownAs);
        Assert.Equal(2, world.Declare(Declared("web.pid", "pidfile", new ProcessClaim(51))).Look().Roster.Workers.Length);

        // Nobody ever saw these two together.
        var apart = World().Declare(Declared("web", "manifest", new ProcessClaim(50))).Declare(Declared("web.pid", "pidfile", new ProcessClaim(50))).Look();
        Assert.Equal(2, apart.Roster.Workers.Length);
    }

    [Fact]
    public void A_name_that_reads_like_an_identity_proves_nothing()
    {
        var world = World().Process(50, 1, "/usr/bin/web").Process(77, 1, "/usr/bin/claude");
        string other = Identities.Of(world.Identity(77));
        world.Declare(Declared("web", "manifest", new ProcessClaim(50))).Declare(Declared("bait", "pidfile", new ProcessClaim(50)) with { Name = other }).Look();
        Assert.Equal(2, world.Roster.Workers.Length);
        Assert.DoesNotContain(other, world.The("web").Worker.AlsoKnownAs);
    }

    [Fact]
    public void Two_full_declarations_of_one_process_are_two_workers_and_the_lower_says_so()
    {
        var world = World().Process(50, 1, "/usr/bin/claude").Declare(Declared("a", "multiclaude", new ProcessClaim(50))).Declare(Declared("b", "manifest", new ProcessClaim(50))).Look();
        Assert.Equal(Lifecycle.Idle, world.State("multiclaude/a"));
        Assert.Equal(Lifecycle.Blocked, world.State("manifest/b"));
        Assert.Contains("multiclaude/a", world.Evidence("manifest/b"), StringComparison.Ordinal);
        Assert.Empty(world.Members("manifest/b"));
    }

    [Fact]
    public void Of_two_that_claim_a_dead_pane_the_higher_keeps_it()
    {
        var claim = new PaneClaim { PaneId = "%1" };
        var world = World().Pane("%1", 50, dead: true, status: 1).Declare(Declared("a", "multiclaude", pane: claim)).Declare(Declared("b", "manifest", pane: claim)).Look();
        Assert.NotNull(world.The("multiclaude/a").Worker.Pane);
        Assert.Null(world.The("manifest/b").Worker.Pane);
        Assert.Empty(world.The("manifest/b").Verdict.Residue);
    }

    [Theory]
    [InlineData("/usr/bin/claude", true)]
    [InlineData("/bin/sh -c claude", true)]
    [InlineData("/bin/bash /x/run.sh", true)]
    [InlineData("-zsh", false)]
    [InlineData("/bin/bash --rcfile /x/rc -i", false)]
    public void A_pane_belongs_to_the_agent_that_is_its_root_but_not_to_one_in_a_shell(string root, bool owns)
    {
        var world = World().Process(50, 900, root, pts: 3);
        if (!root.EndsWith("/claude", StringComparison.Ordinal))
            world.Process(51, 50, "/usr/bin/claude", sid: 50, pgid: 51, pts: 3);
        world.Pane("%1", 50, pts: 3).Look();
        var worker = Assert.Single(world.Roster.Workers).Worker;
        Assert.Equal(WorkerKind.Agent, worker.Kind);
        Assert.Equal(owns, worker.OwnsPane);
        Assert.Equal("%1", worker.Pane!.Facts.PaneId);
        Assert.Equal(owns ? "tmux/main:0.0" : "process/claude-51", worker.Key.Text);
        Assert.Equal(!owns, worker.Members.All(static member => member.Process.Pid == 51));
    }

    [Fact]
    public void A_pane_with_nothing_but_shells_is_a_shell()
    {
        var world = World().Process(50, 900, "-bash", pts: 3).Process(51, 50, "zsh", sid: 50, pts: 3).Pane("%1", 50, pts: 3).Look();
        Assert.Equal(WorkerKind.Shell, world.The("tmux/main:0.0").Worker.Kind);
        Assert.Equal(Lifecycle.Idle, world.State("tmux/main:0.0"));
    }

    [Fact]
    public void A_pane_with_a_job_in_its_shell_is_a_job()
    {
        var world = World().Process(50, 900, "-bash", pts: 3).Process(51, 50, "/usr/bin/make all", sid: 50, pts: 3, cpu: 80).Pane("%1", 50, pts: 3).Look();
        Assert.Equal(WorkerKind.Job, world.The("tmux/main:0.0").Worker.Kind);
        Assert.Equal([50, 51], world.Members("tmux/main:0.0"));
    }

    [Fact]
    public void A_declared_pane_belongs_unless_its_source_says_it_only_lives_there()
    {
        foreach (bool belongs in new[] { true, false })
        {
            var world = World().Process(50, 900, "-bash", pts: 3).Process(51, 50, "/usr/bin/claude", sid: 50, pgid: 51, pts: 3).Pane("%1", 50, pts: 3)
                .Declare(Declared("web", "multiclaude", new ProcessClaim(51), new PaneClaim { PaneId = "%1", Belongs = belongs })).Look();
            Assert.Equal(belongs, world.The("web").Worker.OwnsPane);
            Assert.Equal(belongs ? [50, 51] : [51], world.Members("web"));
        }
    }

    [Fact]
    public void A_shell_alive_in_its_pane_is_not_the_declared_agent()
    {
        var claim = new PaneClaim { SessionName = "mc.app", WindowName = "web" };
        var world = World().Process(50, 900, "-bash", pts: 3).Process(51, 50, "/usr/bin/claude", sid: 50, pgid: 51, pts: 3)
            .Pane("%1", 50, session: "mc_app", windowName: "web", pts: 3).Declare(Declared("web", "multiclaude", pane: claim, says: DeclaredState.Live)).Look();
        Assert.Equal(51, world.The("web").Worker.Root!.Value.Pid);
        Assert.Equal(Lifecycle.Running, world.State("web"));
        world.Later(Minutes(1)).End(51).Look();
        Assert.Equal(Lifecycle.Zombie, world.State("web"));
        Assert.Contains("pane %1 holds only a shell", world.Evidence("web"), StringComparison.Ordinal);
        Assert.Equal("left 1 process, pane", world.Note("web"));
        Assert.Equal(TimeSpan.Zero, world.Age("web"));
    }

    [Fact]
    public void Of_panes_of_one_name_the_one_with_the_declared_root_is_its_else_the_oldest()
    {
        foreach (int? root in new int?[] { 50, 49, 999999, null })
        {
            var claim = new PaneClaim { SessionName = "mc-app", WindowName = "web", RootPid = root };
            var world = World().Process(49, 900, "/usr/bin/codex", pts: 4).Process(50, 900, "/usr/bin/claude", pts: 3)
                .Pane("%10", 49, session: "mc-app", windowName: "web", pts: 4, windowPanes: 2).Pane("%9", 50, session: "mc-app", windowName: "web", index: 1, pts: 3, windowPanes: 2)
                .Declare(Declared("web", "multiclaude", pane: claim)).Look();
            Assert.Equal(root == 49 ? 49 : 50, world.The("web").Worker.Root!.Value.Pid);
        }
    }

    [Fact]
    public void A_name_that_two_windows_bear_names_neither_without_the_root_of_one()
    {
        foreach (int? root in new int?[] { 50, 999999, null })
        {
            var claim = new PaneClaim { SessionName = "mc-app", WindowName = "web", RootPid = root };
            var world = World().Process(49, 900, "/usr/bin/codex", pts: 4).Process(50, 900, "/usr/bin/claude", pts: 3)
                .Pane("%1", 49, session: "mc-app", windowName: "web", pts: 4).Pane("%2", 50, session: "mc-app", window: 1, windowName: "web", pts: 3)
                .Declare(Declared("web", "multiclaude", pane: claim)).Look();
            Assert.Equal(root == 50 ? 50 : null, world.The("web").Worker.Root?.Pid);
            Assert.Equal(root == 50, world.The("web").Worker.Pane is not null);
        }
    }

    [Fact]
    public void A_declared_agent_whose_shell_has_only_just_been_opened_is_pending()
    {
        var claim = new PaneClaim { SessionName = "mc-app", WindowName = "web" };
        var world = World().Declare(Declared("web", "multiclaude", pane: claim, age: Seconds(3))).Look();
        Assert.Equal(Lifecycle.Pending, world.State("web"));
        world.Process(50, 900, "-bash", pts: 3).Pane("%1", 50, session: "mc-app", windowName: "web", pts: 3).Later(Seconds(1)).Look();
        Assert.Equal(Lifecycle.Pending, world.State("web"));
        world.Later(Minutes(2)).Look();
        Assert.Equal(Lifecycle.Zombie, world.State("web"));
    }

    [Fact]
    public void An_agent_typed_into_the_shell_of_a_dead_one_is_a_worker_of_its_own()
    {
        var world = World().Process(50, 900, "-bash", pts: 3).Process(52, 50, "/usr/bin/claude", sid: 50, pgid: 52, pts: 3, age: Minutes(1)).Pane("%1", 50, pts: 3)
            .Declare(Declared("web", "multiclaude", new ProcessClaim(51), new PaneClaim { PaneId = "%1" })).Look();
        Assert.Equal([52], world.Members("claude-52"));
        // Nor is the pane left behind any more: whoever reaps the dead one must not close it.
        Assert.Equal(Lifecycle.Blocked, world.State("web"));
        Assert.Empty(world.Members("web"));
        world.Later(Seconds(1)).End(52).Look();
        Assert.Equal(Lifecycle.Zombie, world.State("web"));
        Assert.Equal([50], world.Members("web"));
    }

    [Fact]
    public void An_agent_known_by_its_marker_or_its_folder_alone_is_the_root()
    {
        var world = World().Process(50, 1, "/bin/bash /x/execute.sh", markers: Marker("w-1", "WORKER_ID")).Process(51, 50, "/usr/bin/claude")
            .Declare(Declared("w-1", "commit-relay") with { Markers = Marker("w-1", "WORKER_ID") })
            .Process(60, 1, "/usr/bin/claude", cwd: "/w/b").Process(61, 1, "/usr/bin/vite", cwd: "/w/c")
            .Declare(Declared("w-2", "commit-relay") with { Worktree = "/w/b" }).Declare(Declared("w-3", "commit-relay") with { Worktree = "/w/c" }).Look();
        Assert.Equal(50, world.The("w-1").Worker.Root!.Value.Pid);
        Assert.Equal([50, 51], world.Members("w-1"));
        Assert.Equal(60, world.The("w-2").Worker.Root!.Value.Pid);
        Assert.Equal(Lifecycle.Zombie, world.State("w-3"));
        Assert.Equal(3, world.Roster.Workers.Length);
        var root = world.The("w-1").Worker;
        world.Later(Seconds(1)).Look();
        Assert.Same(root, world.The("w-1").Worker);
    }

    [Fact]
    public void Keys_name_the_server_when_it_is_not_the_default_one()
    {
        var work = Server("/tmp/tmux-1000/work", "work", 901);
        var world = World().Process(50, 900, "/usr/bin/top").Process(51, 901, "/usr/bin/top").Process(4242, 1, "/usr/bin/claude")
            .Pane("%0", 50, window: 2).Pane("%0", 51, window: 2, server: work).Look();
        Assert.Equal(["process/claude-4242", "tmux/main:2.0", "tmux@work/main:2.0"], world.Roster.Workers.Select(static one => one.Worker.Key.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_renamed_window_or_session_is_the_same_worker()
    {
        var world = World().Process(50, 900, "/usr/bin/claude").Pane("%1", 50, window: 2, activity: Minutes(2)).Look();
        var (identity, since) = (world.The("tmux/main:2.0").Worker.Identity, world.The("tmux/main:2.0").Verdict.Since);
        world.Later(Minutes(1)).Pane("%1", 50, session: "other", window: 3, windowName: "new", activity: Minutes(3)).Look();
        var renamed = Assert.Single(world.Roster.Workers);
        Assert.Equal("tmux/other:3.0", renamed.Worker.Key.Text);
        Assert.Equal(identity, renamed.Worker.Identity);
        Assert.Equal(since, renamed.Verdict.Since);
    }

    [Fact]
    public void Adoption_keeps_the_past()
    {
        var world = World().Process(50, 1, "/usr/bin/claude").Process(51, 50, "/bin/child").Look();
        var (before, since) = (world.The("claude-50").Worker.Identity, world.The("claude-50").Verdict.Since);
        world.Later(Seconds(20)).Process(51, 1, "/bin/child").Declare(Declared("web", "lifetop", new ProcessClaim(50) { StartTicks = world.Identity(50).StartTicks }) with { Adopted = true }).Look();
        var adopted = Assert.Single(world.Roster.Workers);
        Assert.Contains(before, adopted.Worker.AlsoKnownAs);
        Assert.Equal(since, adopted.Verdict.Since);
    }

    [Fact]
    public void A_pane_of_grouped_sessions_is_one_worker()
    {
        var world = World().Process(50, 900, "/usr/bin/claude").Pane("%1", 50, session: "a", alsoAt: ["b:0.0", "c:4.0"])
            .Declare(Declared("web", "multiclaude", pane: new PaneClaim { SessionName = "b" })).Look();
        var worker = Assert.Single(world.Roster.Workers).Worker;
        Assert.Equal("multiclaude/web", worker.Key.Text);
        Assert.Contains("tmux/c:4.0", worker.AlsoKnownAs);
    }

    public static TheoryData<string, bool> Claimed => new()
    {
        { "same start", true },
        { "other start", false },
        { "record without start, process 2s younger", true },
        { "record without start, process 3s younger", false },
        { "record with a start time of day", true },
        { "record with another start time of day", false },
        { "required command there", true },
        { "required command missing", false },
        { "other boot", false },
        { "record older than the boot", false },
        { "pid above pid_max", false },
    };

    [Theory]
    [MemberData(nameof(Claimed))]
    public void Another_process_with_its_pid_is_never_the_worker(string which, bool isWorker)
    {
        var written = Noon - Hours(1);
        var born = which switch
        {
            "record without start, process 2s younger" => written + Seconds(2),
            "record without start, process 3s younger" => written + Seconds(3),
            _ => written - Seconds(5),
        };
        long start = TicksAt(born);
        var claim = which switch
        {
            "same start" => new ProcessClaim(50) { StartTicks = start },
            "other start" => new ProcessClaim(50) { StartTicks = start - 1 },
            "record with a start time of day" => new ProcessClaim(50) { StartedAt = born + Seconds(1.5) },
            "record with another start time of day" => new ProcessClaim(50) { StartedAt = born - Seconds(3) },
            "required command there" => new ProcessClaim(50) { RequiredCommand = "serve --port" },
            "required command missing" => new ProcessClaim(50) { RequiredCommand = "serve --other" },
            "other boot" => new ProcessClaim(50) { StartTicks = start, Boot = Guid.Empty },
            "pid above pid_max" => new ProcessClaim(int.MaxValue),
            _ => new ProcessClaim(50),
        };
        var declaration = Declared("web", "pidfile", claim, age: which == "record older than the boot" ? TimeSpan.FromDays(11) : Hours(1));
        var world = World().Process(50, 1, "/usr/bin/web serve --port 1", age: Noon - born).Process(51, 50, "/bin/child").Declare(declaration).Look();
        Assert.Equal(isWorker, world.The("web").Worker.RootAlive);
        Assert.Equal(isWorker ? [50, 51] : [], world.Members("web"));
        if (isWorker)
            return;
        Assert.Equal(Lifecycle.Blocked, world.State("web"));
        Assert.Equal(which == "pid above pid_max", world.The("web").Worker.RootRefused is null);
    }

    [Fact]
    public void A_process_that_was_taken_for_the_worker_and_is_known_for_another_now_is_no_member_and_nobody_below_it_is()
    {
        var world = World().Process(50, 1, "/usr/bin/web serve --port 1").Process(51, 50, "/bin/child").Process(52, 50, "/bin/shell").Process(53, 52, "/bin/left")
            .Declare(Declared("web", process: new ProcessClaim(50))).Look();
        Assert.Equal([50, 51, 52, 53], world.Members("web"));
        // What has left its tree is still its own.
        world.End(52).Declare(Declared("web", process: new ProcessClaim(50) { RequiredCommand = "serve --other" })).Later(Seconds(1)).Look();
        Assert.NotNull(world.The("web").Worker.RootRefused);
        Assert.Equal([53], world.Members("web"));
    }

    [Fact]
    public void A_zombie_process_is_dead_and_its_parent_is_named()
    {
        var world = World().Process(40, 1, "/usr/bin/lazy").Process(50, 40, "/usr/bin/web", state: 'Z').Declare(Declared("web", process: new ProcessClaim(50))).Look();
        Assert.Equal(Lifecycle.Blocked, world.State("web"));
        Assert.Contains("its parent lazy 40 does not wait for it", world.Evidence("web"), StringComparison.Ordinal);
        Assert.Empty(world.Members("web"));
    }

    [Fact]
    public void A_process_whose_main_thread_exited_lives()
    {
        var world = World().Process(50, 1, "/usr/bin/web", state: 'Z').Change(50, static row => row with { Threads = 2 }).Declare(Declared("web", process: new ProcessClaim(50))).Look();
        Assert.True(world.The("web").Worker.RootAlive);
    }

    [Fact]
    public void What_lifetop_runs_in_is_self()
    {
        var world = World().Process(50, 900, "-bash", pts: 3).Process(51, 50, "lifetop", sid: 50, pts: 3).Pane("%1", 50, pts: 3).Process(60, 900, "-bash", pts: 4).Pane("%2", 60, window: 1, pts: 4).Self(51, 50, 900).Look();
        Assert.True(world.The("tmux/main:0.0").Worker.IsSelf);
        Assert.Equal(WorkerKind.Shell, world.The("tmux/main:0.0").Worker.Kind);
        Assert.False(world.The("tmux/main:1.0").Worker.IsSelf);
        world = World().Process(50, 1, "/usr/bin/claude").Process(51, 50, "lifetop ls").Self(51, 50).Look();
        Assert.True(world.The("claude-50").Worker.IsSelf);
        Assert.Equal("self: lifetop runs here", world.Note("claude-50"));
    }

    [Fact]
    public void The_pid_and_tty_of_a_dead_pane_are_nobodys()
    {
        var world = World().Process(50, 1, "/usr/bin/other", pts: 3).Process(51, 50, "/usr/bin/claude", pts: 3).Pane("%1", 50, pts: 3, dead: true, status: 3).Look();
        Assert.Equal(Lifecycle.Zombie, world.State("tmux/main:0.0"));
        Assert.Empty(world.Members("tmux/main:0.0"));
        Assert.Null(world.The("tmux/main:0.0").Worker.Root);
        Assert.Null(world.The("claude-51").Worker.Pane);
        Assert.Equal("exit 3, left pane", world.Note("tmux/main:0.0"));
    }

    [Fact]
    public void A_record_of_pid_1_or_of_a_tmux_server_swallows_nobody()
    {
        var world = World().Server().Process(50, 1, "/usr/bin/claude").Process(51, 900, "/usr/bin/codex")
            .Declare(Declared("init", "pidfile", new ProcessClaim(1), kind: WorkerKind.Daemon)).Declare(Declared("tmux", "pidfile", new ProcessClaim(900), kind: WorkerKind.Daemon)).Look();
        Assert.NotNull(world.Find("claude-50"));
        Assert.NotNull(world.Find("codex-51"));
        Assert.Empty(world.Members("pidfile/init"));
        Assert.Empty(world.Members("pidfile/tmux"));
    }

    [Fact]
    public void An_unchanged_worker_is_the_very_same_object()
    {
        var world = World().Process(50, 900, "/usr/bin/claude").Process(51, 50, "/bin/child").Pane("%1", 50).Declare(Declared("web", process: new ProcessClaim(50))).Look();
        var worker = world.The("web").Worker;
        world.Process(70, 1, "/bin/unrelated").Later(Seconds(1)).Look();
        Assert.Same(worker, world.The("web").Worker);
    }
}
