using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Platform;
using Microsoft.Data.Sqlite;

namespace Lifetop.Registry;

/// <summary>
/// The members of the workers of one recording, by identity: one that lives may have dropped every mark and be known by this alone, of
/// one that is gone nobody wants to know. Lives inside one transaction.
/// </summary>
/// <param name="connection">With a transaction open.</param>
/// <param name="at">When the look was made.</param>
/// <param name="boot">The present one, of which alone anybody can say who is gone; empty forgets nobody.</param>
internal sealed class JournalMembers(SqliteConnection connection, DateTimeOffset at, Guid boot) : IDisposable
{
    private static readonly ImmutableArray<string> Ties = ["root", "descendant", "session", "group", "terminal", "remembered", "marker", "directory", "scope"];

    private readonly long _at = Journal.Milliseconds(at);

    private readonly SqliteCommand _add = Sql.Command(connection,
        "INSERT OR IGNORE INTO members(worker, pid, start_ticks, boot, tie, first_seen) VALUES($1, $2, $3, $4, $5, $6)",
        0L, 0, 0L, "", "", 0L);

    private readonly SqliteCommand _known = Sql.Command(connection, "SELECT DISTINCT pid FROM members WHERE worker=$1 AND boot=$2", 0L, boot.ToString("N"));

    private readonly SqliteCommand _forget = Sql.Command(connection, "DELETE FROM members WHERE worker=$1 AND boot=$2 AND pid=$3", 0L, boot.ToString("N"), 0);

    public void Record(long id, Transition change)
    {
        for (int i = 0; i < change.Members.Length; i++)
            Add(id, change.Members[i].Process, Ties[(int)change.Members[i].Tie]);
        // Those known from before whom nobody found this time: ignored where they have a row already.
        var remembered = change.Worker.Members;
        for (int i = 0; i < remembered.Count; i++)
            Add(id, remembered[i], Ties[(int)MemberTie.Remembered]);
    }

    public void ForgetGone(long id)
    {
        if (boot == Guid.Empty)
            return;
        var gone = new List<int>();
        JournalBatch.Set(_known, 0, id);
        using (var row = _known.ExecuteReader())
            while (row.Read())
                if (IsGone(row.GetInt32(0)))
                    gone.Add(row.GetInt32(0));
        foreach (int pid in gone)
        {
            JournalBatch.Set(_forget, 0, id);
            JournalBatch.Set(_forget, 2, pid);
            _forget.ExecuteNonQuery();
        }
    }

    public void Dispose()
    {
        _add.Dispose();
        _known.Dispose();
        _forget.Dispose();
    }

    private void Add(long id, ProcessIdentity process, string tie)
    {
        JournalBatch.Set(_add, 0, id);
        JournalBatch.Set(_add, 1, process.Pid);
        JournalBatch.Set(_add, 2, process.StartTicks);
        JournalBatch.Set(_add, 3, process.Boot.ToString("N"));
        JournalBatch.Set(_add, 4, tie);
        JournalBatch.Set(_add, 5, _at);
        _add.ExecuteNonQuery();
    }

    /// <summary>Nobody has the number, not even one that waits to be waited for.</summary>
    private static bool IsGone(int pid)
    {
        using var handle = ProcessHandle.TryOpen(pid, out int error);
        return handle is null && error == Errno.NoProcess;
    }
}
