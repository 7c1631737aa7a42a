using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Microsoft.Data.Sqlite;

namespace Lifetop.Registry;

/// <summary>A change of state as it was recorded. Key and name are the worker's present ones.</summary>
public sealed record RecordedTransition
{
    public required long Id { get; init; }
    public required string Identity { get; init; }
    public required string Key { get; init; }
    public required string Name { get; init; }
    public required string Source { get; init; }
    public required WorkerKind Kind { get; init; }
    public Lifecycle? From { get; init; }
    public required Lifecycle To { get; init; }
    public required DateTimeOffset Since { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Its process then: another one than before is another attempt.</summary>
    public ProcessIdentity? Root { get; init; }
    public ImmutableArray<Evidence> Evidence { get; init; } = [];
    public string Note { get; init; } = "";
    public int? ExitCode { get; init; }
    public int? Signal { get; init; }
    public string By { get; init; } = "";
}

/// <summary>What part of the history is asked for.</summary>
public sealed record HistoryQuery
{
    /// <summary>Identity of one worker; null for all.</summary>
    public string? Identity { get; init; }
    public DateTimeOffset? Since { get; init; }

    /// <summary>At most so many, the newest.</summary>
    public int Limit { get; init; } = 100;
}

/// <summary>Answers what happened to a worker, what lifetop did, and what the grid looked like at a moment.</summary>
public sealed class History(RegistryFile registry)
{
    internal const int ColumnCount = 16;

    internal const string Columns =
        "t.id, w.identity, w.key, w.name, w.source, w.kind, t.from_state, t.to_state, t.since, t.at, t.root, t.evidence, t.note, t.exit_code, t.signal, t.by";

    /// <summary>Newest last, in the order they were written whatever the clock did meanwhile.</summary>
    public RegistryStatus Transitions(HistoryQuery query, out ImmutableArray<RecordedTransition> found)
    {
        ImmutableArray<RecordedTransition> rows = [];
        var status = registry.Read(connection =>
        {
            using var command = Sql.Command(connection, $"""
                SELECT {Columns} FROM transitions t JOIN workers w ON w.id=t.worker
                WHERE ($1 IS NULL OR t.worker IN (SELECT id FROM workers WHERE identity=$1
                    UNION SELECT id FROM workers WHERE merged_into=(SELECT id FROM workers WHERE identity=$1)))
                  AND ($2 IS NULL OR t.at>=$2)
                ORDER BY t.id DESC LIMIT $3
                """, query.Identity, query.Since is { } since ? Journal.Milliseconds(since) : null, query.Limit);
            rows = RowsOf(command, newestLast: true);
        });
        found = rows;
        return status;
    }

    /// <summary>The last recorded change of every worker that was known at that moment: its state then.</summary>
    public RegistryStatus At(DateTimeOffset moment, out ImmutableArray<RecordedTransition> found)
    {
        ImmutableArray<RecordedTransition> rows = [];
        var status = registry.Read(connection =>
        {
            using var command = Sql.Command(connection, $"""
                SELECT {Columns} FROM workers w JOIN transitions t
                  ON t.id=(SELECT id FROM transitions WHERE worker=w.id AND at<=$1 ORDER BY id DESC LIMIT 1)
                WHERE w.forgotten_at IS NULL OR w.forgotten_at>$1 ORDER BY w.id
                """, Journal.Milliseconds(moment));
            rows = RowsOf(command, newestLast: false);
        });
        found = rows;
        return status;
    }

    /// <summary>Finds recorded workers by a present or past identity or key, so that a person may name one that is gone, or of which only its task is kept.</summary>
    public RegistryStatus Find(string keyOrIdentity, out ImmutableArray<string> identities)
    {
        var found = new List<string>();
        var status = registry.Read(connection =>
        {
            found.Clear();
            using var command = Sql.Command(connection,
                """
                SELECT identity FROM (
                  SELECT identity, last_seen AS at, id FROM workers WHERE identity=$1 OR key=$1 OR name=$1
                  UNION ALL SELECT worker, max(coalesce(completed_at, created_at, 0)), 0 FROM task_history
                    WHERE (worker=$1 OR name=$1) AND worker IS NOT NULL AND worker NOT IN (SELECT identity FROM workers WHERE identity=$1 OR key=$1 OR name=$1) GROUP BY worker)
                ORDER BY at DESC, id DESC LIMIT 50
                """, keyOrIdentity);
            using var row = command.ExecuteReader();
            while (row.Read())
                found.Add(row.GetString(0));
        });
        identities = [.. found];
        return status;
    }

    private static ImmutableArray<RecordedTransition> RowsOf(SqliteCommand command, bool newestLast)
    {
        var found = new List<RecordedTransition>();
        using (var row = command.ExecuteReader())
            while (row.Read())
                found.Add(RowOf(row));
        if (newestLast)
            found.Reverse();
        return [.. found];
    }

    internal static RecordedTransition RowOf(SqliteDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Identity = row.GetString(1),
        Key = row.GetString(2),
        Name = row.GetString(3),
        Source = row.GetString(4),
        Kind = WorkerKinds.Parse(row.GetString(5)) ?? WorkerKind.Job,
        From = Sql.TextAt(row, 6) is { } from ? Lifecycles.Parse(from) : null,
        To = Lifecycles.Parse(row.GetString(7)) ?? Lifecycle.Unknown,
        Since = Sql.TimeAt(row, 8),
        At = Sql.TimeAt(row, 9),
        Root = ProcessIdentity.TryParse(Sql.TextAt(row, 10), out var root) ? root : null,
        Evidence = RowJson.EvidenceOf(row.GetString(11)),
        Note = row.GetString(12),
        ExitCode = Sql.NumberAt(row, 13),
        Signal = Sql.NumberAt(row, 14),
        By = row.GetString(15),
    };
}
