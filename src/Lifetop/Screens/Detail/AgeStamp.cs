using System;
using Lifetop.Model;
using Lifetop.Model.Query;

namespace Lifetop.Screens.Detail;

/// <summary>A number that changes when an age on a page reads differently, so that a page is not made anew each second for nothing.</summary>
internal static class AgeStamp
{
    private const long Minute = 60, Day = 86400;

    public static long Of(WorkerRow row, DateTimeOffset now)
    {
        long stamp = Step(row.Verdict.Since, now);
        foreach (var evidence in row.Verdict.Evidence)
            if (evidence.Since is { } since)
                stamp = Add(stamp, since, now);
        if (row.Declaration is { } declaration)
            stamp = Add(stamp, declaration.WrittenAt, now);
        return stamp;
    }

    public static long Add(long stamp, DateTimeOffset since, DateTimeOffset now) => stamp * 1_000_003 + Step(since, now);

    /// <summary>Seconds up to ten minutes, then minutes, then days: as <see cref="AgeText.Age"/> shows them.</summary>
    private static long Step(DateTimeOffset since, DateTimeOffset now)
    {
        long seconds = Math.Max(0, (now - since).Ticks / TimeSpan.TicksPerSecond);
        return seconds < 10 * Minute ? seconds : seconds < Day ? 600 + seconds / Minute : 3000 + seconds / Day;
    }
}
