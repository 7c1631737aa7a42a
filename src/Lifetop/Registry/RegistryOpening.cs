using System;
using Lifetop.Platform;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Lifetop.Registry;

/// <summary>How the registry is opened: made private before SQLite sees it, put in order, or set aside when it is damaged.</summary>
internal sealed class RegistryOpening(StateFolder folder, TimeProvider clock, Schema schema)
{
    public static readonly RegistryStatus NoneYet = new(RegistryState.Missing, "no registry yet: nothing has been recorded");

    // Another lifetop replaces a registry once, and so do we; more often it is somebody else's doing.
    public const int Attempts = 3;

    public string? SetAside { get; private set; }

    public RegistryStatus ForWriting(TimeSpan patience, out SqliteConnection? connection, out FileStatus opened)
    {
        connection = null;
        opened = default;
        long begun = clock.GetTimestamp();
        if (SqliteLibrary.Load() is { } missing)
            return new RegistryStatus(RegistryState.NoLibrary, missing);
        for (int attempt = 0; ; attempt++)
        {
            var status = Prepare(out opened);
            if (!status.IsUsable)
                return status;
            SqliteConnection? fresh = null;
            bool isTheSame;
            try
            {
                // The file, its log and its shared memory are opened one after the other, by name: they must be of one registry.
                using (FolderLock.Share(folder, clock))
                {
                    fresh = Connect(folder.Registry, SqliteOpenMode.ReadWrite);
                    status = SetUp(fresh, patience - clock.GetElapsedTime(begun));
                }
                if (status.IsUsable && IsStill(opened))
                    BringUpToDate(fresh, patience - clock.GetElapsedTime(begun));
                isTheSame = IsStill(opened);
                if (status.IsUsable && isTheSame)
                {
                    connection = fresh;
                    fresh = null;
                    return status;
                }
            }
            catch (SqliteException error)
            {
                status = RegistryStatus.Of(error, folder);
                isTheSame = IsStill(opened);
            }
            finally
            {
                fresh?.Dispose();
            }
            // Taken away between the look and the opening, as when another lifetop sets it aside: whatever came of it was not about this registry.
            if (isTheSame && status.State != RegistryState.Corrupt)
                return status;
            if (attempt == Attempts)
                return isTheSame ? status : KeepsBeingReplaced();
            if (isTheSame && BeginAnew(opened) is { IsUsable: false } kept)
                return kept;
        }
    }

    /// <summary>
    /// Without touching anything: with a log, read-only beside its writers; without one as a file that does not change,
    /// because SQLite cannot open a closed WAL database in a place it may not write to. If it did change, again.
    /// </summary>
    public RegistryStatus ForReading(TimeSpan patience, Func<SqliteConnection, RegistryStatus> work)
    {
        if (SqliteLibrary.Load() is { } missing)
            return new RegistryStatus(RegistryState.NoLibrary, missing);
        if (folder.Distrust() is { } reason)
            return new RegistryStatus(RegistryState.Denied, reason);
        for (int attempt = 0; ; attempt++)
        {
            int error = StateFile.Status(folder.Registry, out var before);
            if (error == Errno.NoEntry || (error == 0 && before.IsRegular && before.Size == 0))
                return NoneYet;
            if (Refusal(error, before) is { } refused)
                return refused;
            bool log = HasLog();
            RegistryStatus status;
            try
            {
                using var connection = ConnectToRead(log, patience);
                status = work(connection);
            }
            catch (SqliteException failure)
            {
                status = RegistryStatus.Of(failure, folder);
            }
            if (log || attempt == 3 || (StateFile.Status(folder.Registry, out var after) == 0 && Unchanged(before, after) && !HasLog()))
                return status;
        }
    }

    /// <summary>Moves the damaged file, its log and its shared memory together to a dated name, unless another lifetop already did.</summary>
    public RegistryStatus BeginAnew(FileStatus damaged)
    {
        if (!FolderLock.TryTake(folder, clock, out var held))
            return new RegistryStatus(RegistryState.Busy, $"another lifetop is at work on {folder.Registry}");
        using (held)
        {
            if (StateFile.Status(folder.Registry, out var now) != 0 || !IsSameFile(now, damaged))
                return RegistryStatus.Usable;
            string dated = folder.Registry + ".corrupt-" + clock.GetUtcNow().ToString("yyyyMMdd-HHmmss", System.Globalization.CultureInfo.InvariantCulture);
            string free = dated;
            for (int n = 2; StateFile.Status(free, out _) == 0; n++)
                free = dated + "." + n.ToString(System.Globalization.CultureInfo.InvariantCulture);
            // The log goes first: a new database must never find the log of the old one.
            foreach (string part in (string[])["-wal", "-journal", "-shm", ""])
            {
                int error = StateFile.Rename(folder.Registry + part, free + part);
                if (error != 0 && error != Errno.NoEntry)
                    return new RegistryStatus(RegistryState.Corrupt, $"the registry {folder.Registry} is damaged and cannot be set aside ({StateFolder.Explain(error)}); move it away by hand");
            }
            SetAside = free;
            return RegistryStatus.Usable;
        }
    }

    public RegistryStatus KeepsBeingReplaced() => new(RegistryState.Failed, $"{folder.Registry} keeps being replaced");

    public string? Newer(int version) => version <= schema.Newest
        ? null
        : $"the registry {folder.Registry} was written by a newer lifetop (schema {version}, this one knows {schema.Newest}); use that one, or set XDG_STATE_HOME to keep apart";

    public static bool IsSameFile(in FileStatus one, in FileStatus other)
        => one.Inode == other.Inode && one.DeviceMajor == other.DeviceMajor && one.DeviceMinor == other.DeviceMinor;

    /// <summary>What to do with a database that has tables and no schema of ours; null where it is none.</summary>
    public RegistryStatus? Foreign(SqliteConnection connection)
        // The version is asked last: another lifetop may make its tables between the two questions.
        => Sql.Number(connection, "SELECT count(*) FROM sqlite_master") > 0 && Schema.Version(connection) == 0
            ? new RegistryStatus(RegistryState.Denied, $"{folder.Registry} is a database of something else; move it away")
            : null;

    private bool IsStill(in FileStatus opened) => StateFile.Status(folder.Registry, out var now) == 0 && IsSameFile(now, opened);

    private RegistryStatus Prepare(out FileStatus file)
    {
        file = default;
        if (folder.Distrust() is { } reason)
            return new RegistryStatus(RegistryState.Denied, reason);
        int error = StateFile.Status(folder.Registry, out file);
        if (error == Errno.NoEntry)
        {
            error = folder.Make();
            if (error == 0)
                error = StateFile.Create(folder.Registry);
            if (error is 0 or Errno.Exists)
                error = StateFile.Status(folder.Registry, out file);
        }
        if (Refusal(error, file) is { } refused)
            return refused;
        // Made by somebody else's hand; SQLite gives its log and shared memory the rights of the registry.
        foreach (string part in (string[])["", "-wal", "-shm", "-journal"])
            _ = StateFile.MakePrivate(folder.Registry + part);
        return RegistryStatus.Usable;
    }

    private RegistryStatus? Refusal(int error, in FileStatus file)
    {
        string path = folder.Registry;
        if (error == Errno.NoSpace)
            return RegistryStatus.OutOfSpace(folder);
        if (error == Errno.ReadOnlyFilesystem)
            return new RegistryStatus(RegistryState.ReadOnly, $"the registry {path} cannot be made: {StateFolder.Explain(error)}");
        if (error != 0)
            return new RegistryStatus(RegistryState.Denied, $"the registry {path} cannot be used: {StateFolder.Explain(error)}");
        if (!file.IsRegular)
            return new RegistryStatus(RegistryState.Denied, $"the registry {path} is not a regular file; move it away");
        if (file.User != Libc.EffectiveUser())
            return new RegistryStatus(RegistryState.Denied, $"the registry {path} belongs to another user; give it back or move it away");
        return null;
    }

    private RegistryStatus SetUp(SqliteConnection connection, TimeSpan patience)
    {
        long begun = clock.GetTimestamp();
        Sql.Wait(connection, patience);
        // SQLite opens for reading, without a word, what it may not open for writing.
        if (raw.sqlite3_db_readonly(connection.Handle, "main") != 0)
            return new RegistryStatus(RegistryState.ReadOnly, $"the registry {folder.Registry} is read-only; make the folder and the file writable");
        int version = Schema.Version(connection);
        if (Newer(version) is { } newer)
            return new RegistryStatus(RegistryState.NewerSchema, newer);
        if (Foreign(connection) is { } foreign)
            return foreign;
        SetJournalMode(connection, patience, begun);
        Sql.Run(connection, "PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON");
        return RegistryStatus.Usable;
    }

    private void BringUpToDate(SqliteConnection connection, TimeSpan patience)
    {
        Sql.Wait(connection, patience);
        if (Schema.Version(connection) < schema.Newest)
            schema.Migrate(connection, () => Connect(folder.Registry, SqliteOpenMode.ReadWrite), folder.Registry, made => KeptDecisions.Into(made, folder, clock.GetUtcNow()));
    }

    private void SetJournalMode(SqliteConnection connection, TimeSpan patience, long begun)
    {
        string mode = folder.IsOnNetwork ? "DELETE" : "WAL";
        while (true)
        {
            try
            {
                Sql.Text(connection, "PRAGMA journal_mode=" + mode);
                return;
            }
            catch (SqliteException error) when (error.SqliteErrorCode is Sql.Busy or Sql.Locked && clock.GetElapsedTime(begun) < patience)
            {
                // Fails at once under anyone's lock, whatever the timeout; the lock itself does wait.
                Pause();
            }
        }
    }

    private static unsafe void Pause() => _ = Libc.Poll(null, 0, 5);

    // The rollback journal of a network file system counts too: under it the file is half-written.
    private bool HasLog()
        => (StateFile.Status(folder.Registry + "-wal", out var log) == 0 && log.Size > 0)
            || (StateFile.Status(folder.Registry + "-journal", out var journal) == 0 && journal.Size > 0);

    private static bool Unchanged(in FileStatus before, in FileStatus after)
        => IsSameFile(before, after) && before.Size == after.Size
            && before.ModifiedSeconds == after.ModifiedSeconds && before.ModifiedNanoseconds == after.ModifiedNanoseconds;

    private SqliteConnection ConnectToRead(bool log, TimeSpan patience)
    {
        using var together = FolderLock.Share(folder, clock);
        var connection = Connect(log ? folder.Registry : "file:" + Uri.EscapeDataString(folder.Registry) + "?immutable=1", SqliteOpenMode.ReadOnly);
        try
        {
            Sql.Wait(connection, patience);
            // The first question opens the log too.
            _ = Schema.Version(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static SqliteConnection Connect(string source, SqliteOpenMode mode)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = source, Mode = mode, Pooling = false, DefaultTimeout = 1 };
        var connection = new SqliteConnection(text.ConnectionString);
        try
        {
            connection.Open();
            SpentPages.ReleaseAt(SpentPages.Turn.DatabaseOpen);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
