using System;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Platform;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Proc;

/// <summary>Which control groups are read, and when: with children of the tests as roots of panes, of which the tests are the server.</summary>
public sealed class PaneScopeReaderTests : IDisposable
{
    /// <summary>In so many looks each has had its turn.</summary>
    private const int Turn = 64;

    private readonly ProcScan _scan = new(Guid.Empty);
    private readonly DetailsKeeper _keeper = new(Libc.EffectiveUser(), static _ => null);
    private readonly Census _census;

    public PaneScopeReaderTests() => _census = new Census { Processes = _scan.Table };

    public void Dispose()
    {
        _keeper.Dispose();
        _scan.Dispose();
    }

    [NeedsControlGroupsFact]
    public void A_scope_is_noticed_when_the_root_was_moved_and_costs_nothing_while_nothing_moves()
    {
        using var slice = new ControlGroupSlice();
        using var root = RealProcess.Start("sleep", "1000");
        using var other = RealProcess.Start("sleep", "1001");
        ListAsPanes(root.Pid);
        _census.Servers = [.. _census.Servers, new TmuxServer("/elsewhere", "other", other.Pid, other.StartTicks)];
        Assert.False(Look());
        slice.Put(root.Pid, "tmux-spawn-1.scope");
        Assert.True(LookInTurn());
        Assert.EndsWith(".slice/tmux-spawn-1.scope", _census.Scopes.OfRoot(root.Pid)?.Path, StringComparison.Ordinal);

        var scopes = _keeper.Scopes;
        // What the look itself read of the moved one is news to the scopes once.
        scopes.Refresh(_census);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int look = 0; look < 2 * Turn; look++)
            scopes.Refresh(_census);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        slice.Put(other.Pid, "tmux-spawn-1.scope/below");
        Assert.True(LookInTurn());
        Assert.False(_census.Scopes.Any);
    }

    [NeedsControlGroupsFact]
    public void Only_where_a_pane_has_a_scope_is_the_control_group_read_of_who_left_its_tree()
    {
        using var slice = new ControlGroupSlice();
        using var first = RealProcess.Start("sleep", "1000");
        using var second = RealProcess.Start("sh", "-c", "setsid sleep 1001 & wait");
        // Not a child of the first process, which is read anyhow: it has left its parent's session.
        using var left = RealProcess.Start("sleep", "1002");
        using var stayed = Child.Quiet();
        ListAsPanes(first.Pid, second.Pid);
        int below = 0;
        Eventually.True(() => RealProcess.All(pid => RealProcess.ParentOf(pid) == second.Pid) is [var child] && RealProcess.NameOf(below = child) == "sleep", "its child has a session of its own");
        slice.Put(below, "session-1.scope");
        slice.Put(first.Pid, "session-1.scope");
        slice.Put(second.Pid, "session-1.scope");
        slice.Put(left.Pid, "tmux-spawn-2.scope/below");
        Look();
        Assert.All([first.Pid, second.Pid, left.Pid, below, stayed.Pid], pid => Assert.False(Details(pid).HasControlGroup));

        slice.Put(second.Pid, "tmux-spawn-2.scope");
        Assert.True(LookInTurn());
        Assert.Equal(2, Count([first.Pid, second.Pid], pid => _census.Scopes.OfRoot(pid) is not null));
        Assert.Equal(second.Pid, _census.Scopes.Around(Details(left.Pid).ControlGroup)?.Root.Pid);
        Assert.False(Details(stayed.Pid).HasControlGroup);
        Assert.False(Details(below).HasControlGroup);
    }

    private static int Count(int[] pids, Predicate<int> isSo) => Array.FindAll(pids, isSo).Length;

    private ProcessDetails Details(int pid) => _scan.Table.DetailsAt(_scan.Table.IndexOf(pid))!;

    private void ListAsPanes(params int[] pids)
    {
        var server = new TmuxServer("/nowhere", "", Environment.ProcessId, 1);
        var panes = ImmutableArray.CreateBuilder<PaneSighting>();
        foreach (int pid in pids)
            panes.Add(new PaneSighting(new Pane
            {
                Server = server,
                SessionId = "$0",
                SessionName = "main",
                WindowId = "@0",
                WindowIndex = 0,
                WindowName = "win",
                PaneId = "%" + pid.ToString(CultureInfo.InvariantCulture),
                PaneIndex = 0,
                Pid = pid,
            }));
        (_census.Panes, _census.Servers) = (panes.ToImmutable(), [server]);
    }

    /// <summary>Whether the scopes are others than before.</summary>
    private bool Look()
    {
        _scan.Look();
        bool changed = _keeper.Scopes.Refresh(_census);
        _census.Scopes = _keeper.Scopes.Now;
        _keeper.RefreshFolders(_scan);
        return changed;
    }

    private bool LookInTurn()
    {
        bool changed = false;
        for (int look = 0; look < Turn; look++)
            changed |= Look();
        return changed;
    }
}
