using System;
using System.Collections.Generic;
using Lifetop.Model;
using Microsoft.Data.Sqlite;

namespace Lifetop.Registry;

/// <summary>Builds from the registry what memory.json would have said, for when that is missing, torn, old or of another boot.</summary>
public static class RecollectionReader
{
    /// <summary>A look waits no longer than this for it; else the registry is a gap.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(200);

    /// <summary>Null when the registry cannot be read: the status says why. One that is not there yet gives an empty one.</summary>
    /// <param name="keep">Workers that ended longer ago than this are left to the history.</param>
    public static Recollection? Read(RegistryFile registry, Guid boot, DateTimeOffset now, TimeSpan keep, out RegistryStatus status)
    {
        Recollection? found = null;
        var patience = registry.Patience;
        registry.Patience = Limit;
        status = registry.Read(connection => found = Build(connection, boot, now, keep));
        registry.Patience = patience;
        return status.State switch
        {
            RegistryState.Usable => found,
            RegistryState.Missing => new Recollection { Boot = boot, WrittenAt = now },
            _ => null,
        };
    }

    internal static Recollection Build(SqliteConnection connection, Guid boot, DateTimeOffset now, TimeSpan keep)
    {
        var declarations = new List<Declaration>();
        var isProtected = new List<string>();
        var snoozed = new List<Snooze>();
        var workers = new List<RememberedWorker>();
        var members = new MemberRows(connection, boot);
        using var command = Sql.Command(connection, """
            SELECT w.id, identity, declared, facts, protected, snoozed_until, last_seen,
              (SELECT to_state FROM transitions t WHERE t.worker=w.id ORDER BY t.id DESC LIMIT 1)
            FROM workers w WHERE forgotten_at IS NULL AND archived_at IS NULL ORDER BY w.id
            """);
        using (var row = command.ExecuteReader())
        {
            while (row.Read())
            {
                string identity = row.GetString(1);
                if (Sql.TextAt(row, 2) is { } declared && RowJson.DeclarationOf(declared) is { } declaration)
                    declarations.Add(declaration);
                if (row.GetInt64(4) != 0)
                    isProtected.Add(identity);
                if (Sql.MaybeTimeAt(row, 5) is { } until && until > now)
                    snoozed.Add(new Snooze(identity, until));
                bool over = Sql.TextAt(row, 7) is { } word && Lifecycles.Parse(word) is { } state && state.IsEnded();
                if (over && now - Sql.TimeAt(row, 6) > keep)
                    continue;
                if (Sql.TextAt(row, 3) is { } facts && RowJson.WorkerOf(facts) is { } worker)
                    workers.Add(worker with { Members = members.Of(row.GetInt64(0)) });
            }
        }
        return new Recollection
        {
            Boot = boot,
            WrittenAt = now,
            Declarations = [.. declarations],
            Protected = [.. isProtected],
            Snoozed = [.. snoozed],
            OpenPlans = Lifetop.Registry.OpenPlans.Read(connection),
            Workers = [.. workers],
        };
    }

    /// <summary>Members of one boot, by worker; asked for in the order of worker ids, so that one pass over each table does.</summary>
    private sealed class MemberRows
    {
        // Plain arrays: lists of our own struct would be compiled at every start.
        private long[] _workers = new long[64];
        private ProcessIdentity[] _processes = new ProcessIdentity[64];
        private int _count;
        private int _next;

        public MemberRows(SqliteConnection connection, Guid boot)
        {
            using var command = Sql.Command(connection, """
                SELECT DISTINCT coalesce(w.merged_into, w.id) AS owner, m.pid, m.start_ticks FROM members m JOIN workers w ON w.id=m.worker
                WHERE m.boot=$1 AND (w.forgotten_at IS NULL OR w.merged_into IS NOT NULL) ORDER BY owner, m.pid
                """, boot.ToString("N"));
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                if (_count == _workers.Length)
                    Grow();
                _workers[_count] = row.GetInt64(0);
                _processes[_count++] = new ProcessIdentity(row.GetInt32(1), row.GetInt64(2), boot);
            }
        }

        public ProcessIdentities Of(long worker)
        {
            while (_next < _count && _workers[_next] < worker)
                _next++;
            int first = _next;
            while (_next < _count && _workers[_next] == worker)
                _next++;
            var found = new ProcessIdentity[_next - first];
            Array.Copy(_processes, first, found, 0, found.Length);
            return new ProcessIdentities(found, found.Length);
        }

        private void Grow()
        {
            var workers = new long[_count * 2];
            var processes = new ProcessIdentity[_count * 2];
            Array.Copy(_workers, workers, _count);
            Array.Copy(_processes, processes, _count);
            (_workers, _processes) = (workers, processes);
        }
    }
}
