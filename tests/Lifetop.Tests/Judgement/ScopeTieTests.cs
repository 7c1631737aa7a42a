using System.Collections.Immutable;
using System.Linq;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;
using static Lifetop.Tests.Support.Make;

namespace Lifetop.Tests.Judgement;

/// <summary>What the control group scope of a pane says of who belongs to its worker, and where it says nothing.</summary>
public sealed class ScopeTieTests
{
    private const string Slice = "/user.slice/user-1000.slice/user@1000.service/";
    private const string Own = Slice + "tmux-spawn-a.scope", Other = Slice + "tmux-spawn-b.scope";
    private const string Key = "tmux/main:0.0";

    /// <summary>A pane whose job has a scope to itself, and one who dropped all but that.</summary>
    private static World Pane(string command = "/usr/bin/agent", string? orphan = Own)
        => World().Process(50, 900, command, pts: 3, group: Own).Pane("%1", 50, pts: 3)
            .Process(60, 1, "/bin/daemon", cwd: "/", group: orphan);

    private static MemberTie Tie(World world, string name, int pid) => world.The(name).Worker.Members.Single(member => member.Process.Pid == pid).Tie;

    [Fact]
    public void Who_is_in_its_pane_s_scope_belongs()
    {
        var world = Pane().Process(61, 60, "/bin/child", sid: 60).Look();
        Assert.Equal([50, 60, 61], world.Members(Key));
        Assert.Equal(MemberTie.Scope, Tie(world, Key, 60));
        Assert.Equal(MemberTie.Descendant, Tie(world, Key, 61));
        Assert.Equal("in its pane's scope", MemberTie.Scope.Words());
        Assert.Equal(Own, world.The(Key).Worker.Scope?.Path);
    }

    [Theory]
    [InlineData(Own, true)]
    [InlineData(Own + "/below", true)]
    [InlineData(Own + "/run-1.scope", true)]
    [InlineData(Own + "2", false)]
    [InlineData(Own + "2/below", false)]
    [InlineData(Other, false)]
    [InlineData(Slice, false)]
    [InlineData("/", false)]
    [InlineData(null, false)]
    public void The_scope_ends_at_its_boundary(string? group, bool belongs)
        => Assert.Equal(belongs ? [50, 60] : [50], Pane(orphan: group).Look().Members(Key));

    [Theory]
    [InlineData("another pane")]
    [InlineData("a pane of another server")]
    [InlineData("a pane nobody listed")]
    [InlineData("its own server")]
    [InlineData("a server of another")]
    [InlineData("a server nobody can read")]
    [InlineData("lifetop")]
    [InlineData("the root of another worker")]
    [InlineData("the root of another worker in its pane")]
    public void A_scope_that_is_not_the_worker_s_alone_says_nothing(string holds)
    {
        var world = Pane().Declare(Declared("web", process: new ProcessClaim(50)));
        switch (holds)
        {
            case "another pane":
                world.Process(51, 900, "/usr/bin/job", pts: 4, group: Own).Pane("%2", 51, window: 1, pts: 4);
                break;
            case "a pane of another server":
                var second = Server("/tmp/second", "second", 910);
                world.Server(second).Process(51, 910, "/usr/bin/job", pts: 4, group: Own).Pane("%2", 51, window: 1, pts: 4, server: second);
                break;
            case "a pane nobody listed":
                world.Process(910, 1, "tmux", name: "tmux: server").Process(51, 910, "/usr/bin/job", pts: 4, group: Own);
                break;
            case "its own server":
                world.Process(900, 1, "tmux", age: Hours(48), name: "tmux: server", group: Own);
                break;
            case "a server of another":
                world.Process(910, 1, "tmux", name: "tmux: server", uid: 7, group: Own + "/below");
                break;
            case "a server nobody can read":
                world.Process(910, 1, "tmux", name: "tmux: server", uid: 7, details: false);
                break;
            case "lifetop":
                world.Process(70, 1, "/usr/bin/lifetop", group: Own).Self(70);
                break;
            case "the root of another worker":
                world.Process(70, 1, "/usr/bin/thing", group: Own).Declare(Declared("other", process: new ProcessClaim(70)));
                break;
            default:
                world.Process(70, 50, "/usr/bin/thing").Declare(Declared("other", process: new ProcessClaim(70)));
                break;
        }
        world.Look();
        Assert.DoesNotContain(60, world.Members("web"));
        Assert.Null(world.The("web").Worker.Scope);
    }

    [Theory]
    [InlineData("a tmux server")]
    [InlineData("on a terminal of its own")]
    [InlineData("below another's pane")]
    [InlineData("carries another's marker")]
    [InlineData("works in another's worktree")]
    [InlineData("below another worker")]
    public void The_scope_alone_takes_nobody_who_is_somebody_else_s(string which)
    {
        var mark = Marker("other", "MY_MARK");
        var world = Pane(orphan: null).Process(40, 1, "/usr/bin/other").Process(41, 900, "/usr/bin/job", pts: 5, group: Other).Pane("%2", 41, window: 1, pts: 5)
            .Declare(Declared("other", process: new ProcessClaim(40)) with { Worktree = "/w/other", Markers = mark });
        switch (which)
        {
            case "a tmux server":
                world.Process(62, 1, "tmux", name: "tmux: server", group: Own);
                break;
            case "on a terminal of its own":
                world.Process(62, 1, "/usr/bin/vim", pts: 8, group: Own);
                break;
            case "below another's pane":
                world.Process(62, 41, "/bin/x", group: Own);
                break;
            case "carries another's marker":
                world.Process(62, 1, "/bin/x", markers: mark, group: Own);
                break;
            case "works in another's worktree":
                world.Process(62, 1, "/bin/x", cwd: "/w/other/src", group: Own);
                break;
            default:
                world.Process(62, 40, "/bin/x", group: Own);
                break;
        }
        Assert.Equal([50], world.Look().Members(Key));
    }

    [Fact]
    public void In_the_session_of_its_own_pane_it_belongs_by_that()
    {
        var world = Pane().Process(62, 1, "/bin/x", sid: 50, pts: 3, group: Own).Look();
        Assert.Equal(MemberTie.Session, Tie(world, Key, 62));
    }

    [Fact]
    public void A_declared_pane_brings_its_scope_whatever_runs_in_it_and_a_shell_nobody_declared_brings_none()
    {
        Assert.Equal([50], Pane("-bash").Look().Members(Key));
        var declared = Pane("-bash").Declare(Declared("web", pane: new PaneClaim { PaneId = "%1", Belongs = true }, kind: WorkerKind.Job)).Look();
        Assert.Equal([50, 60], declared.Members("web"));
        Assert.Equal(MemberTie.Scope, Tie(declared, "web", 60));
        // An agent that only lives in the shell of somebody does not own that one's pane.
        var lodger = Pane("-bash").Process(52, 50, "/usr/bin/claude", sid: 50, pgid: 52, pts: 3).Look();
        Assert.Equal([52], lodger.Members("claude-52"));
    }

    [Fact]
    public void A_dead_pane_has_no_scope_even_if_its_pid_is_taken()
    {
        var world = Pane().Pane("%1", 50, pts: 3, dead: true).Look();
        Assert.DoesNotContain(60, world.Members(Key));
        // Listed alive a moment ago, and by now somebody else's number.
        var taken = World().Pane("%1", 50, pts: 3).Process(50, 1, "/usr/bin/app", group: Slice + "app.scope").Process(60, 1, "/bin/daemon", group: Slice + "app.scope").Look();
        Assert.DoesNotContain(60, taken.Members(Key));
    }

    [Fact]
    public void Who_was_seen_in_the_scope_is_remembered_when_the_pane_is_gone()
    {
        var world = Pane().Look();
        world.Later(Seconds(5)).End(50).NoPane("%1").Look();
        Assert.Equal([60], world.Members(Key));
        Assert.Equal(MemberTie.Remembered, Tie(world, Key, 60));
        world.Later(Seconds(5)).Process(63, 1, "/bin/newcomer", group: Own, age: Seconds(0)).Look();
        Assert.Equal([60], world.Members(Key));
    }

    [Fact]
    public void Whose_record_cannot_be_read_keeps_its_processes()
    {
        var world = Pane().Process(70, 1, "/usr/bin/thing", group: Own).Process(71, 70, "/bin/child", sid: 71, group: Own)
            .Declare(Declared("other", process: new ProcessClaim(70))).Look();
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal([70, 71], world.Members("manifest/other"));
            // And stays the second worker of the scope.
            Assert.Equal([50], world.Members(Key));
            world.Later(Seconds(5)).Withdraw(world.The("manifest/other").Worker.Identity).Gap("manifest").Look();
        }
        // What was declared of the pane itself is no other worker.
        var own = Pane().Declare(Declared("web", process: new ProcessClaim(50))).Look();
        own.Later(Seconds(5)).Withdraw(own.The("manifest/web").Worker.Identity).Look();
        Assert.Equal([50, 60], own.Members(Key));
    }

    [Fact]
    public void Found_in_a_worker_s_scope_a_server_is_its_member_and_no_stray()
    {
        var world = Pane().Process(62, 1, "/usr/bin/node /x/vite.js", cwd: "/w/x", checkout: "/w/x", ports: [3000], group: Own).Look();
        Assert.Equal([50, 60, 62], world.Members(Key));
        Assert.Single(world.Roster.Workers);
    }

    [Fact]
    public void Who_is_in_the_scope_on_a_terminal_of_its_own_is_named_as_left_alone()
    {
        var world = Pane().Process(62, 1, "/usr/bin/vim", pts: 8, group: Own).Look();
        var near = Assert.Single(Bystanders.Of(world.The(Key).Worker, world.Roster, world.Census));
        Assert.Equal("in its pane's scope, on a terminal of its own", near.Why);
    }
}
