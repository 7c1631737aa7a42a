using System;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>Times that lie ahead of now: a clock that went backwards gives age 0, and the verdict says so.</summary>
internal static class Clocks
{
    /// <summary>File times and start times are true to about a second; less than this ahead is no sign of anything.</summary>
    private static readonly long Slack = TimeSpan.FromSeconds(2).Ticks;

    /// <summary>No state begins after now; one that would keeps the beginning it had, or begins now.</summary>
    public static Ruling Settle(Ruling ruling, Worker worker, PastWorker past, in Counters numbers, long now)
    {
        if (ruling.SinceTicks > now)
            ruling = ruling with { SinceTicks = past.State == ruling.State && past.Since is { } since && since.UtcTicks <= now ? since.UtcTicks : now };
        string? ahead = Ahead(worker, past, numbers.BeatTicks, now);
        return ahead is null ? ruling : ruling with { Stamp = HashCode.Combine(ruling.Stamp, string.GetHashCode(ahead, StringComparison.Ordinal)) };
    }

    /// <summary>What carries a time from the future; null when nothing does.</summary>
    public static string? Ahead(Worker worker, PastWorker past, long beatTicks, long now)
    {
        long limit = now + Slack;
        if (beatTicks > limit)
            return "heartbeat";
        if (worker.StartedAt is { } started && started.UtcTicks > limit)
            return "start";
        if (worker.Declaration is { } declaration && (declaration.WrittenAt.UtcTicks > limit || declaration.SaysSince?.UtcTicks > limit))
            return "record";
        return past.SeenTicks > limit ? "last verdict" : null;
    }

    public static DateTimeOffset? Seen(PastWorker past) => past.SeenTicks == 0 ? null : new DateTimeOffset(past.SeenTicks, TimeSpan.Zero);

    /// <summary>Since when a source has said so, if it tells; else since it was first believed, or since the record was written.</summary>
    public static long Said(Declaration declaration, Lifecycle state, PastWorker past)
        => (declaration.SaysSince ?? (past.State == state ? past.Since!.Value : declaration.WrittenAt)).UtcTicks;
}
