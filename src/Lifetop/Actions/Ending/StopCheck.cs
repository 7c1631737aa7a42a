using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Actions.Ending;

/// <summary>
/// tmux continues whatever it has started as soon as it finds it stopped, and its process group with it. No signal that a process cannot
/// ignore gets around that, so all there is to do is to see who goes on.
/// </summary>
internal static class StopCheck
{
    public const string Why = "tmux continues what is stopped in its pane";

    /// <summary>So long a busy tmux may take; a child of anybody else is not waited for.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private const int MomentMilliseconds = 5;

    /// <summary>Who of those that got a STOP runs all the same.</summary>
    public static List<EndingTarget> GoingOn(IReadOnlyList<EndingTarget> stopped, Census census, TimeProvider time)
    {
        var roots = new List<EndingTarget>();
        foreach (var target in stopped)
            if (target.TryRead(out var row) && census.Processes.IndexOf(row.Parent) is >= 0 and var parent && census.Processes.Rows[parent].IsTmuxServer)
                roots.Add(target);
        var going = new List<EndingTarget>();
        if (roots.Count == 0)
            return going;
        long began = time.GetTimestamp();
        while (!roots.TrueForAll(IsGoing) && time.GetElapsedTime(began) < Longest)
            Pause.For(MomentMilliseconds);
        foreach (var target in stopped)
            if (IsGoing(target))
                going.Add(target);
        return going;
    }

    private static bool IsGoing(EndingTarget target) => target.TryRead(out var row) && row.State != (byte)'T' && !row.IsZombie;
}
