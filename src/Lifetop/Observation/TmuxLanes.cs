using System;
using System.Collections.Generic;
using Lifetop.Observation.Tmux;

namespace Lifetop.Observation;

/// <summary>A lane for each tmux server there is: they come and go with their sockets.</summary>
public sealed class TmuxLanes(ServerDiscovery discovery, Func<TmuxSocket, TmuxServerSource> open) : IDisposable
{
    private readonly List<TmuxServerSource> _sources = [];

    public List<SourceLane> Lanes { get; } = [];

    public List<TmuxServerSource> Sources => _sources;

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
        var sockets = discovery.Find(now);
        foreach (var socket in sockets)
            if (!_sources.Exists(source => source.Socket.Path == socket.Path))
            {
                var source = open(socket);
                _sources.Add(source);
                Lanes.Add(new SourceLane(source, answered));
            }
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
