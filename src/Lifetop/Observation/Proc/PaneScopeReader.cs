using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Proc;

/// <summary>
/// Reads the control groups of those who decide what a scope says about panes: of panes' roots once each and again in rotation, of the
/// others only while one of those is in a scope.
/// </summary>
internal sealed class PaneScopeReader(DetailsReader reader)
{
    /// <summary>Each is compared once in so many looks.</summary>
    private const int Rotation = 63;

    /// <summary>So many that are gone are not worth going through all.</summary>
    private const int Slack = 64;

    private readonly NumberSet _seen = new();
    private readonly List<int> _rows = [];
    private readonly List<ScopeHolder> _holders = [];
    private readonly Dictionary<int, ScopeHolder> _known = [];
    private ImmutableArray<PaneSighting> _panes = [];
    private ImmutableArray<TmuxServer> _servers = [];
    private ProcessIdentities _self = ProcessIdentities.None;
    private long _version = -1;
    private int _look;

    public PaneScopes Now { get; private set; } = PaneScopes.None;

    /// <summary>True when they are others than before.</summary>
    public bool Refresh(Census census)
    {
        _look++;
        bool isSame = census.Panes == _panes && census.Servers == _servers && census.Processes.Version == _version && ReferenceEquals(census.Self, _self);
        if (!AnyMoved() && isSame)
            return false;
        (_panes, _servers, _version, _self) = (census.Panes, census.Servers, census.Processes.Version, census.Self);
        var now = Read(census);
        if (now.Says(Now))
            return false;
        Now = now;
        return true;
    }

    private PaneScopes Read(Census census)
    {
        _holders.Clear();
        _seen.Clear();
        _rows.Clear();
        ScopeHolders.PaneRoots(census, _seen, _rows);
        bool any = false;
        foreach (int row in _rows)
            any |= Take(census.Processes, row, isPaneRoot: true);
        if (any)
        {
            _rows.Clear();
            ScopeHolders.Others(census, _seen, _rows);
            foreach (int row in _rows)
                Take(census.Processes, row, isPaneRoot: false);
        }
        Forget();
        return any ? PaneScopes.Of(_holders) : PaneScopes.None;
    }

    /// <summary>Whether it is in a scope.</summary>
    private bool Take(ProcessTable table, int row, bool isPaneRoot)
    {
        var process = table.IdentityAt(row);
        if (!_known.TryGetValue(process.Pid, out var holder) || holder.Process != process)
            holder = new ScopeHolder(process);
        if (holder.ControlGroup is null && !Load(holder, table.Rows[row]))
            return false;
        holder.IsPaneRoot = isPaneRoot;
        _known[process.Pid] = holder;
        _holders.Add(holder);
        return PaneScopes.IsInScope(holder.ControlGroup);
    }

    /// <summary>False when it is gone. One that cannot be read is there, nobody knows where.</summary>
    private bool Load(ScopeHolder holder, in ProcessRow row)
    {
        int length = reader.ControlGroupOf(row.Pid, out var path);
        if (length is -Errno.NoEntry or -Errno.NoProcess)
            return false;
        holder.ControlGroup = length > 0 ? PlainText.Of(path) : null;
        return reader.IsStill(row);
    }

    /// <summary>tmux moves a pane's root after its birth, and anybody with the rights may move anybody.</summary>
    private bool AnyMoved()
    {
        bool any = false;
        foreach (var holder in _holders)
            if (((holder.Process.Pid ^ _look) & Rotation) == 0 && !reader.IsInControlGroup(holder.Process.Pid, holder.ControlGroup))
            {
                holder.ControlGroup = null;
                any = true;
            }
        return any;
    }

    private void Forget()
    {
        if (_known.Count <= 2 * _holders.Count + Slack)
            return;
        _known.Clear();
        foreach (var holder in _holders)
            _known[holder.Process.Pid] = holder;
    }
}
