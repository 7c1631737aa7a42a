using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>Which pane each process is in: below the pane's root, or on its terminal while the root lives.</summary>
internal sealed class PanePlaces
{
    private readonly Dictionary<int, int> _byRootPid = [];
    private readonly Dictionary<string, int> _panesOfSession = [];
    private int[] _paneOfRow = [];
    private ImmutableArray<PaneSighting> _panes = [];

    public void Build(Census census, ProcessForest forest)
    {
        if (census.Panes != _panes)
            Index(census.Panes);
        _byRootPid.Clear();
        for (int i = 0; i < _panes.Length; i++)
            if (census.RootOf(_panes[i].Facts) >= 0)
                _byRootPid[_panes[i].Facts.Pid] = i;
        var rows = forest.Table.Rows;
        if (_paneOfRow.Length < rows.Length)
            _paneOfRow = new int[Math.Max(1024, rows.Length * 3 / 2)];
        for (int i = 0; i < rows.Length; i++)
            _paneOfRow[i] = Find(forest, i);
    }

    private void Index(ImmutableArray<PaneSighting> panes)
    {
        _panes = panes;
        _panesOfSession.Clear();
        for (int i = 0; i < panes.Length; i++)
        {
            string session = SessionOf(panes[i].Facts);
            _panesOfSession[session] = (_panesOfSession.TryGetValue(session, out int others) ? others : 0) + 1;
        }
    }

    /// <summary>Index of the pane a process is in; -1 for none.</summary>
    public int Of(int row) => _paneOfRow[row];

    public int PanesInSession(Pane pane) => _panesOfSession[SessionOf(pane)];

    private static string SessionOf(Pane pane) => pane.SessionId + pane.Server.Socket;

    private int Find(ProcessForest forest, int row)
    {
        if (_byRootPid.Count == 0)
            return -1;
        var rows = forest.Table.Rows;
        int at = row;
        for (int hops = 0; at >= 0 && hops < 64; hops++, at = forest.ParentOf(at))
            if (_byRootPid.TryGetValue(rows[at].Pid, out int pane))
                return pane;
        return rows[row].Terminal != 0 && _byRootPid.TryGetValue(rows[row].Session, out int bySession) ? bySession : -1;
    }

    /// <summary>
    /// Of several that fit by name the one whose root it is, else the oldest: who splits a window or opens one beside it comes later.
    /// Nobody's, where a window's name fits two and neither has the root.
    /// </summary>
    public PaneSighting? Claimed(PaneClaim claim)
    {
        PaneSighting? oldest = null;
        bool isOneWindow = true;
        foreach (var pane in _panes)
        {
            if (!Fits(claim, pane.Facts))
                continue;
            if (claim.PaneId is not null || pane.Facts.Pid == claim.RootPid)
                return pane;
            isOneWindow &= claim.WindowName is null || oldest is null || oldest.Facts.WindowId == pane.Facts.WindowId;
            if (oldest is null || IsOlder(pane.Facts.PaneId, oldest.Facts.PaneId))
                oldest = pane;
        }
        return isOneWindow ? oldest : null;
    }

    /// <summary>A server numbers its panes as they come, from %0 on.</summary>
    private static bool IsOlder(string id, string other) => id.Length == other.Length ? string.CompareOrdinal(id, other) < 0 : id.Length < other.Length;

    private static bool Fits(PaneClaim claim, Pane pane)
    {
        // A server that is known for certain may be spoken of by another path to its socket.
        if (!pane.Server.IsAt(claim.Socket) && !(claim.ServerPid == pane.Server.Pid && claim.ServerStartTicks == pane.Server.StartTicks))
            return false;
        // Ids start again at %0 with a new server: without the server they prove nothing.
        if (claim.ServerPid is { } pid && pane.Server.Pid != pid)
            return false;
        if (claim.ServerStartTicks is { } start && pane.Server.StartTicks != start)
            return false;
        if (claim.PaneId is { } id)
            return pane.PaneId == id;
        return claim.SessionName is { } session && (IsInSession(session, pane) || IsInSession(AsStored(session), pane))
            && (claim.WindowName is not { } window || pane.WindowName == window);
    }

    /// <summary>Grouped sessions list one pane several times; which of them comes first says nothing.</summary>
    private static bool IsInSession(string session, Pane pane)
    {
        if (pane.SessionName == session)
            return true;
        foreach (string place in pane.AlsoAt)
            if (place.LastIndexOf(':') == session.Length && place.StartsWith(session, StringComparison.Ordinal))
                return true;
        return false;
    }

    /// <summary>Most versions of tmux store a dot or colon of a session name as an underscore.</summary>
    private static string AsStored(string session) => session.Replace('.', '_').Replace(':', '_');
}
