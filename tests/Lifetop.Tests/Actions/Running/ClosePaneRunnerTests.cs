using System;
using System.Linq;
using Lifetop.Actions;
using Lifetop.Actions.Running;
using Lifetop.Actions.Steps;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions.Running;

public sealed class ClosePaneRunnerTests : IDisposable
{
    private readonly TmuxSandbox tmux = new();
    private readonly ClosePaneRunner runner = new();

    public void Dispose() => tmux.Dispose();

    [Fact]
    public void Closes_that_pane_and_no_other_and_a_second_time_finds_it_done()
    {
        tmux.Start();
        tmux.Tmux("split-window", "-d", "-t", "%0", "sleep", "1000");
        var close = Close("%1");
        Assert.Equal(new StepResult(StepOutcome.Done, "%1 closed"), runner.Run(close));
        Assert.Equal(["%0"], Panes());
        Assert.Equal(new StepResult(StepOutcome.Already, "%1 is gone"), runner.Run(close));
        Assert.Equal(["%0"], Panes());
    }

    [Fact]
    public void Goes_with_its_server_when_it_was_the_last()
    {
        tmux.Start();
        var close = Close("%0");
        int server = tmux.ServerPid;
        Assert.Equal(StepOutcome.Done, runner.Run(close).Outcome);
        Eventually.True(() => RealProcess.StateOf(server) is null or 'Z', "the server has ended");
        Assert.Equal(new StepResult(StepOutcome.Already, "its tmux server has ended"), runner.Run(close));
    }

    [Fact]
    public void Is_gone_in_every_session_that_showed_it()
    {
        tmux.Start("group");
        tmux.Tmux("new-session", "-d", "-t", "group", "-s", "twin");
        tmux.Tmux("new-session", "-d", "-s", "apart", "sleep", "1000");
        string[] others = Panes();
        tmux.Tmux("new-window", "-d", "-t", "group:", "sleep", "1000");
        string shared = tmux.Tmux("display-message", "-p", "-t", "=group:1", "#{pane_id}");
        tmux.Tmux("link-window", "-d", "-s", "=group:1", "-t", "apart:7");

        Assert.Equal(StepOutcome.Done, runner.Run(Close(shared)).Outcome);

        Assert.Equal(others, Panes());
        Assert.Equal("apart\ngroup\ntwin", tmux.Tmux("list-sessions", "-F", "#{session_name}"));
    }

    [Fact]
    public void A_dead_pane_is_closed_and_one_that_was_started_again_stays()
    {
        tmux.Start();
        tmux.Tmux("set-option", "-g", "remain-on-exit", "on");
        tmux.Tmux("new-window", "-d", "-t", "main:", "exit 3");
        tmux.AwaitDeath("%1");
        var close = Close("%1") with { Pid = int.Parse(tmux.Tmux("display-message", "-p", "-t", "%1", "#{pane_pid}")) };
        tmux.Tmux("respawn-pane", "-t", "%1", "sleep", "1000");
        Assert.Equal(new StepResult(StepOutcome.Skipped, "%1 was started again since"), runner.Run(close));
        tmux.Tmux("respawn-pane", "-k", "-t", "%1", "exit 4");
        tmux.AwaitDeath("%1");
        Assert.Equal(StepOutcome.Done, runner.Run(close).Outcome);
        Assert.Equal(["%0"], Panes());
    }

    [Fact]
    public void The_same_id_of_a_new_server_is_not_the_pane()
    {
        tmux.Start();
        var close = Close("%0");
        RealProcess.Signal(close.Server.Pid, "KILL");
        Eventually.True(() => RealProcess.StartTicksOf(close.Server.Pid) != close.Server.StartTicks, "the server is gone");
        Assert.Equal(StepOutcome.Already, runner.Run(close).Outcome);
        tmux.Start();
        Assert.Equal(StepOutcome.Skipped, runner.Run(close).Outcome);
        Assert.Equal(StepOutcome.Skipped, runner.Run(close with { Server = tmux.Server() with { StartTicks = 1 } }).Outcome);
        Assert.Equal(["%0"], Panes());
    }

    [Fact]
    public void A_server_that_does_not_answer_is_a_failure_and_no_proof()
    {
        tmux.Start();
        var close = Close("%0");
        RealProcess.Signal(close.Server.Pid, "STOP");
        var result = runner.Run(close);
        RealProcess.Signal(close.Server.Pid, "CONT");
        Assert.Equal(new StepResult(StepOutcome.Failed, "the tmux server does not answer (stopped?)"), result);
        Assert.Equal(["%0"], Panes());
    }

    [Fact]
    public void A_server_that_lost_its_socket_is_named()
    {
        tmux.Start();
        var close = Close("%0");
        System.IO.File.Move(tmux.Socket, tmux.Socket + ".away");
        var result = runner.Run(close);
        System.IO.File.Move(tmux.Socket + ".away", tmux.Socket);
        Assert.Equal(StepOutcome.Failed, result.Outcome);
        Assert.Contains("kill -USR1", result.Detail, StringComparison.Ordinal);
    }

    private ClosePane Close(string pane) => new(tmux.Server(), pane, "@0", "main", Alone: false);

    private string[] Panes() => tmux.Tmux("list-panes", "-a", "-F", "#{pane_id}").Split('\n').Distinct().Order(StringComparer.Ordinal).ToArray();
}
