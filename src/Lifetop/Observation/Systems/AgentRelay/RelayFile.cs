using System;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.AgentRelay;

/// <summary>
/// One file of agent-relay's state: read again when its stamp moves, with the last good view and a gap while it cannot be. Some are written
/// over in place, so what is torn is read twice more; its bytes are not kept, because one of the files holds a key.
/// </summary>
internal abstract class RelayFile(string path)
{
    private const int Limit = 4 * 1024 * 1024, MostTries = 3, PauseMilliseconds = 50;

    private readonly uint _user = Libc.EffectiveUser();
    private FileStamp _stamp;
    private bool _isRead, _isSettled;

    public string Path => path;

    public bool Exists => _stamp.Exists;

    public DateTimeOffset Written => _stamp.Modified;

    /// <summary>Why it could not be read; what it said before still stands then.</summary>
    public Gap? Gap { get; private set; }

    /// <summary>True when it may say something else than before.</summary>
    public bool Refresh(DateTimeOffset now)
    {
        var seen = FileStamp.Of(path);
        if (_isRead && _isSettled && seen == _stamp)
            return false;
        bool isFirst = !_isRead;
        _isRead = true;
        var before = Gap;
        bool wasThere = _stamp.Exists;
        string wrong = "";
        bool changed = false;
        for (int tries = 1; tries <= MostTries; tries++)
        {
            changed |= Read(now, out wrong, out bool isTorn);
            if (wrong.Length == 0 || !isTorn)
                break;
            if (tries < MostTries)
                WriterPause.Wait(PauseMilliseconds);
        }
        if (wrong.Length == 0)
            Gap = null;
        else if (Gap is null || !Gap.What.EndsWith(wrong, StringComparison.Ordinal))
            Gap = new Gap(AgentRelaySource.Label, path, $"{path} is unreadable: {wrong}", Gap?.Since ?? now);
        return changed || isFirst || wasThere != _stamp.Exists || !ReferenceEquals(before, Gap);
    }

    /// <summary>Takes what it says; false with the reason when it is not whole.</summary>
    /// <param name="changed">It says something else than before.</param>
    protected abstract bool Take(ReadOnlySpan<byte> text, out string wrong, out bool changed);

    /// <summary>There is no such file.</summary>
    protected abstract void Clear();

    private bool Read(DateTimeOffset now, out string wrong, out bool isTorn)
    {
        isTorn = false;
        var reading = RegularFile.Read(path, Limit);
        _stamp = reading.Stamp;
        _isSettled = !_stamp.Exists || _stamp.IsSettled(now);
        wrong = "";
        if (reading.Failure == FileFailure.Missing)
        {
            Clear();
            return false;
        }
        // It says which processes to end: that is for us alone to say.
        wrong = !reading.IsRead ? reading.Why : reading.Stamp.IsOfAnother(_user) ? "it belongs to another user" : "";
        if (wrong.Length > 0)
            return false;
        isTorn = !Take(reading.Bytes, out wrong, out bool changed);
        return changed;
    }
}
