using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Observation.Tmux;

namespace Lifetop.Observation;

/// <summary>A lane for each tmux server there is: they come and go with their sockets.</summary>
public sealed class TmuxLanes(ServerDiscovery? discovery, Func<TmuxSocket, TmuxServerSource> open) : IDisposable
{
    private readonly List<TmuxServerSource> _sources = [];
    private ImmutableArray<TmuxSocket> _known = [];

    public List<SourceLane> Lanes { get; } = [];

    public List<TmuxServerSource> Sources => _sources;

    /// <summary>Of servers met from now on the panes' last lines are read with their first listing.</summary>
    public bool ReadsAhead { get; set; }

    /// <summary>The folders in which sockets appear.</summary>
    public ImmutableArray<string> Watch => discovery?.Watch ?? [];

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
        if (sockets == _known)
            return;
        _known = sockets;
        foreach (var socket in sockets)
            if (!IsOpen(socket.Path))
            {
                var source = open(socket);
                source.ReadsAhead = ReadsAhead;
                _sources.Add(source);
                Lanes.Add(new SourceLane(source, new LaneCrew(source.Name), answered));
            }
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
