using System;
using Lifetop.Model;
using Microsoft.Data.Sqlite;

namespace Lifetop.Registry;

/// <summary>The statements of one recording, prepared once for all the workers in it. Lives inside one transaction.</summary>
/// <param name="connection">With a transaction open.</param>
/// <param name="at">When the look was made.</param>
/// <param name="by">Who records.</param>
/// <param name="boot">The present one, of which alone anybody can say who is gone; empty forgets nobody.</param>
internal sealed class JournalBatch(SqliteConnection connection, DateTimeOffset at, string by, Guid boot = default) : IDisposable
{
    // Two lifetops look at slightly different moments: the older look changes nothing. A clock set back further than
    // this is no such thing.
    private const long Overlap = 10_000;

    private readonly long _at = Journal.Milliseconds(at);
    private long _lastSeen; // of the worker that was found last

    private readonly SqliteCommand _find = Sql.Command(connection,
        "SELECT id, max(coalesce(forgotten_at, archived_at), coalesce(archived_at, forgotten_at)), last_seen FROM workers WHERE identity=$1", "");

    private readonly SqliteCommand _insert = Sql.Command(connection,
        "INSERT INTO workers(identity, key, name, source, kind, type, facts, first_seen, last_seen) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $8)",
        "", "", "", "", "", "", "", 0L);

    private readonly SqliteCommand _update = Sql.Command(connection, """
        UPDATE workers SET identity=$1, key=$2, name=$3, source=$4, kind=$5, type=$6, facts=$7, last_seen=$8,
          forgotten_at=NULL, merged_into=NULL, archived_at=NULL WHERE id=$9
        """, "", "", "", "", "", "", "", 0L, 0L);

    private readonly SqliteCommand _merge = Sql.Command(connection,
        "UPDATE workers SET merged_into=$1, forgotten_at=$2 WHERE id=$3 AND declared IS NULL", 0L, 0L, 0L);

    private readonly SqliteCommand _keepWishes = Sql.Command(connection, """
        UPDATE workers SET protected=max(protected, (SELECT protected FROM workers WHERE id=$2)),
          snoozed_until=coalesce(snoozed_until, (SELECT snoozed_until FROM workers WHERE id=$2)) WHERE id=$1
        """, 0L, 0L);

    private readonly SqliteCommand _last = Sql.Command(connection,
        "SELECT to_state, root, exit_code, signal, id FROM transitions WHERE worker=$1 ORDER BY id DESC LIMIT 1", 0L);

    private readonly SqliteCommand _change = Sql.Command(connection, """
        INSERT INTO transitions(worker, from_state, to_state, since, at, root, evidence, note, exit_code, signal, by)
        VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """, 0L, null, "", 0L, 0L, null, "", "", null, null, "");

    private readonly SqliteCommand _lastOfRoot = Sql.Command(connection,
        "SELECT id, to_state, exit_code IS NULL AND signal IS NULL, (SELECT max(id) FROM transitions WHERE worker=$1) FROM transitions WHERE worker=$1 AND root=$2 ORDER BY id DESC LIMIT 1", 0L, "");

    private readonly SqliteCommand _endedByPlan = Sql.Command(connection, """
        SELECT 1 FROM plan_workers w JOIN plans p ON p.id=w.plan
        WHERE w.worker=$1 AND p.action IN ('reap', 'reap now', 'restart', 'stop', 'sweep') AND coalesce(p.ended_at, $2)>=$2 LIMIT 1
        """, "", 0L);

    private readonly SqliteCommand _tell = Sql.Command(connection, """
        UPDATE workers SET told=max(coalesce(told, 0), coalesce((SELECT id FROM transitions WHERE worker=$1 AND to_state=$2 ORDER BY id DESC LIMIT 1), 0)) WHERE id=$1
        """, 0L, "");

    private readonly JournalMembers _members = new(connection, at, boot);

    /// <summary>Who records runs hooks: a state that is offered has been seen to, whoever wrote it down first.</summary>
    public bool Tells { get; init; }

    /// <summary>True when its state, attempt or ending is news.</summary>
    public bool Record(Transition change)
    {
        var worker = change.Worker;
        long? id = Find(worker.Identity, out long? forgotten);
        // Forgotten or archived since that look was made: it stays so.
        if (forgotten >= _at)
            return false;
        if (id is null)
            id = FindByOtherName(worker, out forgotten);
        if (change.IsOfEarlierAttempt && id is { } past)
            return RecordEarlier(past, change);
        bool older = id is not null && (_lastSeen - _at is > 0 and < Overlap || IsOfTheReaped(id.Value, worker));
        if (!older)
        {
            id = id is { } known ? Update(known, worker) : Insert(worker);
            Merge(id.Value, worker);
        }
        bool isNew = RecordState(id!.Value, change, begins: forgotten is not null, older); // only a known worker has an older look
        if (isNew)
            _members.ForgetGone(id.Value);
        if (Tells)
            Tell(id.Value, worker.State);
        _members.Record(id.Value, change);
        return isNew;
    }

    public void Dispose()
    {
        _find.Dispose();
        _insert.Dispose();
        _update.Dispose();
        _merge.Dispose();
        _keepWishes.Dispose();
        _last.Dispose();
        _change.Dispose();
        _lastOfRoot.Dispose();
        _endedByPlan.Dispose();
        _tell.Dispose();
        _members.Dispose();
    }

    private void Tell(long id, Lifecycle state)
    {
        Set(_tell, 0, id);
        Set(_tell, 1, state.Word());
        _tell.ExecuteNonQuery();
    }

    /// <summary>The reaping or the end of what a plan reaped, from a look that had not heard of the plan's end yet: cleaned says more.</summary>
    private bool IsOfTheReaped(long id, RememberedWorker worker)
    {
        if (worker.State is not (Lifecycle.Reaping or Lifecycle.Completed or Lifecycle.Failed or Lifecycle.Blocked))
            return false;
        Set(_last, 0, id);
        using var last = _last.ExecuteReader();
        return last.Read() && last.GetString(0) == Lifecycle.Cleaned.Word() && (worker.Root is null || Sql.TextAt(last, 1) is not { } root || root == worker.Root.ToString());
    }

    private long? Find(string identity, out long? forgotten)
    {
        forgotten = null;
        Set(_find, 0, identity);
        using var row = _find.ExecuteReader();
        if (!row.Read())
            return null;
        forgotten = row.IsDBNull(1) ? null : row.GetInt64(1);
        _lastSeen = row.GetInt64(2);
        return row.GetInt64(0);
    }

    // A worker that turns out to be declared, or to live in a pane of its own, keeps the history it had before that.
    private long? FindByOtherName(RememberedWorker worker, out long? forgotten)
    {
        forgotten = null;
        foreach (string other in worker.AlsoKnownAs)
            if (Find(other, out forgotten) is { } id && forgotten is null)
                return id;
        forgotten = null;
        return null;
    }

    private void Merge(long id, RememberedWorker worker)
    {
        foreach (string other in worker.AlsoKnownAs)
        {
            if (Find(other, out long? forgotten) is not { } part || part == id || forgotten is not null)
                continue;
            Set(_merge, 0, id);
            Set(_merge, 1, _at);
            Set(_merge, 2, part);
            if (_merge.ExecuteNonQuery() == 0)
                continue;
            Set(_keepWishes, 0, id);
            Set(_keepWishes, 1, part);
            _keepWishes.ExecuteNonQuery();
        }
    }

    private long Insert(RememberedWorker worker)
    {
        Describe(_insert, worker);
        _insert.ExecuteNonQuery();
        return Sql.Number(connection, "SELECT last_insert_rowid()");
    }

    private long Update(long id, RememberedWorker worker)
    {
        Describe(_update, worker);
        Set(_update, 8, id);
        _update.ExecuteNonQuery();
        return id;
    }

    private void Describe(SqliteCommand command, RememberedWorker worker)
    {
        Set(command, 0, worker.Identity);
        Set(command, 1, worker.Key);
        Set(command, 2, worker.Name);
        Set(command, 3, worker.Source);
        Set(command, 4, worker.Kind.Word());
        Set(command, 5, worker.Type);
        Set(command, 6, RowJson.Of(worker with { Members = ProcessIdentities.None }));
        Set(command, 7, _at);
    }

    private bool RecordState(long id, Transition change, bool begins, bool older)
    {
        var worker = change.Worker;
        string state = worker.State.Word();
        string? root = worker.Root?.ToString();
        string? from = null;
        Set(_last, 0, id);
        using (var last = _last.ExecuteReader())
        {
            if (last.Read() && !begins)
            {
                from = last.GetString(0);
                string? lastRoot = Sql.TextAt(last, 1);
                bool attempt = root is not null && lastRoot is not null && root != lastRoot;
                bool learned = !attempt && Lifecycles.Parse(from) is { } before && (from == state || before.IsEnded())
                    && worker.Ending is { IsKnown: true } && last.IsDBNull(2) && last.IsDBNull(3);
                bool changed = from != state || attempt;
                if (learned && from == Lifecycle.Cleaned.Word())
                {
                    Learn(last.GetInt64(4), worker.Ending!); // learned says there is one
                    return false;
                }
                if (learned && from == state)
                {
                    Learn(last.GetInt64(4), change);
                    return true;
                }
                // How it ended is news even from an older look: only one lifetop may have held its pidfd.
                if (!learned && (older || !changed))
                    return false;
            }
        }
        Set(_change, 0, id);
        Set(_change, 1, from);
        Set(_change, 2, state);
        Set(_change, 3, Journal.Milliseconds(worker.Since));
        Set(_change, 4, _at);
        Set(_change, 5, root);
        Set(_change, 6, RowJson.Of(change.Evidence));
        Set(_change, 7, worker.Note);
        Set(_change, 8, worker.Ending?.ExitCode);
        Set(_change, 9, worker.Ending?.Signal);
        Set(_change, 10, by);
        _change.ExecuteNonQuery();
        return true;
    }

    /// <summary>
    /// Whoever looks sees the next attempt, and tells how the one before it ended: it is there once, before that one, unless a plan ended it,
    /// which tells more.
    /// </summary>
    private bool RecordEarlier(long id, Transition change)
    {
        Set(_lastOfRoot, 0, id);
        Set(_lastOfRoot, 1, change.Worker.Root?.ToString());
        using (var last = _lastOfRoot.ExecuteReader())
        {
            if (!last.Read())
                return false;
            long row = last.GetInt64(0);
            var state = Lifecycles.Parse(last.GetString(1));
            if (state == Lifecycle.Zombie || state?.IsEnded() == true)
            {
                if (last.GetBoolean(2) && change.Worker.Ending is { IsKnown: true } ending)
                    Learn(row, ending);
                return false;
            }
            if (row != last.GetInt64(3))
                return false;
        }
        Set(_endedByPlan, 0, change.Worker.Identity);
        Set(_endedByPlan, 1, Journal.Milliseconds(change.Worker.SeenAt));
        return _endedByPlan.ExecuteScalar() is null && RecordState(id, change, begins: false, older: false);
    }

    /// <summary>It ended once, though how became known only later: that is one change, not two.</summary>
    private void Learn(long transition, Transition change)
        => Sql.Execute(connection, "UPDATE transitions SET evidence=$2, note=$3, exit_code=$4, signal=$5 WHERE id=$1",
            transition, RowJson.Of(change.Evidence), change.Worker.Note, change.Worker.Ending?.ExitCode, change.Worker.Ending?.Signal);

    /// <summary>How the reaped one ended belongs to its reap.</summary>
    private void Learn(long transition, Ending ending)
        => Sql.Execute(connection, "UPDATE transitions SET exit_code=$2, signal=$3 WHERE id=$1", transition, ending.ExitCode, ending.Signal);

    internal static void Set(SqliteCommand command, int parameter, object? value)
        => command.Parameters[parameter].Value = value ?? DBNull.Value;
}
