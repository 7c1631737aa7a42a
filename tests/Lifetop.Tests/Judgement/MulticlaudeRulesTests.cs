using System;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Tests.Support;
using Xunit;
using static Lifetop.Tests.Support.Make;

namespace Lifetop.Tests.Judgement;

public sealed class MulticlaudeRulesTests
{
    private readonly World _world = new();

    [Fact]
    public void Without_any_tmux_server_an_agent_is_lost_once_its_shell_is_gone()
    {
        _world.Declare(Agent(pid: 4242)).Look();
        Assert.Equal(("lost", Lifecycle.Zombie), Verdict);
    }

    [Fact]
    public void A_tmux_server_that_was_not_listed_proves_nothing()
    {
        _world.Process(700, 1, "tmux", age: Hours(48), name: "tmux: server").Declare(Agent(pid: 4242)).Look();
        Assert.Equal(("unreadable", Lifecycle.Unknown), Verdict);
    }

    [Fact]
    public void A_shell_that_lives_is_not_lost_for_want_of_a_server()
    {
        _world.Process(4242, 1, "-sh").Declare(Agent(pid: 4242)).Look();
        Assert.Equal(("unreadable", Lifecycle.Unknown), Verdict);
    }

    [Fact]
    public void A_claude_whose_command_line_nobody_can_read_counts_as_the_agent()
    {
        _world.Process(4242, 500, "-sh", pts: 3).Process(4243, 4242, "claude --session-id another", pts: 3, details: false, name: "claude")
            .Pane("%1", 4242, session: "mc-r", windowName: "fox", pts: 3).Declare(Agent(pid: 4242)).Look();
        Assert.Equal("live", Verdict.Word);
    }

    [Fact]
    public void Claude_in_another_pane_of_its_window_is_the_agent()
    {
        _world.Process(4242, 500, "-sh", pts: 3).Process(4300, 500, "-sh", pts: 4).Process(4301, 4300, "claude --session-id s", pts: 4)
            .Pane("%1", 4242, session: "mc-r", windowName: "fox", pts: 3, windowPanes: 2).Pane("%2", 4300, session: "mc-r", windowName: "fox", index: 1, pts: 4, windowPanes: 2)
            .Declare(Agent(pid: 4242)).Look();
        Assert.Equal("live", Verdict.Word);
    }

    private (string? Word, Lifecycle State) Verdict => (_world.The("multiclaude/r/fox").Verdict.NativeState, _world.State("multiclaude/r/fox"));

    private Declaration Agent(int pid) => new()
    {
        Source = "multiclaude",
        Identity = "multiclaude:/home/me/.multiclaude:r/fox",
        Key = new WorkerKey("multiclaude", "r/fox"),
        Name = "fox",
        Kind = WorkerKind.Agent,
        WrittenAt = _world.Now - Hours(1),
        Pane = new PaneClaim { SessionName = "mc-r", WindowName = "fox" },
        System = new MulticlaudeFacts { Role = MulticlaudeRole.Agent, Root = "/home/me/.multiclaude", Session = "mc-r", Window = "fox", Pid = pid, SessionId = "s", IsKnownType = true },
    };
}
