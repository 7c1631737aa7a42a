using System;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems;

/// <summary>One file of a system's state: read again when its stamp moves, and compared, so that a mere rewrite is no change.</summary>
internal sealed class SystemFile(string path, int limitBytes)
{
    private FileStamp _stamp;
    private bool _isRead, _isSettled;

    public string Path => path;

    public FileReading Reading { get; private set; } = FileReading.Missing;

    /// <summary>True when it says something else than before, or can no longer be read, or can be again.</summary>
    public bool Refresh(DateTimeOffset now)
    {
        var seen = FileStamp.Of(path, followLinks: true);
        if (_isRead && _isSettled && seen == _stamp)
            return false;
        return Take(now) | !Swap(ref _isRead);
    }

    /// <summary>Reads it now, whatever its stamp says: whoever writes it may have finished.</summary>
    public bool Take(DateTimeOffset now)
    {
        var before = Reading;
        var reading = RegularFile.Read(path, limitBytes, followLinks: true);
        _stamp = reading.Stamp;
        _isSettled = !_stamp.Exists || _stamp.IsSettled(now);
        if (before.Failure == reading.Failure && before.Stamp.Modified == reading.Stamp.Modified && before.Bytes.SequenceEqual(reading.Bytes))
            return false;
        Reading = reading;
        return true;
    }

    private static bool Swap(ref bool isRead)
    {
        bool was = isRead;
        isRead = true;
        return was;
    }
}
