using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Observation;

/// <summary>The sources that were asked and have not answered in time, each as a gap.</summary>
internal sealed class LateSources(List<SourceLane> lanes, TimeSpan limit)
{
    public ImmutableArray<Gap> Gaps { get; private set; } = [];

    /// <summary>True when others are late than before.</summary>
    public bool Refresh(DateTimeOffset now)
    {
        int count = 0;
        bool same = true;
        foreach (var lane in lanes)
            if (lane.Lateness(now, limit) is { } gap)
            {
                same &= count < Gaps.Length && ReferenceEquals(Gaps[count], gap);
                count++;
            }
        if (same && count == Gaps.Length)
            return false;
        var gaps = ImmutableArray.CreateBuilder<Gap>(count);
        foreach (var lane in lanes)
            if (lane.Lateness(now, limit) is { } gap)
                gaps.Add(gap);
        Gaps = gaps.DrainToImmutable();
        return true;
    }
}
