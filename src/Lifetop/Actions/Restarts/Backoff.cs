using System;
using System.Collections.Generic;
using Lifetop.Model;

namespace Lifetop.Actions.Restarts;

/// <summary>When a worker that ended may be started again by itself.</summary>
/// <param name="Delay">From its end to the next start.</param>
/// <param name="IsOpen">The breaker: it was started too often in too short a time, and is not started again but by hand.</param>
public sealed record RestartAdvice(TimeSpan Delay, bool IsOpen);

/// <summary>
/// A wait before the first restart, twice as long before each further one up to a limit; after so many in a window no more. A run as long as the window
/// was a good one and begins all anew. Pure arithmetic over the starts that the registry has.
/// </summary>
public static class Backoff
{
    /// <summary>Between any two starts of one worker, whoever asks.</summary>
    public static readonly TimeSpan LeastApart = TimeSpan.FromSeconds(1);

    private const double MostJitter = 0.1;

    /// <param name="restarts">When it was started again since a hand closed the breaker last, the oldest first.</param>
    /// <param name="ended">When it ended now.</param>
    /// <param name="jitter">From 0 to 1, at random: many workers that failed for one reason shall not all come back at one moment.</param>
    /// <param name="limits">As the config says.</param>
    public static RestartAdvice Of(IReadOnlyList<DateTimeOffset> restarts, DateTimeOffset ended, double jitter, RestartLimits limits)
    {
        int streak = Streak(restarts, ended, limits.Window);
        // An open breaker stays so however long one waits: only a good run or a hand closes it.
        bool isOpen = streak >= limits.Most && restarts[^1] - restarts[^limits.Most] < limits.Window;
        return new RestartAdvice(Delay(streak, jitter, limits), isOpen);
    }

    /// <summary>The last restarts none of which led to a good run.</summary>
    private static int Streak(IReadOnlyList<DateTimeOffset> restarts, DateTimeOffset ended, TimeSpan window)
    {
        int streak = 0;
        var end = ended;
        for (int i = restarts.Count - 1; i >= 0 && end - restarts[i] < window; i--)
        {
            streak++;
            end = restarts[i];
        }
        return streak;
    }

    private static TimeSpan Delay(int streak, double jitter, RestartLimits limits)
    {
        // Doubling that often is past any limit, and shifts by more would come round.
        double ticks = Math.Min(limits.First.Ticks * (double)(1L << Math.Min(streak, 40)), limits.Longest.Ticks);
        return TimeSpan.FromTicks((long)(ticks + ticks * MostJitter * Math.Clamp(jitter, 0, 1)));
    }
}
