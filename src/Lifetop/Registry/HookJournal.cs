using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Microsoft.Data.Sqlite;

namespace Lifetop.Registry;

/// <summary>A change that was recorded and that nobody who runs hooks has taken in.</summary>
/// <param name="LastClear">The state before it that was no gap; null for none.</param>
public sealed record UntoldTransition(RecordedTransition Change, Lifecycle? LastClear);

/// <summary>What a watch that died left to tell, and what is begun of it.</summary>
public sealed class HookJournal(RegistryFile registry)
{
    /// <summary>More than ten busy minutes hold; a start reads no more of the history than this.</summary>
    private const int MostRead = 50_000;

    /// <summary>In the order in which it was written; what is older than that moment is told to nobody any more.</summary>
    public RegistryStatus Left(DateTimeOffset oldest, out ImmutableArray<UntoldTransition> untold, out ImmutableArray<DueHook> due)
    {
        var (changes, calls) = (new List<UntoldTransition>(), new List<DueHook>());
        long since = Journal.Milliseconds(oldest);
        var status = registry.Write(connection =>
        {
            changes.Clear();
            calls.Clear();
            HookTaking.Since(connection);
            Sql.Execute(connection, "DELETE FROM hooks_due WHERE at<$1", since);
            ReadDue(connection, calls);
            ReadUntold(connection, since, changes);
        });
        untold = status.IsUsable ? [.. changes] : [];
        due = status.IsUsable ? [.. calls] : [];
        return status;
    }

    /// <summary>Their commands are started now: whoever comes next starts them no more.</summary>
    public RegistryStatus Begin(IReadOnlyList<long> calls) => registry.Write(connection =>
    {
        foreach (long id in calls)
            Sql.Execute(connection, "DELETE FROM hooks_due WHERE id=$1", id);
    });

    private static void ReadDue(SqliteConnection connection, List<DueHook> found)
    {
        using var command = Sql.Command(connection, "SELECT id, hook, worker, key, name, state, was, facts FROM hooks_due ORDER BY id");
        using var row = command.ExecuteReader();
        while (row.Read())
            found.Add(new DueHook(row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7)) { Id = row.GetInt64(0) });
    }

    private static void ReadUntold(SqliteConnection connection, long since, List<UntoldTransition> found)
    {
        using var command = Sql.Command(connection, $"""
            SELECT {History.Columns},
              (SELECT to_state FROM transitions p WHERE p.worker=t.worker AND p.id<t.id AND p.to_state<>'unknown' ORDER BY p.id DESC LIMIT 1)
            FROM transitions t JOIN workers w ON w.id=t.worker
            WHERE t.id>max((SELECT transition_id FROM hooks_since), (SELECT max(id) FROM transitions)-$2)
              AND t.id>coalesce(w.told, 0) AND t.at>=$1 AND w.forgotten_at IS NULL AND w.archived_at IS NULL ORDER BY t.id
            """, since, MostRead);
        using var row = command.ExecuteReader();
        while (row.Read())
            found.Add(new UntoldTransition(History.RowOf(row), Sql.TextAt(row, History.ColumnCount) is { } clear ? Lifecycles.Parse(clear) : null));
    }
}
