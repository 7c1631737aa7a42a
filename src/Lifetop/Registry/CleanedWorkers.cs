using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Actions;
using Lifetop.Actions.Steps;
using Lifetop.Model;
using Microsoft.Data.Sqlite;

namespace Lifetop.Registry;

/// <summary>Makes of every worker that a plan reaped to the end a cleaned one, with what was done and what was kept as its evidence.</summary>
internal static class CleanedWorkers
{
    private const string Source = "journal";

    /// <summary>In the transaction that ends the plan: from then on no look may judge them by what is missing.</summary>
    public static ImmutableArray<RememberedWorker> Record(SqliteConnection connection, long id, Plan plan, DateTimeOffset at, string by)
    {
        if (plan.Action is not (WorkerAction.Reap or WorkerAction.ReapNow or WorkerAction.Sweep))
            return [];
        var cleaned = ImmutableArray.CreateBuilder<RememberedWorker>();
        foreach (var worker in plan.Workers)
        {
            // Who only moved to the history keeps the state it ended with.
            if (worker.Steps is [] or [ArchiveRecord, ..] || Settled(connection, id, worker.Identity) is not { } steps || Known(connection, worker, out var seen) is not { } known)
                continue;
            string reaped = $"{plan.Action.PastWord()} by plan {id.ToString(CultureInfo.InvariantCulture)}" + HowItEnded(steps);
            var kept = Kept(steps, worker.LeftAlone);
            var since = at > seen ? at : seen;
            var after = known with
            {
                State = Lifecycle.Cleaned,
                Since = at,
                KnownState = null,
                KnownSince = null,
                SeenAt = since,
                Root = worker.Root ?? known.Root,
                Reaped = reaped,
                Kept = kept.IsEmpty ? null : string.Join("; ", kept),
                Note = kept.IsEmpty ? reaped : string.Join("; ", kept),
            };
            var evidence = ImmutableArray.CreateBuilder<Evidence>();
            evidence.Add(new Evidence(reaped, Source, null));
            foreach (string one in kept)
                evidence.Add(new Evidence(one, Source, null));
            // Whatever moment another lifetop wrote of it last: this is what came of it.
            using (var batch = new JournalBatch(connection, since, by))
                batch.Record(new Transition(after, evidence.DrainToImmutable(), []));
            cleaned.Add(after);
        }
        return cleaned.DrainToImmutable();
    }

    /// <summary>Its steps when all are settled and none met another world than it was made for.</summary>
    private static List<RecordedStep>? Settled(SqliteConnection connection, long plan, string identity)
    {
        var steps = new List<RecordedStep>();
        using var command = Sql.Command(connection, "SELECT n, what, target, outcome, detail FROM steps WHERE plan=$1 AND worker=$2 ORDER BY n", plan, identity);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            if (Sql.TextAt(row, 3) is not ("done" or "already" or "kept"))
                return null;
            steps.Add(new RecordedStep(row.GetInt32(0), identity, row.GetString(1), row.GetString(2), null, row.GetString(3), Sql.TextAt(row, 4), null));
        }
        return steps;
    }

    private static RememberedWorker? Known(SqliteConnection connection, WorkerPlan worker, out DateTimeOffset seen)
    {
        seen = default;
        foreach (string name in (ImmutableArray<string>)[worker.Identity, .. worker.AlsoKnownAs])
        {
            using var command = Sql.Command(connection, "SELECT facts, last_seen FROM workers WHERE identity=$1 AND forgotten_at IS NULL", name);
            using var row = command.ExecuteReader();
            if (!row.Read() || Sql.TextAt(row, 0) is not { } facts || RowJson.WorkerOf(facts) is not { } known)
                continue;
            seen = Sql.TimeAt(row, 1);
            return known;
        }
        return null;
    }

    private static string HowItEnded(List<RecordedStep> steps)
    {
        foreach (var step in steps)
            if (step is { What: "end processes", Detail.Length: > 0 })
                return ": " + step.Detail;
        return "";
    }

    /// <summary><c>kept worktree w/a: 2 files changed</c></summary>
    private static ImmutableArray<string> Kept(List<RecordedStep> steps, ImmutableArray<LeftAlone> leftAlone)
    {
        var kept = ImmutableArray.CreateBuilder<string>();
        foreach (var step in steps)
            if (step.Outcome == StepOutcome.Kept.Word())
                kept.Add($"kept {step.What[(step.What.IndexOf(' ') + 1)..]} {PathText.LastTwo(step.Target)}{(step.Detail is { Length: > 0 } why ? ": " + why : "")}");
        foreach (var left in leftAlone)
            if (left.What.StartsWith("worktree", StringComparison.Ordinal))
                kept.Add($"kept {left.What}: {left.Why}");
        return kept.DrainToImmutable();
    }
}
