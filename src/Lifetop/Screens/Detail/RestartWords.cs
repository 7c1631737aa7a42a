using System;
using System.Globalization;
using Lifetop.Model;

namespace Lifetop.Screens.Detail;

/// <summary>What a watch has done and will do to keep a worker alive, in words: <c>2 restarts, the next in 4s</c>.</summary>
public static class RestartWords
{
    public static string Of(WatchedWorker worker, DateTimeOffset now)
    {
        string restarts = worker.Restarts == 1 ? "1 restart" : worker.Restarts.ToString(CultureInfo.InvariantCulture) + " restarts";
        if (worker.Why.Length > 0)
            return $"{restarts}, {worker.Why}";
        return worker.Next is not { } next ? restarts : next > now ? $"{restarts}, the next in {AgeText.Age(next - now)}" : restarts + ", the next now";
    }

    /// <summary>The same where there is something to say, and how to close an open breaker; null where there is not.</summary>
    /// <param name="closes">What closes it: a command, or a key.</param>
    public static string? Told(WatchedWorker? worker, string closes, DateTimeOffset now)
        => worker is null or { Restarts: 0, Next: null, Why: "" } ? null
            : worker.BreakerSince is null ? Of(worker, now)
            : $"{worker.Why}: {closes}";
}
