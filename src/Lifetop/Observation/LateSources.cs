using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Observation;

/// <summary>The sources that were asked and have not answered in time, each as a gap.</summary>
/// <param name="standstill">What went by then counts for nobody.</param>
internal sealed class LateSources(List<SourceLane> lanes, TimeSpan limit, Standstill standstill)
{
    public ImmutableArray<Gap> Gaps { get; private set; } = [];

    /// <summary>Before anybody is asked, too: who is asked afterwards has lost nothing.</summary>
    public void Excuse()
    {
        if (standstill.TakeLost() is > 0 and var lost)
            foreach (var lane in lanes)
                lane.Excuse(lost);
    }

    /// <summary>True when others are late than before.</summary>
    public bool Refresh()
    {
        Excuse();
        int count = 0;
        bool same = true;
        foreach (var lane in lanes)
            if (lane.Lateness(limit) is { } gap)
            {
                same &= count < Gaps.Length && ReferenceEquals(Gaps[count], gap);
                count++;
            }
        if (same && count == Gaps.Length)
            return false;
        var gaps = ImmutableArray.CreateBuilder<Gap>(count);
        foreach (var lane in lanes)
            if (lane.Lateness(limit) is { } gap)
                gaps.Add(gap);
        Gaps = gaps.DrainToImmutable();
        return true;
    }
}
