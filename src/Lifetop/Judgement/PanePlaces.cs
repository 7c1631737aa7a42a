using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>Which pane each process is in: below the pane's root, or on its terminal while the pane is alive.</summary>
internal sealed class PanePlaces
{
    private readonly Dictionary<int, int> _byRootPid = [];
    private readonly Dictionary<int, int> _byTerminal = [];
    private readonly Dictionary<string, int> _panesOfSession = [];
    private int[] _paneOfRow = [];
    private ImmutableArray<PaneSighting> _panes = [];

    public void Build(ImmutableArray<PaneSighting> panes, ProcessForest forest)
    {
        if (panes != _panes)
            Index(panes);
        var rows = forest.Table.Rows;
        if (_paneOfRow.Length < rows.Length)
            _paneOfRow = new int[Math.Max(1024, rows.Length * 3 / 2)];
        for (int i = 0; i < rows.Length; i++)
            _paneOfRow[i] = Find(forest, i);
    }

    private void Index(ImmutableArray<PaneSighting> panes)
    {
        _panes = panes;
        _byRootPid.Clear();
        _byTerminal.Clear();
        _panesOfSession.Clear();
        for (int i = 0; i < panes.Length; i++)
        {
            var pane = panes[i].Facts;
            string session = SessionOf(pane);
            _panesOfSession[session] = (_panesOfSession.TryGetValue(session, out int others) ? others : 0) + 1;
            // tmux goes on listing a dead pane's pid and tty, which the kernel may have given to others.
            if (pane.Dead)
                continue;
            _byRootPid[pane.Pid] = i;
            if (TerminalNumber(pane.Terminal) is int terminal)
                _byTerminal[terminal] = i;
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
        return rows[row].Terminal != 0 && _byTerminal.TryGetValue(rows[row].Terminal, out int byTerminal) ? byTerminal : -1;
    }

    public PaneSighting? Claimed(PaneClaim claim)
    {
        foreach (var pane in _panes)
            if (Fits(claim, pane.Facts))
                return pane;
        return null;
    }

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

    /// <summary>The device number of /dev/pts/N as proc_pid_stat(5) packs it: major 136, the minor's low byte below it and its rest from bit 20 on.</summary>
    public static int? TerminalNumber(string path)
    {
        const string Folder = "/dev/pts/";
        if (!path.StartsWith(Folder, StringComparison.Ordinal)
            || !int.TryParse(path.AsSpan(Folder.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            return null;
        return (136 << 8) | (number & 0xff) | ((number & 0xfff00) << 12);
    }
}
