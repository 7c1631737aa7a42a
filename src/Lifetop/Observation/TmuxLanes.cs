using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Observation.Tmux;

namespace Lifetop.Observation;

/// <summary>A lane for each tmux server there is: they come and go with their sockets.</summary>
public sealed class TmuxLanes(ServerDiscovery? discovery, Func<TmuxSocket, TmuxServerSource> open) : IDisposable
{
    private readonly List<TmuxServerSource> _sources = [];
    private readonly List<TmuxServer> _remembered = [];
    private ImmutableArray<TmuxSocket> _known = [];

    public List<SourceLane> Lanes { get; } = [];

    public List<TmuxServerSource> Sources => _sources;

    /// <summary>Of servers met from now on the panes' last lines are read with their first listing.</summary>
    public bool ReadsAhead { get; set; }

    /// <summary>The folders in which sockets appear.</summary>
    public ImmutableArray<string> Watch => discovery?.Watch ?? [];

    /// <summary>Whether servers are looked for at all.</summary>
    public bool IsOn => discovery is not null;

    public bool AnyBusy
    {
        get
        {
            foreach (var lane in Lanes)
                if (lane.IsBusy)
                    return true;
            return false;
        }
    }

    public void Discover(DateTimeOffset now, Action answered)
    {
        if (discovery is null)
            return;
        var sockets = discovery.Find(now);
        if (sockets != _known)
        {
            _known = sockets;
            foreach (var socket in sockets)
                Open(socket, answered);
        }
        if (_remembered.Count > 0)
            OpenLost(answered);
    }

    /// <summary>Servers on which a pane is declared are looked for wherever they are.</summary>
    /// <returns>Whether one of them is new; it is opened by the next discovery.</returns>
    public bool Name(ImmutableArray<Declaration> declarations)
    {
        bool any = false;
        foreach (var declaration in declarations.AsSpan())
            any |= declaration.Pane?.Socket is { } socket && discovery?.Name(socket) == true;
        return any;
    }

    /// <summary>Whether a pane there would be seen. False where nobody looks: then not seen is not gone.</summary>
    /// <param name="socket">Null for that of the server that plain <c>tmux</c> talks to.</param>
    public bool LooksAt(string? socket) => discovery?.LooksAt(socket ?? discovery.DefaultSocket) == true;

    /// <summary>
    /// Before the first look: a server that an earlier lifetop saw. Without its socket's file it is not to be found, but may live, and then its panes
    /// are not gone.
    /// </summary>
    public void Remember(string socket, int pid, long startTicks)
    {
        if (discovery is null || _remembered.Exists(known => known.Pid == pid))
            return;
        var server = new TmuxServer(socket, discovery.LabelOf(socket), pid, startTicks);
        if (ServerProcess.IsAlive(server))
            _remembered.Add(server);
    }

    /// <summary>Opens a lane for each remembered server whose socket's file is gone.</summary>
    private void OpenLost(Action answered)
    {
        foreach (var server in _remembered)
            if (TmuxSocket.Stamp(TmuxSocket.Terminated(server.Socket)) == 0)
                Open(new TmuxSocket(server.Socket, server.Label), answered);
        _remembered.Clear();
    }

    private void Open(TmuxSocket socket, Action answered)
    {
        if (IsOpen(socket.Path))
            return;
        var source = open(socket);
        source.ReadsAhead = ReadsAhead;
        foreach (var server in _remembered)
            if (server.Socket == socket.Path)
                source.Expect(server);
        _sources.Add(source);
        Lanes.Add(new SourceLane(source, new LaneCrew(source.Name), answered));
    }

    /// <summary>A lane stays when its socket goes: whether its server lives on without one is for the source to tell.</summary>
    private bool IsOpen(string path)
    {
        foreach (var source in _sources)
            if (source.Socket.Path == path)
                return true;
        return false;
    }

    /// <summary>A server is asked only when it did something; a failing one when its pause is over.</summary>
    public void Ask(DateTimeOffset now)
    {
        for (int i = 0; i < Lanes.Count; i++)
            if (Lanes[i].Answer is null ? Lanes[i].IsDue(now) : Lanes[i].IsRested(now) && _sources[i].HasMoved(now))
                Lanes[i].Ask(now);
    }

    public void RefreshOutputs()
    {
        foreach (var source in _sources)
            source.RefreshOutputs();
    }

    public void Dispose()
    {
        foreach (var lane in Lanes)
            lane.Dispose();
    }
}
