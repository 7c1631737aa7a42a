using System;
using System.Linq;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;
using static Lifetop.Tests.Support.Make;

namespace Lifetop.Tests.Judgement;

public sealed class MembershipTests
{
    private static readonly ProcessClaim Claim = new(50) { StartTicks = TicksAt(Noon - Hours(1)) };

    private static World Worker(string? worktree = null, int pts = -1, bool pane = false)
    {
        var world = World().Process(50, pane ? 900 : 1, "/usr/bin/agent", pts: pts)
            .Declare(Declared("web", process: Claim) with { Worktree = worktree, Markers = Marker("web", "MY_MARK") });
        return pane ? world.Pane("%1", 50, pts: pts) : world;
    }

    private static MemberTie Tie(World world, int pid) => world.The("web").Worker.Members.Single(member => member.Process.Pid == pid).Tie;

    /// <summary>Run through a shell that is its pane's root, so that others are in that one's session.</summary>
    private static World InPane() => World().Process(49, 900, "/bin/sh -c agent", pts: 3).Pane("%1", 49, pts: 3)
        .Process(50, 49, "/usr/bin/agent", sid: 49, pgid: 50, pts: 3)
        .Declare(Declared("web", process: Claim, pane: new PaneClaim { PaneId = "%1", Belongs = true }) with { Worktree = "/w/a", Markers = Marker("web", "MY_MARK") });

    [Fact]
    public void Descendants_session_and_group_it_leads_and_its_terminal_belong()
    {
        var world = InPane()
            .Process(51, 50, "/bin/child", sid: 51).Process(52, 51, "/bin/grandchild", sid: 51)
            .Process(53, 1, "/bin/in-session", sid: 50, pgid: 53)
            .Process(54, 1, "/bin/in-group", sid: 9, pgid: 50)
            .Process(55, 1, "/bin/on-terminal", sid: 49, pts: 3)
            .Process(56, 1, "/bin/stranger", pts: 4).Look();
        Assert.Equal([49, 50, 51, 52, 53, 54, 55], world.Members("web").Order());
        Assert.Equal([MemberTie.Root, MemberTie.Descendant, MemberTie.Session, MemberTie.Group, MemberTie.Terminal], new[] { 50, 51, 53, 54, 55 }.Select(pid => Tie(world, pid)));
        Assert.Equal(50, world.The("web").Worker.Members[0].Process.Pid);
    }

    [Theory]
    [InlineData("by its terminal")]
    [InlineData("in its worktree")]
    [InlineData("by its marker")]
    [InlineData("below its root's number")]
    public void Who_has_the_terminal_after_its_pane_is_a_stranger(string which)
    {
        var world = InPane().Process(55, 1, "/bin/on-terminal", sid: 49, pts: 3).Look();
        Assert.Contains(55, world.Members("web"));
        // tmux lists them still, and another server's pane, or somebody who has just logged in, has that terminal.
        world.Later(Seconds(1)).End(49, 50, 55);
        switch (which)
        {
            case "below its root's number":
                world.Process(49, 1, "-bash", pts: 3, age: TimeSpan.Zero).Process(60, 49, "/usr/bin/vim", sid: 49, pts: 3, age: TimeSpan.Zero);
                break;
            default:
                world.Process(60, 1, "/usr/bin/vim", pts: 3, age: TimeSpan.Zero, cwd: which == "in its worktree" ? "/w/a" : null, markers: which == "by its marker" ? Marker("web", "MY_MARK") : null);
                break;
        }
        Assert.Empty(world.Look().Members("web"));
        Assert.False(world.The("web").Worker.RootAlive);
    }

    [Fact]
    public void Who_was_a_member_once_stays_one_with_every_mark_dropped()
    {
        var world = Worker().Process(51, 50, "/bin/child", sid: 51).Look();
        world.Later(Seconds(1)).Change(51, static row => row with { Parent = 1 }).Process(52, 51, "/bin/its-child", sid: 52, age: TimeSpan.Zero).Look();
        Assert.Equal([50, 51, 52], world.Members("web"));
        Assert.Equal(MemberTie.Remembered, Tie(world, 51));
        Assert.Equal(MemberTie.Descendant, Tie(world, 52));
    }

    [Fact]
    public void Members_are_remembered_from_earlier_lifetops_by_identity()
    {
        var world = Worker().Process(51, 1, "/bin/left").Process(52, 1, "/bin/reused");
        world.Remember(Recollection(Remembered("manifest:web", Lifecycle.Running, Noon - Hours(1), "manifest") with { Members = [world.Identity(51), world.Identity(52) with { StartTicks = 7 }] })).Look();
        Assert.Equal([50, 51], world.Members("web"));
    }

    [Fact]
    public void A_marker_ties_a_double_forked_child()
    {
        var world = Worker().Process(60, 1, "/bin/daemon", markers: Marker("web", "MY_MARK")).Process(61, 60, "/bin/below").Process(62, 1, "/bin/other", markers: Marker("website", "MY_MARK")).Look();
        Assert.Equal([50, 60, 61], world.Members("web"));
        Assert.Equal(MemberTie.Marker, Tie(world, 60));
    }

    [Fact]
    public void What_lifetop_spawned_is_marked_by_its_key()
    {
        var world = World().Process(50, 1, "/bin/run").Process(60, 1, "/bin/daemon", markers: Marker("lifetop/web"))
            .Declare(Declared("web", "lifetop", Claim) with { Spawned = true }).Look();
        Assert.Equal([50, 60], world.Members("web"));
    }

    [Theory]
    [InlineData("/w/a", false, true)]
    [InlineData("/w/a/deep/down", false, true)]
    [InlineData("/w/ab", false, false)]
    [InlineData("/w", false, false)]
    [InlineData("/w/a (deleted)", true, true)]
    [InlineData("/w/a (deleted)", false, false)]
    [InlineData("/w/a/x (deleted)", true, true)]
    public void A_folder_ties_on_its_boundary(string cwd, bool deleted, bool belongs)
    {
        var world = Worker("/w/a").Process(60, 1, "/bin/vite", cwd: cwd, cwdDeleted: deleted).Look();
        Assert.Equal(belongs ? [50, 60] : [50], world.Members("web"));
    }

    [Fact]
    public void A_worktree_recorded_through_a_link_is_found_by_its_real_path()
    {
        var world = Worker("/home/me/w/a").Link("/home/me/w/a", "/data/w/a").Process(60, 1, "/bin/vite", cwd: "/data/w/a/web").Look();
        Assert.Equal([50, 60], world.Members("web"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_marker_tells_more_than_a_folder_and_of_worktrees_in_one_another_the_inner_one(int hoursOfOuter)
    {
        // The newest record comes first.
        var world = World().Process(50, 1, "/usr/bin/agent").Process(51, 1, "/usr/bin/agent")
            .Declare(Declared("outer", process: Claim, age: Hours(hoursOfOuter)) with { Worktree = "/w" })
            .Declare(Declared("inner", process: Claim with { Pid = 51 }, age: Hours(2)) with { Worktree = "/w/trees/a", Markers = Marker("inner", "MY_MARK") })
            .Process(60, 1, "/bin/vite", cwd: "/w/trees/a/web").Process(61, 1, "/bin/vite", cwd: "/w/web")
            .Process(62, 1, "/bin/vite", cwd: "/w/web", markers: Marker("inner", "MY_MARK")).Look();
        Assert.Equal([50, 61], world.Members("outer").Order());
        Assert.Equal([51, 60, 62], world.Members("inner").Order());
        Assert.Equal((MemberTie.Directory, MemberTie.Marker), (world.The("inner").Worker.Members.Single(static member => member.Process.Pid == 60).Tie, world.The("inner").Worker.Members.Single(static member => member.Process.Pid == 62).Tie));
    }

    [Theory]
    [InlineData("tmux server")]
    [InlineData("member of another")]
    [InlineData("root of another")]
    [InlineData("on a terminal of its own")]
    [InlineData("in the tree of another's pane")]
    public void Weak_ties_never_take(string which)
    {
        var world = Worker("/w/a", pts: 3, pane: true);
        var mark = Marker("web", "MY_MARK");
        world.Process(40, 1, "/usr/bin/other").Declare(Declared("other", process: new ProcessClaim(40)));
        world.Process(41, 900, "-bash", pts: 5).Pane("%2", 41, window: 1, pts: 5).Process(42, 41, "/usr/bin/claude", pts: 5);
        switch (which)
        {
            case "tmux server":
                world.Process(60, 1, "tmux", cwd: "/w/a", markers: mark, name: "tmux: server");
                break;
            case "member of another":
                world.Process(60, 40, "/bin/x", cwd: "/w/a", markers: mark);
                break;
            case "root of another":
                world.Process(60, 1, "/bin/x", cwd: "/w/a", markers: mark).Declare(Declared("third", process: new ProcessClaim(60)));
                break;
            case "on a terminal of its own":
                world.Process(60, 1, "/usr/bin/vim notes", cwd: "/w/a", markers: mark, pts: 8);
                break;
            default:
                world.Process(60, 41, "/usr/bin/setsid-thing", cwd: "/w/a");
                break;
        }
        world.Look();
        Assert.Equal([50], world.Members("web"));
    }

    [Fact]
    public void A_tmux_server_started_inside_a_worker_and_its_panes_are_not_members()
    {
        foreach (bool serverFirst in new[] { true, false })
        {
            var mark = Marker("web", "MY_MARK");
            var world = Worker();
            if (serverFirst)
                world.Process(60, 50, "tmux", name: "tmux: server", markers: mark).Process(61, 60, "/bin/job", markers: mark, pts: 7).Process(62, 61, "/bin/deep", pts: 7);
            else
                world.Process(62, 61, "/bin/deep", pts: 7).Process(61, 60, "/bin/job", markers: mark, pts: 7).Process(60, 50, "tmux", name: "tmux: server", markers: mark);
            world.Look();
            Assert.Equal([50], world.Members("web"));
        }
    }

    [Fact]
    public void After_the_roots_death_only_what_is_proven_stays()
    {
        var world = Worker("/w/a").Process(51, 50, "/bin/child", sid: 50).Process(52, 1, "/bin/vite", cwd: "/w/a").Process(53, 1, "/bin/marked", markers: Marker("web", "MY_MARK")).Look();
        world.Later(Seconds(5)).End(50).Process(54, 51, "/bin/newcomer", sid: 54, age: TimeSpan.Zero).Process(55, 1, "/bin/in-session", sid: 50, age: TimeSpan.Zero).Process(56, 1, "/bin/stranger", age: TimeSpan.Zero).Look();
        Assert.Equal(Lifecycle.Zombie, world.State("web"));
        Assert.Equal([51, 52, 53, 54, 55], world.Members("web"));
    }

    [Fact]
    public void Strangers_in_a_session_with_the_number_of_a_dead_root_are_not_taken()
    {
        var world = Worker().Process(51, 50, "/bin/child", sid: 51).Look();
        world.Later(Seconds(5)).End(50).Look();
        world.Later(Seconds(5)).Process(50, 1, "/bin/newcomer", age: TimeSpan.Zero).Process(58, 50, "/bin/its-child", sid: 50, age: TimeSpan.Zero).Look();
        Assert.Equal([51], world.Members("web"));
        world.Later(Seconds(5)).End(50).Look();
        Assert.Equal([51], world.Members("web"));
    }

    [Fact]
    public void The_shell_an_agent_is_typed_into_stays_a_shell()
    {
        var world = World().Process(50, 900, "-bash", pts: 3).Pane("%1", 50, pts: 3).Look();
        Assert.Equal([50], world.Members("tmux/main:0.0"));
        world.Later(Seconds(5)).Process(51, 50, "/usr/bin/claude", sid: 50, pgid: 51, pts: 3, age: TimeSpan.Zero).Look();
        Assert.Equal([51], world.Members("claude-51"));
        Assert.Single(world.Roster.Workers);
        world.Later(Seconds(5)).End(51).Look();
        Assert.Equal(WorkerKind.Shell, world.The("tmux/main:0.0").Worker.Kind);
        Assert.Equal(Lifecycle.Blocked, world.State("claude-51"));
        Assert.Empty(world.The("claude-51").Verdict.Residue);
    }

    [Fact]
    public void Neither_pid_1_nor_kernel_threads_nor_lifetop_are_taken_by_weak_ties()
    {
        var world = Worker("/w/a").Process(60, 1, "/bin/lifetop", cwd: "/w/a", markers: Marker("web", "MY_MARK")).Self(60)
            .Process(61, 2, "", cwd: "/w/a").Change(61, static row => row with { Flags = 0x0020_0000 }).Look();
        Assert.Equal([50], world.Members("web"));
        Assert.False(world.The("web").Worker.IsSelf);
    }

    [Fact]
    public void Every_process_lands_in_at_most_one_worker_whatever_the_world()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            try
            {
                // The world checks itself after each look.
                var world = RandomWorlds.Make(random).Look();
                foreach (int pid in world.Census.Processes.Rows.ToArray().Select(static row => row.Pid).Where(pid => pid >= 1000 && random.Next(4) == 0).ToList())
                    world.End(pid);
                world.Later(Seconds(random.Next(600))).Look();
                world.Later(Seconds(1)).Look();
            }
            catch (Exception failure)
            {
                Assert.Fail($"seed {seed}: {failure}");
            }
        }
    }
}
