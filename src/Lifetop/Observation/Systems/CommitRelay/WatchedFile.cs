using System;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.CommitRelay;

/// <summary>A small file beside a spec, read again only when its stamp moved.</summary>
internal sealed class WatchedFile(string path)
{
    private const int Limit = 64 * 1024;

    private FileStamp _stamp;
    private bool _isRead, _isSettled;

    public string Path => path;

    public FileStamp Stamp => _stamp;

    /// <summary>Null while it says what it said.</summary>
    public FileReading? Refresh(DateTimeOffset now)
    {
        var seen = FileStamp.Of(path);
        if (_isRead && _isSettled && seen == _stamp)
            return null;
        var reading = RegularFile.Read(path, Limit);
        _stamp = reading.Stamp.Exists ? reading.Stamp : seen;
        _isSettled = !_stamp.Exists || _stamp.IsSettled(now);
        _isRead = true;
        return reading;
    }
}
