using System.Linq;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;
using static Lifetop.Tests.Support.Make;

namespace Lifetop.Tests.Judgement;

public sealed class SafeToRemoveTests
{
    private static readonly WorktreeFacts Clean = new(true, null, 0, 0, 3, "work/brave-lynx");

    private static Safety Ask(World world, string name, WorktreeFacts? worktree = null)
        => SafeToRemove.Of(world.The(name), world.Numbers(name), worktree, world.Now, Policy.Default);

    private static World Dead() => World().Declare(Declared("brave-lynx", process: new ProcessClaim(50), age: Minutes(47)) with { Worktree = "/home/me/wt/brave-lynx", ExitCode = 0 }).Exists("/home/me/wt/brave-lynx");

    private static World Idle(int[]? ports = null, int clients = 0, double minutes = 60)
        => World().Process(50, 900, "/usr/bin/claude", ports: ports, age: Minutes(minutes)).Pane("%1", 50, written: Minutes(30), activity: Minutes(30), clients: clients);

    [Fact]
    public void A_dead_worker_with_everything_pushed_is_safe()
    {
        var safety = Ask(Dead().Look(), "brave-lynx", Clean);
        Assert.Equal(SafetyAnswer.Yes, safety.Answer);
        Assert.Equal(["ended 47m ago", "nobody attached", "3 of 3 commits pushed", "not protected"], safety.For.ToArray());
        Assert.Empty(safety.Against);
    }

    [Fact]
    public void Work_not_saved_is_named_but_a_reap_keeps_it()
    {
        var safety = Ask(Dead().Look(), "brave-lynx", Clean with { ChangedFiles = 2, UnpushedCommits = 1 });
        Assert.Equal(SafetyAnswer.Yes, safety.Answer);
        Assert.Equal(["1 of 3 commits not pushed in wt/brave-lynx: kept", "2 files changed in wt/brave-lynx: kept"], safety.Against.ToArray());
        safety = Ask(Dead().Look(), "brave-lynx", Clean with { HoldsSubmodules = true, Lock = "it is locked: on a stick" });
        Assert.Equal(SafetyAnswer.Yes, safety.Answer);
        Assert.Equal(["submodules in wt/brave-lynx: kept", "wt/brave-lynx is kept: it is locked: on a stick"], safety.Against.ToArray());
    }

    [Fact]
    public void Nobody_knows_while_it_or_its_worktree_cannot_be_read()
    {
        Assert.Equal(SafetyAnswer.Unknown, Ask(Dead().Gap("manifest").Look(), "brave-lynx", Clean).Answer);
        var safety = Ask(Dead().Look(), "brave-lynx", new WorktreeFacts(false, "git took too long", 0, 0, 0, null));
        Assert.Equal(SafetyAnswer.Unknown, safety.Answer);
        Assert.Equal(["wt/brave-lynx could not be read: git took too long"], safety.Against.ToArray());
    }

    [Fact]
    public void An_idle_one_may_go()
        => Assert.Equal(SafetyAnswer.Yes, Ask(Idle().Look(), "tmux/main:0.0").Answer);

    [Fact]
    public void What_somebody_uses_stays()
    {
        var listening = Ask(Idle(ports: [3000]).Look(), "tmux/main:0.0");
        Assert.Equal((SafetyAnswer.No, "listens on :3000"), (listening.Answer, listening.Against.Single()));
        var attached = Ask(Idle(clients: 1).Look(), "tmux/main:0.0");
        Assert.Equal((SafetyAnswer.No, "a client is attached"), (attached.Answer, attached.Against.Single()));
        var running = Ask(World().Process(50, 900, "/usr/bin/claude").Pane("%1", 50).Look(), "tmux/main:0.0");
        Assert.Equal((SafetyAnswer.No, "alive and running"), (running.Answer, running.Against.Single()));
        Assert.Equal(SafetyAnswer.No, Ask(Idle().Look(), "tmux/main:0.0", Clean with { ChangedFiles = 1 }).Answer);
    }

    /// <summary>No reap ends it.</summary>
    [Fact]
    public void Whom_its_source_calls_alive_and_nobody_knows_a_process_of_stays()
    {
        var safety = Ask(World().Declare(Declared("web", says: DeclaredState.Idle)).Look(), "web");
        Assert.Equal((SafetyAnswer.No, "no process of it is known"), (safety.Answer, safety.Against.Single()));
    }

    [Fact]
    public void A_young_orphan_stays()
    {
        var world = World().Process(50, 1, "/usr/bin/claude", age: Seconds(40)).Declare(Declared("web", process: new ProcessClaim(50), says: DeclaredState.Orphan, age: Seconds(40))).Look();
        var safety = Ask(world, "web");
        Assert.Equal((SafetyAnswer.No, "young: 40s"), (safety.Answer, safety.Against.Single()));
    }

    [Fact]
    public void The_protected_and_lifetop_itself_stay()
    {
        var world = Dead().Remember(Recollection() with { Protected = ["manifest:brave-lynx"] }).Look();
        var safety = Ask(world, "brave-lynx", Clean);
        Assert.Equal((SafetyAnswer.No, "protected"), (safety.Answer, safety.Against.Single()));
        world = Idle().Self(50).Look();
        Assert.Equal(SafetyAnswer.No, Ask(world, "tmux/main:0.0").Answer);
        Assert.Equal("lifetop runs here", Ask(world, "tmux/main:0.0").Against[0]);
    }
}
