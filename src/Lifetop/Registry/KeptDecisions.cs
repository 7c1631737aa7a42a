using System;
using Lifetop.Model;
using Microsoft.Data.Sqlite;

namespace Lifetop.Registry;

/// <summary>
/// What people decided, from memory.json into a registry that is just being made: where that was removed, or is damaged, the copy is all
/// there is, and whoever records first would make it anew without them.
/// </summary>
internal static class KeptDecisions
{
    public static void Into(SqliteConnection made, StateFolder folder, DateTimeOffset now)
    {
        if (MemoryFile.Read(folder.Memory, out _) is not { } memory)
            return;
        foreach (var declaration in memory.Declarations)
            Journal.Adopt(made, declaration, now);
        foreach (string identity in memory.Protected)
            Decide(made, memory, identity, "protected=1", null, now);
        foreach (var snooze in memory.Snoozed)
            Decide(made, memory, snooze.Identity, "snoozed_until=$2", Journal.Milliseconds(snooze.Until), now);
    }

    private static void Decide(SqliteConnection made, Recollection memory, string identity, string set, object? value, DateTimeOffset now)
    {
        foreach (var worker in memory.Workers)
            if (worker.Identity == identity)
                Sql.Execute(made, """
                    INSERT OR IGNORE INTO workers(identity, key, name, source, kind, type, facts, first_seen, last_seen) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $8)
                    """,
                    identity, worker.Key, worker.Name, worker.Source, worker.Kind.Word(), worker.Type, RowJson.Of(worker with { Members = ProcessIdentities.None }), Journal.Milliseconds(now));
        Sql.Execute(made, $"UPDATE workers SET {set} WHERE identity=$1", identity, value);
    }
}
