using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;

namespace Lifetop.Registry;

/// <summary>What the journal knows of a worker's restarts: enough for backoff and breaker, whichever lifetop asks, after whatever death.</summary>
/// <param name="ByItself">When watch set out to start it again since a hand did so last, the oldest first.</param>
/// <param name="Rests">Somebody stopped it: it is not started again until somebody restarts it.</param>
public sealed record RestartHistory(ImmutableArray<DateTimeOffset> ByItself, bool Rests)
{
    /// <summary>What watch writes as the way its plans came.</summary>
    public const string Watch = "watch";

    private const int Most = 50;

    public static RegistryStatus Read(RegistryFile registry, string identity, ImmutableArray<string> alsoKnownAs, out RestartHistory found)
    {
        var starts = new List<DateTimeOffset>();
        bool rests = false;
        var status = registry.Read(connection =>
        {
            starts.Clear();
            rests = false;
            var plans = new SortedDictionary<long, (string Action, string Via, DateTimeOffset At, string? Outcome)>();
            foreach (string name in (ImmutableArray<string>)[identity, .. alsoKnownAs])
            {
                using var command = Sql.Command(connection, """
                    SELECT p.id, p.action, p.via, p.begun_at, p.outcome FROM plans p JOIN plan_workers w ON w.plan=p.id
                    WHERE w.worker=$1 AND (p.action IN ('restart', 'stop', 'reset', 'spawn')
                        OR (p.action IN ('reap', 'reap now') AND EXISTS (SELECT 1 FROM steps s WHERE s.plan=p.id AND s.worker=w.worker AND s.what='end processes')))
                    ORDER BY p.id DESC LIMIT $2
                    """, name, Most);
                using var row = command.ExecuteReader();
                while (row.Read())
                    plans[row.GetInt64(0)] = (row.GetString(1), row.GetString(2), Sql.TimeAt(row, 3), Sql.TextAt(row, 4));
            }
            foreach (var (action, via, at, outcome) in plans.Values)
            {
                // Who was reaped alive was ended on purpose; to clean up after one that had ended is no such word.
                if (action is "stop" or "reap" or "reap now")
                    rests |= outcome is "done" or "already" or "partly";
                else if (via == Watch)
                    starts.Add(at);
                else
                {
                    // A hand closes the breaker and ends the rest.
                    starts.Clear();
                    rests = false;
                }
            }
        });
        found = new RestartHistory([.. starts], rests);
        return status;
    }

    /// <summary>Some lifetop set out to end this very process of the worker, whether it came to an end of that or not.</summary>
    public static bool WasToBeEnded(RegistryFile registry, string identity, ImmutableArray<string> alsoKnownAs, int pid)
    {
        bool found = false;
        string named = pid.ToString(CultureInfo.InvariantCulture);
        return registry.Read(connection =>
        {
            found = false;
            foreach (string name in (ImmutableArray<string>)[identity, .. alsoKnownAs])
            {
                using var command = Sql.Command(connection, """
                    SELECT s.target FROM steps s JOIN plan_workers w ON w.plan=s.plan AND w.worker=s.worker
                    WHERE w.worker=$1 AND s.what='end processes' AND s.intent_at IS NOT NULL
                    ORDER BY s.plan DESC LIMIT $2
                    """, name, Most);
                using var row = command.ExecuteReader();
                while (row.Read())
                    found |= Array.IndexOf(row.GetString(0).Split([' ', ',']), named) >= 0;
            }
        }).IsUsable && found;
    }
}
