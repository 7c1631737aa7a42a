using System;
using Lifetop.Platform;
using Microsoft.Data.Sqlite;

namespace Lifetop.Registry;

/// <summary>
/// The registry as a file that may be missing, locked, full, foreign, damaged or taken away at any time: all of that is
/// a status, never an exception, and every call tries afresh. Opens on first use. For one thread; another opens its own.
/// </summary>
public sealed class RegistryFile : IDisposable
{
    private readonly RegistryOpening _opening;
    private readonly TimeProvider _clock;
    private SqliteConnection? _connection;
    private FileStatus _opened;
    private long _openings;

    public RegistryFile(StateFolder folder, TimeProvider clock) : this(folder, clock, Schema.Current)
    {
    }

    internal RegistryFile(StateFolder folder, TimeProvider clock, Schema schema)
    {
        Folder = folder;
        _clock = clock;
        _opening = new RegistryOpening(folder, clock, schema);
    }

    public StateFolder Folder { get; }

    /// <summary>Writes nothing at all, neither rows nor files beside the registry.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>How long a call may wait for other lifetops.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Commits wait for the disk. Without that they outlive any death of lifetop, but not one of the machine.</summary>
    public bool OutlivesMachine { get; set; } = true;

    /// <summary>Where a damaged registry was set aside to, to be said loudly; null when none was.</summary>
    public string? SetAside => _opening.SetAside;

    /// <summary>What is worth knowing about where the registry lies; null when nothing is.</summary>
    public string? Remark => Folder.IsOnNetwork
        ? $"{Folder.Path} is on a network file system: the registry keeps a rollback journal there in place of a write-ahead log, and is slower"
        : null;

    /// <summary>Whether records would be taken now. Makes the registry if there is none.</summary>
    public RegistryStatus Check()
    {
        if (ReadOnly)
            return new RegistryStatus(RegistryState.ReadOnly, "lifetop was told to write nothing (--read-only)");
        try
        {
            if (_connection is not null && !StillThere())
                Close();
            if (_connection is null)
            {
                var status = _opening.ForWriting(Patience, out _connection, out _opened);
                _openings++;
                if (!status.IsUsable)
                    Close();
                else if (!OutlivesMachine)
                    Sql.Run(_connection!, "PRAGMA synchronous=NORMAL"); // Usable says there is one
                return status;
            }
            Sql.Wait(_connection, Patience);
            return RegistryStatus.Usable;
        }
        catch (SqliteException error)
        {
            Close();
            return RegistryStatus.Of(error, Folder);
        }
    }

    /// <summary>
    /// All of the work in one transaction that holds the write lock from its start, or none of it. The work may be run
    /// again, on a new registry, if the one before proved to be damaged or was taken away.
    /// </summary>
    public RegistryStatus Write(Action<SqliteConnection> work)
    {
        long begun = _clock.GetTimestamp();
        for (int attempt = 0; ; attempt++)
        {
            var status = Check();
            if (!status.IsUsable)
                return status;
            // Opening may have waited already: together no longer than we are willing to.
            status = Transact(_connection!, Patience - _clock.GetElapsedTime(begun), work); // Usable says there is one
            // Another lifetop set it aside meanwhile: whatever came of it, nobody would ever read it there.
            bool isGone = !StillThere();
            if (status.IsUsable ? !isGone : status.State == RegistryState.Busy)
                return status;
            // Whatever it was, the next call looks at the file anew.
            Close();
            if (status.State != RegistryState.Corrupt && !isGone)
                return status;
            // A new one that is damaged at once would be again.
            if (!isGone && attempt > 0)
                return status;
            if (attempt == RegistryOpening.Attempts)
                return _opening.KeepsBeingReplaced();
            if (!isGone && _opening.BeginAnew(_opened) is { IsUsable: false } kept)
                return kept;
        }
    }

    private RegistryStatus Transact(SqliteConnection connection, TimeSpan patience, Action<SqliteConnection> work)
    {
        // A rollback journal is opened by name for each transaction: it must be that of this file.
        using var together = Folder.IsOnNetwork ? FolderLock.Share(Folder, _clock) : null;
        try
        {
            Sql.Wait(connection, patience);
            Sql.Run(connection, "BEGIN IMMEDIATE");
            work(connection);
            Sql.Run(connection, "COMMIT");
            // The log has its time from before the commit was durable, and seen by nobody: memory that was written meanwhile is older.
            _ = StateFile.Touch(Folder.Registry);
            return RegistryStatus.Usable;
        }
        catch (SqliteException error)
        {
            return RegistryStatus.Of(error, Folder);
        }
        finally
        {
            Sql.RollBack(connection);
        }
    }

    /// <summary>All the answers of the work from one moment. Begins no registry, repairs none, and leaves no transaction open.</summary>
    public RegistryStatus Read(Action<SqliteConnection> work)
    {
        if (_connection is not null && StillThere())
        {
            Sql.Wait(_connection, Patience);
            try
            {
                return ReadFrom(_connection, work);
            }
            catch (SqliteException error)
            {
                Close();
                return RegistryStatus.Of(error, Folder);
            }
        }
        return _opening.ForReading(Patience, connection => ReadFrom(connection, work));
    }

    /// <summary>Moves with every commit of anybody else and with every opening, never with our own commits; 0 while it is not open, or is another file by now.</summary>
    public long VersionOfOthers()
    {
        if (_connection is null || !StillThere())
            return 0;
        try
        {
            return (_openings << 32) + Sql.Number(_connection, "PRAGMA data_version");
        }
        catch (SqliteException)
        {
            return 0;
        }
    }

    /// <summary>Reads every page: what is wrong, or null when nothing is. Takes long on a large registry.</summary>
    public string? Damage(out RegistryStatus status)
    {
        string? found = null;
        status = Read(connection =>
        {
            string answer = Sql.Text(connection, "PRAGMA quick_check(1)");
            found = answer == "ok" ? null : answer;
        });
        return found ?? (status.State == RegistryState.Corrupt ? status.Message : null);
    }

    /// <summary>What to do about a registry that a newer lifetop wrote; null when it is none.</summary>
    public string? NewerSchema()
    {
        string? found = null;
        Read(connection => found = _opening.Newer(Schema.Version(connection)));
        return found;
    }

    /// <summary>Sets the registry aside as damaged, with its log, and begins a new one.</summary>
    public RegistryStatus BeginAnew()
    {
        var status = Check();
        if (!status.IsUsable)
            return status;
        Close();
        status = _opening.BeginAnew(_opened);
        return status.IsUsable ? Check() : status;
    }

    /// <summary>
    /// Moves the log into the file, for idle moments: waits for nobody. It makes registry.db newer than memory.json,
    /// so that is written after this, not before; so it is after Dispose, where SQLite does the same.
    /// </summary>
    public void Checkpoint()
    {
        if (_connection is null || ReadOnly || !StillThere())
            return;
        Sql.Wait(_connection, TimeSpan.Zero);
        try
        {
            Sql.Run(_connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteException)
        {
            Close();
        }
    }

    public void Dispose() => Close();

    private RegistryStatus ReadFrom(SqliteConnection connection, Action<SqliteConnection> work)
    {
        try
        {
            // The first statement takes the lock, under the exact timeout; those after it find it held.
            Sql.Run(connection, "BEGIN");
            if (_opening.Foreign(connection) is { } foreign)
                return foreign;
            if (Sql.Number(connection, "SELECT count(*) FROM sqlite_master WHERE name='workers'") == 0)
                return RegistryOpening.NoneYet;
            work(connection);
            return RegistryStatus.Usable;
        }
        finally
        {
            Sql.RollBack(connection);
        }
    }

    // After an unlink or a replacement SQLite would write happily into a file nobody will ever read.
    private bool StillThere()
        => StateFile.Status(Folder.Registry, out var now) == 0 && RegistryOpening.IsSameFile(now, _opened) && Folder.Distrust() is null;

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
