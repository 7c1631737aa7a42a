using System;
using System.Collections.Generic;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems;

/// <summary>
/// A database of an agent system: read as bytes, with its write-ahead log, only when one of them moved, and opened in memory. So nothing is
/// locked, and nothing comes to lie beside a database that nobody has open. While it cannot be read, what it said before stands.
/// </summary>
internal abstract class SystemDatabase(string path)
{
    private const int Limit = 64 * 1024 * 1024, MostTries = 3;

    /// <summary>A larger one is read again only so often: beats are promised every 30 s, and some session always writes one.</summary>
    private const long Large = 4 * 1024 * 1024;
    private static readonly TimeSpan LargeEvery = TimeSpan.FromSeconds(15);

    private readonly string _logPath = path + "-wal", _journalPath = path + "-journal";
    private readonly uint _user = Libc.EffectiveUser();
    private FileStamp _file, _log;
    private bool _isRead, _isSettled;
    private DateTimeOffset _readAt;

    public string Path => path;

    /// <summary>Why it could not be read; empty when it was, or is not there.</summary>
    public string Wrong { get; private set; } = "";

    public DateTimeOffset Written => _log.Exists && _log.Modified > _file.Modified ? _log.Modified : _file.Modified;

    /// <summary>True when it was read anew.</summary>
    public bool Refresh(DateTimeOffset now)
    {
        var (file, log) = (FileStamp.Of(path, followLinks: true), FileStamp.Of(_logPath, followLinks: true));
        if (_isRead && _isSettled && file == _file && log == _log)
            return false;
        if (_isRead && file.Size > Large && now - _readAt < LargeEvery && now >= _readAt)
            return false;
        _readAt = now;
        bool changed = !_isRead || file != _file || log != _log;
        string before = Wrong;
        Take();
        _isRead = true;
        _isSettled = (!_file.Exists || _file.IsSettled(now)) && (!_log.Exists || _log.IsSettled(now));
        // One that settles is read once more, and mostly says the same.
        return changed || before != Wrong || !_isSettled;
    }

    private void Take()
    {
        for (int attempt = 1; ; attempt++)
        {
            (_file, _log) = (FileStamp.Of(path, followLinks: true), FileStamp.Of(_logPath, followLinks: true));
            Wrong = Read(out bool isTorn);
            if (!isTorn || attempt == MostTries)
                return;
            WriterPause.Wait();
        }
    }

    private string Read(out bool isTorn)
    {
        isTorn = false;
        if (!_file.Exists)
        {
            Clear();
            return "";
        }
        if (_file.IsOfAnother(_user))
            return "it belongs to another user";
        var file = RegularFile.Read(path, Limit, followLinks: true);
        var log = RegularFile.Read(_logPath, Limit, followLinks: true);
        if (!file.IsRead)
            return file.Why;
        if (!log.IsRead && log.Failure != FileFailure.Missing)
            return $"its log: {log.Why}";
        // The two belong together only if neither moved while they were read.
        isTorn = FileStamp.Of(path, followLinks: true) != _file || FileStamp.Of(_logPath, followLinks: true) != _log || FileStamp.Of(_journalPath).Size > 0;
        if (isTorn)
            return "it is being written";
        string wrong = "no SQLite database, or only the beginning of one";
        if (SqliteImage.Of(file.Bytes, log.Bytes) is { } image && IsTaken(image, ref wrong))
            return "";
        isTorn = true;
        return wrong;
    }

    private bool IsTaken(byte[] image, ref string wrong)
    {
        using var database = SqliteSnapshot.Open(image, out wrong);
        return database is not null && Take(database, ref wrong);
    }

    /// <summary>Takes what it says; false with the reason when that cannot be told.</summary>
    protected abstract bool Take(SqliteSnapshot database, ref string wrong);

    /// <summary>There is no such database.</summary>
    protected abstract void Clear();

    /// <summary>Those of the columns that its table has, in their order: older versions have fewer. Null with the reason when that cannot be told.</summary>
    /// <param name="isMade">The table is there.</param>
    protected static List<string>? ColumnsOf(SqliteSnapshot database, string table, ReadOnlySpan<string> wanted, out bool isMade, ref string wrong)
    {
        isMade = false;
        if (database.Rows($"PRAGMA table_info({table})", out wrong) is not { } columns)
            return null;
        isMade = columns.Count > 0;
        var found = new List<string>();
        foreach (string name in wanted)
            foreach (var column in columns)
                if (column is [_, { } has, ..] && has == name)
                    found.Add(name);
        return found;
    }
}

