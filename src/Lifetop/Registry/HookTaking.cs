using System;
using System.Collections.Generic;
using Lifetop.Model;
using Microsoft.Data.Sqlite;

namespace Lifetop.Registry;

/// <summary>
/// What whoever runs hooks takes in with a record, in the same transaction: that the changes are seen to, and which calls are due for them.
/// </summary>
public sealed class HookTaking
{
    /// <summary>Whether hooks are this one's to run now; asked at each record.</summary>
    public Func<bool> IsOurs { get; init; } = static () => true;

    /// <summary>The watch that leads: from its first record on no change is lost to hooks.</summary>
    public bool Leads { get; init; }

    /// <summary>Calls to be written down; each has its number then.</summary>
    public List<DueHook> Due { get; } = [];

    /// <summary>Changes that others have recorded and that are seen to now.</summary>
    public List<RecordedTransition> Told { get; } = [];

    public bool IsEmpty => Due.Count + Told.Count == 0;

    /// <summary>What was there before any watch led stays untold.</summary>
    internal static void Since(SqliteConnection connection)
        => Sql.Execute(connection, "INSERT OR IGNORE INTO hooks_since(one, transition_id) SELECT 1, coalesce(max(id), 0) FROM transitions");

    internal void Write(SqliteConnection connection, DateTimeOffset at)
    {
        foreach (var due in Due)
        {
            Sql.Execute(connection, "INSERT INTO hooks_due(at, hook, worker, key, name, state, was, facts) VALUES($1, $2, $3, $4, $5, $6, $7, $8)",
                Journal.Milliseconds(at), due.Hook, due.Worker, due.Key, due.Name, due.State, due.Was, due.Facts);
            due.Id = Sql.Number(connection, "SELECT last_insert_rowid()");
        }
        foreach (var change in Told)
            Sql.Execute(connection, "UPDATE workers SET told=max(coalesce(told, 0), $2) WHERE identity=$1", change.Identity, change.Id);
    }

    /// <summary>It may all have been undone: what is not written down has no number.</summary>
    internal void Finish(bool isWritten)
    {
        if (isWritten)
            Told.Clear();
        else
            foreach (var due in Due)
                due.Id = 0;
    }
}
