using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Microsoft.Data.Sqlite;

namespace Lifetop.Registry;

/// <summary>Something lifetop set out to do, and what came of it. Not ended: still at work, or its lifetop died.</summary>
public sealed record RecordedPlan
{
    public required long Id { get; init; }
    public required string Action { get; init; }
    public required ProcessIdentity Owner { get; init; }
    public required string User { get; init; }
    public string? Terminal { get; init; }
    public string? SshClient { get; init; }
    public required string Via { get; init; }
    public required DateTimeOffset BegunAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public string? Outcome { get; init; }
    public string? Reason { get; init; }

    public TimeSpan? Took => EndedAt - BegunAt;

    /// <summary>Keys of the workers it was about.</summary>
    public ImmutableArray<string> Workers { get; init; } = [];
    public ImmutableArray<RecordedStep> Steps { get; init; } = [];
}

/// <summary>One step of a plan: intended when, and with what outcome when done.</summary>
public sealed record RecordedStep(int Number, string Worker, string What, string Target, DateTimeOffset? IntendedAt, string? Outcome, string? Detail, DateTimeOffset? DoneAt)
{
    /// <summary>The key of its worker.</summary>
    public string Key { get; init; } = "";

    /// <summary>The sentence that was confirmed; empty when it is not known any more.</summary>
    public string Words { get; init; } = "";

    public TimeSpan? Took => DoneAt - IntendedAt;
}

/// <summary>Reads back what lifetop did.</summary>
public sealed class ActionHistory(RegistryFile registry)
{
    /// <summary>Plans with their steps, newest last.</summary>
    public RegistryStatus Plans(HistoryQuery query, out ImmutableArray<RecordedPlan> found)
    {
        var plans = new List<RecordedPlan>();
        var status = registry.Read(connection =>
        {
            plans.Clear();
            var words = new List<ImmutableArray<string>>();
            using (var command = Sql.Command(connection, """
                SELECT id, action, owner_pid, owner_start, owner_boot, user, tty, ssh_client, via, begun_at, ended_at, outcome, reason, plan FROM plans
                WHERE ($1 IS NULL OR id IN (SELECT plan FROM plan_workers WHERE worker=$1 OR worker IN
                    (SELECT identity FROM workers WHERE merged_into=(SELECT id FROM workers WHERE identity=$1))))
                  AND ($2 IS NULL OR begun_at>=$2)
                ORDER BY id DESC LIMIT $3
                """, query.Identity, query.Since is { } since ? Journal.Milliseconds(since) : null, query.Limit))
            using (var row = command.ExecuteReader())
                while (row.Read())
                {
                    plans.Add(PlanOf(row));
                    words.Add(PlanColumn.Read(row.GetString(13)).Words);
                }
            for (int i = 0; i < plans.Count; i++)
                plans[i] = plans[i] with { Workers = WorkersOf(connection, plans[i].Id), Steps = StepsOf(connection, plans[i].Id, words[i]) };
            plans.Reverse();
        });
        found = [.. plans];
        return status;
    }

    private static RecordedPlan PlanOf(SqliteDataReader row)
    {
        _ = Guid.TryParse(row.GetString(4), out var boot);
        return new RecordedPlan
        {
            Id = row.GetInt64(0),
            Action = row.GetString(1),
            Owner = new ProcessIdentity(row.GetInt32(2), row.GetInt64(3), boot),
            User = row.GetString(5),
            Terminal = Sql.TextAt(row, 6),
            SshClient = Sql.TextAt(row, 7),
            Via = row.GetString(8),
            BegunAt = Sql.TimeAt(row, 9),
            EndedAt = Sql.MaybeTimeAt(row, 10),
            Outcome = Sql.TextAt(row, 11),
            Reason = Sql.TextAt(row, 12),
        };
    }

    private static ImmutableArray<string> WorkersOf(SqliteConnection connection, long plan)
    {
        var found = new List<string>();
        using var command = Sql.Command(connection, "SELECT key FROM plan_workers WHERE plan=$1 ORDER BY key", plan);
        using var row = command.ExecuteReader();
        while (row.Read())
            found.Add(row.GetString(0));
        return [.. found];
    }

    private static ImmutableArray<RecordedStep> StepsOf(SqliteConnection connection, long plan, ImmutableArray<string> words)
    {
        var found = new List<RecordedStep>();
        using var command = Sql.Command(connection,
            """
            SELECT n, s.worker, what, target, intent_at, outcome, detail, done_at, w.key FROM steps s
            LEFT JOIN plan_workers w ON w.plan=s.plan AND w.worker=s.worker WHERE s.plan=$1 ORDER BY n
            """, plan);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            int number = row.GetInt32(0);
            found.Add(new RecordedStep(number, row.GetString(1), row.GetString(2), row.GetString(3),
                Sql.MaybeTimeAt(row, 4), Sql.TextAt(row, 5), Sql.TextAt(row, 6), Sql.MaybeTimeAt(row, 7))
            {
                Key = Sql.TextAt(row, 8) ?? row.GetString(1),
                Words = number > 0 && number <= words.Length ? words[number - 1] : "",
            });
        }
        return [.. found];
    }
}
