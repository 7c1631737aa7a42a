using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Actions.Steps;
using Microsoft.Data.Sqlite;

namespace Lifetop.Registry;

/// <summary>What became of a task, as it is kept beyond the life of whoever worked on it.</summary>
/// <param name="Key">The worker's, if lifetop knows it still.</param>
public sealed record RecordedTask(long Id, FinishedTask Task, string? Key)
{
    /// <summary>When it ended, or was put down.</summary>
    public DateTimeOffset At => Task.CompletedAt ?? Task.CreatedAt ?? default;
}

/// <summary>Reads back what became of tasks.</summary>
public sealed class TaskRecords(RegistryFile registry)
{
    /// <summary>Newest last, by when they ended.</summary>
    public RegistryStatus Tasks(HistoryQuery query, out ImmutableArray<RecordedTask> found)
    {
        var tasks = new List<RecordedTask>();
        var status = registry.Read(connection =>
        {
            tasks.Clear();
            using var command = Sql.Command(connection, """
                SELECT t.id, t.name, t.worker, t.source, t.status, t.task, t.branch, t.pr_url, t.summary, t.created_at, t.completed_at, w.key
                FROM task_history t LEFT JOIN workers w ON w.identity=t.worker
                WHERE ($1 IS NULL OR t.worker=$1 OR t.worker IN
                    (SELECT identity FROM workers WHERE merged_into=(SELECT id FROM workers WHERE identity=$1)))
                  AND ($2 IS NULL OR coalesce(t.completed_at, t.created_at)>=$2)
                ORDER BY coalesce(t.completed_at, t.created_at) DESC, t.id DESC LIMIT $3
                """, query.Identity, query.Since is { } since ? Journal.Milliseconds(since) : null, query.Limit);
            using var row = command.ExecuteReader();
            while (row.Read())
                tasks.Add(TaskOf(row));
            tasks.Reverse();
        });
        found = [.. tasks];
        return status;
    }

    private static RecordedTask TaskOf(SqliteDataReader row)
    {
        var task = new FinishedTask(row.GetString(1), Sql.TextAt(row, 2) ?? "", row.GetString(3), row.GetString(4))
        {
            Task = Sql.TextAt(row, 5),
            Branch = Sql.TextAt(row, 6),
            ResultUrl = Sql.TextAt(row, 7),
            Summary = Sql.TextAt(row, 8),
            CreatedAt = Sql.MaybeTimeAt(row, 9),
            CompletedAt = Sql.MaybeTimeAt(row, 10),
        };
        return new RecordedTask(row.GetInt64(0), task, Sql.TextAt(row, 11));
    }
}
