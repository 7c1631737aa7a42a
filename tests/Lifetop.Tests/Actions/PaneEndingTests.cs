using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Actions;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions;

/// <summary>Trees in panes of a real tmux server, which outlives them all.</summary>
public sealed class PaneEndingTests : IDisposable
{
    private readonly TmuxSandbox _tmux = new();
    private readonly ActingWorld _world;

    public PaneEndingTests() => _world = new ActingWorld(_tmux.Socket);

    public void Dispose()
    {
        _world.Dispose();
        _tmux.Dispose();
    }

    [Fact]
    public void An_interactive_shell_in_its_pane_ends_by_the_hang_up_it_obeys()
    {
        _tmux.Start("keep");
        _tmux.Tmux("new-session", "-d", "-s", "shell", "bash", "--norc", "-i");
        var seen = See("shell", 1);
        int server = _tmux.ServerPid;

        var result = _world.End(_world.Reap(5, seen));

        Assert.True(result.Outcome == StepOutcome.Done, result.Detail);
        Assert.StartsWith("1 of 1 gone, TERM and HUP, ", result.Detail, StringComparison.Ordinal);
        EndingTests.AssertGone(seen.Worker.Root!.Value.Pid);
        Assert.Equal(server, _tmux.ServerPid);
    }

    [Fact]
    public void Who_survives_the_end_of_a_pane_is_ended_with_it()
    {
        _tmux.Start("keep");
        string mark = "LIFETOP_TEST=" + _world.Folder.Path;
        _tmux.Tmux("new-session", "-d", "-s", "work", "-e", mark,
            "sh", "-c", "setsid sleep 1000 & nohup sleep 1001 >/dev/null 2>&1 & (trap '' HUP; exec sleep 1002) & wait; sleep 1003");
        var seen = See("work", 4);

        var result = _world.End(_world.Reap(5, seen));

        Assert.True(result.Outcome == StepOutcome.Done, result.Detail);
        Assert.Empty(RealProcess.Carrying(mark));
        Assert.Contains("keep", _tmux.Tmux("list-sessions", "-F", "#{session_name}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Spares_the_server_that_a_worker_started_and_its_panes_and_those_who_look_in()
    {
        string tree = Directory.CreateDirectory(_world.Folder.File("tree")).FullName;
        // The server carries the worker's marker, and so do all its panes.
        var root = _world.StartMarked("agent", "sh", "-c", $"tmux -f /dev/null -S {_tmux.Socket} new-session -d -s main sleep 1000; echo ready; exec sleep 1001");
        Assert.Equal("ready", root.Output.ReadLine());
        int server = _tmux.ServerPid;
        _tmux.Tmux("new-session", "-d", "-s", "editor", "-c", tree, "sh", "-c", "sleep 1002; :");
        _tmux.Tmux("new-session", "-d", "-s", "shell", "-c", tree, "bash", "--norc", "-i");
        int[] panes = [.. _tmux.Tmux("list-panes", "-a", "-F", "#{pane_pid}").Split('\n').Select(static pid => int.Parse(pid, CultureInfo.InvariantCulture))];
        _world.Declare("agent", root, $"\"worktree\": \"{tree}\"");
        try
        {
            var result = _world.End(_world.Reap(5, _world.See("manifest/agent", 1)));

            Assert.StartsWith("1 of 1 gone, TERM, ", result.Detail, StringComparison.Ordinal);
            Assert.Equal(3, panes.Length);
            Assert.All(panes, static pid => Assert.True(RealProcess.StateOf(pid) is not (null or 'Z'), $"pane {pid} is gone"));

            var never = _world.End(Plans.Of(Plans.Identity(server)));
            Assert.Equal($"pid {server} left alone: a tmux server", never.Detail);
            Assert.Equal(server, _tmux.ServerPid);
        }
        finally
        {
            _tmux.Try("kill-server");
        }
    }

    [NeedsControlGroupsFact]
    public void Who_is_born_in_its_scope_after_the_pane_s_root_has_gone_is_ended_too()
    {
        using var slice = new ControlGroupSlice();
        _tmux.Start("keep");
        int root = int.Parse(_tmux.Tmux("new-session", "-d", "-P", "-F", "#{pane_pid}", "-s", "work", "sh", "-c", "sleep 1000; :"), CultureInfo.InvariantCulture);
        slice.Put(root, "tmux-spawn-1.scope");
        string ready = _world.Folder.File("ready");
        var heir = _world.Detach("/", "env", "-i", "sh", RealProcess.ScriptPath("heir"), root.ToString(CultureInfo.InvariantCulture), ready);
        Eventually.True(() => File.Exists(ready), "it waits to be asked");
        foreach (int pid in RealProcess.All(pid => pid == heir.Pid || RealProcess.ParentOf(pid) == heir.Pid))
            slice.Put(pid, "tmux-spawn-1.scope");
        var seen = See("work", 4);

        var result = _world.End(_world.Reap(10, seen));

        Assert.True(result.Outcome == StepOutcome.Done, result.Detail);
        Assert.StartsWith("5 of 5 gone, TERM, ", result.Detail, StringComparison.Ordinal);
        Assert.Empty(slice.In("tmux-spawn-1.scope"));
    }

    private JudgedWorker See(string session, int members)
        => _world.See(Eventually.Get(() =>
        {
            _world.World.Look();
            return _world.World.Roster.Workers.FirstOrDefault(judged => judged.Worker.Pane?.Facts is { } pane && pane.SessionName == session && pane.Server.Socket == _tmux.Socket);
        }, $"a worker in session {session}").Worker.Key.Text, members);
}
