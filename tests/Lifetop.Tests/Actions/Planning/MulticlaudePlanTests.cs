using System;
using Lifetop.Actions;
using Lifetop.Actions.Planning;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions.Planning;

/// <summary>Nothing is done behind multiclaude's daemon that it would answer by removing somebody's work.</summary>
public sealed class MulticlaudePlanTests
{
    private const string Worktree = "/home/me/.multiclaude/wts/r/fox";
    private readonly World _world = Make.World();

    [Fact]
    public void While_its_daemon_lives_an_agent_is_completed_by_that_and_nothing_else_is_touched()
    {
        var plan = Reap(Agent("worker"), lives: true, Clean);
        Assert.Equal(["multiclaude completes fox: its daemon ends it and removes window, worktree and entry"], plan.Steps());
        Assert.Null(plan.Refusal());
    }

    [Theory]
    [InlineData(2, 0, "2 files changed")]
    [InlineData(0, 3, "3 of 3 commits not pushed")]
    public void What_is_nowhere_else_refuses_it_unless_its_worker_is_named_a_second_time(int changed, int unpushed, string said)
    {
        var dirty = new WorktreeFacts(true, null, changed, unpushed, unpushed, "work/fox") { IsLinked = true };
        var refused = Reap(Agent("worker"), lives: true, dirty);
        Assert.Contains("by force: " + said, refused.Refusal(), StringComparison.Ordinal);
        Assert.Empty(refused.Steps());
        Assert.Single(Reap(Agent("worker"), lives: true, dirty, discard: true).Steps());
    }

    [Fact]
    public void A_worktree_that_cannot_be_looked_at_refuses_it()
    {
        Assert.Contains("not readable", Reap(Agent("worker"), lives: true, new WorktreeFacts(false, "not readable", 0, 0, 0, null)).Refusal(), StringComparison.Ordinal);
        Assert.Contains("/elsewhere", Reap(Agent("worker") with { Worktree = null, Cwd = "/elsewhere" }, lives: true, null).Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_daemon_would_start_again_or_take_for_an_end_is_refused()
    {
        Assert.Contains("start its supervisor again", Reap(Agent("supervisor", persistent: true), lives: true, null).Refusal(), StringComparison.Ordinal);
        Assert.Contains("reap it", Plan(WorkerAction.Stop, Agent("worker"), lives: true, Clean).Refusal(), StringComparison.Ordinal);
        Assert.Contains("not known", Reap(Agent("worker"), lives: null, Clean).Refusal(), StringComparison.Ordinal);
        Assert.Null(Plan(WorkerAction.Pause, Agent("worker"), lives: true, Clean).Refusal());
    }

    [Fact]
    public void While_its_daemon_lives_that_starts_an_agent_again()
    {
        Assert.Equal(["multiclaude starts fox again, though it runs"], Plan(WorkerAction.Restart, Agent("supervisor", persistent: true), lives: true, null).Steps());
        var done = Agent("worker");
        done = done with { System = (MulticlaudeFacts)done.System! with { ReadyForCleanup = true } };
        Assert.Contains("its work is done", Plan(WorkerAction.Restart, done, lives: true, Clean).Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_its_daemon_the_rules_for_all_hold_and_its_entry_is_kept()
    {
        var plan = Reap(Agent("worker"), lives: false, Clean);
        Assert.Equal("TERM to 2 processes, after 5s KILL to what is left", plan.Steps()[0]);
        Assert.Contains(plan.LeftAlone(), static left => left.StartsWith("its entry in state.json: only multiclaude's daemon may write it", StringComparison.Ordinal));
    }

    private static WorktreeFacts Clean => new(true, null, 0, 0, 0, "work/fox") { IsLinked = true };

    private Plan Reap(Declaration agent, bool? lives, WorktreeFacts? worktree, bool discard = false) => Plan(WorkerAction.Reap, agent, lives, worktree, discard);

    private Plan Plan(WorkerAction action, Declaration agent, bool? lives, WorktreeFacts? worktree, bool discard = false)
    {
        _world.Pane("%1", 50, session: "mc-r", windowName: "fox", pts: 9).Process(50, Make.ServerPid, "-sh", pts: 9).Process(51, 50, "claude --session-id s", pts: 9).Declare(agent).Look();
        var facts = Asked.Facts(_world, "fox") with { SystemLives = lives, Worktree = worktree };
        return Asked.Plan(new PlanRequest(action) { Discard = discard ? ["fox"] : [] }, facts);
    }

    private Declaration Agent(string type, bool persistent = false) => new()
    {
        Source = "multiclaude",
        Identity = "multiclaude:/home/me/.multiclaude:r/fox",
        Key = new WorkerKey("multiclaude", "r/fox"),
        Name = "fox",
        Kind = WorkerKind.Agent,
        Type = type,
        WrittenAt = _world.Now - Make.Hours(1),
        Pane = new PaneClaim { SessionName = "mc-r", WindowName = "fox" },
        Worktree = persistent ? null : Worktree,
        Cwd = persistent ? "/home/me/.multiclaude/repos/r" : Worktree,
        System = new MulticlaudeFacts
        {
            Role = MulticlaudeRole.Agent,
            Root = "/home/me/.multiclaude",
            Repository = "r",
            Session = "mc-r",
            Window = "fox",
            Pid = 50,
            SessionId = "s",
            IsKnownType = true,
            IsPersistent = persistent,
        },
    };
}
