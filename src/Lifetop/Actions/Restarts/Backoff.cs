using System;
using System.Collections.Generic;

namespace Lifetop.Actions.Restarts;

/// <summary>When a worker that ended may be started again by itself.</summary>
/// <param name="Delay">From its end to the next start.</param>
/// <param name="IsOpen">The breaker: it was started too often in too short a time, and is not started again but by hand.</param>
public sealed record RestartAdvice(TimeSpan Delay, bool IsOpen);

/// <summary>
/// 1 s before the first restart, twice as long before each further one, 5 min at most; after 5 in 10 min no more. A run of 10 min was a good one
/// and begins all anew. Pure arithmetic over the starts that the registry has.
/// </summary>
public static class Backoff
{
    public const int Most = 5;

    public static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>Between any two starts of one worker, whoever asks.</summary>
    public static readonly TimeSpan LeastApart = TimeSpan.FromSeconds(1);

    private const double MostJitter = 0.1;

    /// <param name="restarts">When it was started again since a hand closed the breaker last, the oldest first.</param>
    /// <param name="ended">When it ended now.</param>
    /// <param name="jitter">From 0 to 1, at random: many workers that failed for one reason shall not all come back at one moment.</param>
    public static RestartAdvice Of(IReadOnlyList<DateTimeOffset> restarts, DateTimeOffset ended, double jitter)
    {
        int streak = Streak(restarts, ended);
        // An open breaker stays so however long one waits: only a good run or a hand closes it.
        bool isOpen = streak >= Most && restarts[^1] - restarts[^Most] < Window;
        return new RestartAdvice(Delay(streak, jitter), isOpen);
    }

    /// <summary>The last restarts none of which led to a good run.</summary>
    private static int Streak(IReadOnlyList<DateTimeOffset> restarts, DateTimeOffset ended)
    {
        int streak = 0;
        var end = ended;
        for (int i = restarts.Count - 1; i >= 0 && end - restarts[i] < Window; i--)
        {
            streak++;
            end = restarts[i];
        }
        return streak;
    }

    private static TimeSpan Delay(int streak, double jitter)
    {
        // 2^9 s is past the longest already, and shifts by more would come round.
        long ticks = Math.Min(First.Ticks << Math.Min(streak, 9), Longest.Ticks);
        return TimeSpan.FromTicks(ticks + (long)(ticks * MostJitter * Math.Clamp(jitter, 0, 1)));
    }
}
