using System;
using System.Collections.Generic;
using Lifetop.Screens;

namespace Lifetop.App;

/// <summary>Hands each effect to whoever runs its kind, away from the screen's thread.</summary>
public sealed class EffectRunner : IDisposable
{
    private readonly List<EffectLane> _lanes = [];

    public EffectRunner(IReadOnlyList<IEffectHandler> handlers, Inbox inbox)
    {
        foreach (var handler in handlers)
            _lanes.Add(new EffectLane(handler, inbox));
    }

    /// <summary>False when nobody runs this kind.</summary>
    public bool Run(Effect effect)
    {
        foreach (var lane in _lanes)
            if (lane.Handles(effect))
            {
                lane.Add(effect);
                return true;
            }
        return false;
    }

    /// <summary>No more will come: what must be done still is waited for, so long each.</summary>
    public void Finish(TimeSpan limit)
    {
        foreach (var lane in _lanes)
            lane.Finish(limit);
    }

    public void Dispose()
    {
        foreach (var lane in _lanes)
            lane.Dispose();
    }
}
