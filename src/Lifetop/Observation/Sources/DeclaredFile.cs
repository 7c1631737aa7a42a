using System;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Sources;

/// <summary>
/// One file that declares a worker: read again when its stamp moves, its last good view kept beside a gap while it is
/// torn, and malformed once the same wrong bytes have stood for long.
/// </summary>
internal sealed class DeclaredFile(FileSource source, string path)
{
    private FileStamp stamp;
    private bool isRead;
    private bool isSettled;
    private ulong fingerprint;
    private Declaration? good;
    private FileTrouble trouble;
    private string why = "";
    private DateTimeOffset troubleSince;
    private HeartbeatFile? heartbeat;

    public string Path { get; } = path;

    /// <summary>What to show for it; null once it is gone.</summary>
    public Declaration? Shown { get; private set; }
    public Gap? Gap { get; private set; }
    public string? HeartbeatPath => heartbeat?.Path;

    /// <summary>True when there is something else to show than before.</summary>
    public bool Refresh(DateTimeOffset now)
    {
        bool changed = RefreshContent(now);
        if (trouble == FileTrouble.Torn && now - troubleSince >= source.MalformedAfter)
        {
            trouble = FileTrouble.Bad;
            why += $", and the same for {AgeText.Limit(source.MalformedAfter)}";
            changed = true;
        }
        if (good?.HeartbeatFile != heartbeat?.Path)
            heartbeat = good?.HeartbeatFile is { } file ? new HeartbeatFile(source.Name, file) : null;
        changed |= heartbeat?.Refresh(now) ?? false;
        if (changed)
            Show();
        return changed;
    }

    private bool RefreshContent(DateTimeOffset now)
    {
        var seen = FileStamp.Of(Path);
        if (isRead && isSettled && seen == stamp)
            return false;
        var reading = RegularFile.Read(Path, source.LimitBytes);
        var newStamp = reading.Stamp.Exists ? reading.Stamp : seen;
        ulong print = Fingerprint(reading, newStamp);
        bool isSameContent = isRead && print == fingerprint;
        bool isSame = isSameContent && newStamp == stamp;
        stamp = newStamp;
        fingerprint = print;
        isSettled = stamp.IsSettled(now);
        isRead = true;
        if (!isSame)
            Take(reading, isSameContent, now);
        return !isSame;
    }

    private void Take(FileReading reading, bool isSameContent, DateTimeOffset now)
    {
        if (reading.Failure == FileFailure.Missing)
        {
            good = null;
            trouble = FileTrouble.None;
            return;
        }
        var text = reading.IsRead ? source.Parse(Path, reading.Bytes, stamp) : new FileText(null, TroubleOf(reading), reading.Why);
        // The same wrong bytes written again and again are no younger for it.
        if (isSameContent && trouble == FileTrouble.Bad && text.Trouble == FileTrouble.Torn)
            return;
        if (text.Trouble == FileTrouble.None)
            good = text.Declaration;
        else if (!isSameContent || trouble == FileTrouble.None)
            troubleSince = text.Trouble == FileTrouble.Torn && stamp.Changed < now ? stamp.Changed : now;
        trouble = text.Trouble;
        why = text.Why;
    }

    private void Show()
    {
        Gap = null;
        if (good is null && trouble == FileTrouble.None)
            Shown = null;
        else if (trouble == FileTrouble.None)
            Shown = heartbeat is null ? good : heartbeat.AppliedTo(good!);
        else if (trouble == FileTrouble.Bad)
            Shown = Malformed();
        else
        {
            Gap = new Gap(source.Name, Path, $"{Path}: {why}; it is read again when it changes", troubleSince);
            Shown = good ?? source.Placeholder(Path, stamp);
        }
    }

    /// <summary>Its name and nothing to act on: what it once said about processes and folders no longer counts.</summary>
    private Declaration Malformed()
    {
        var placeholder = source.Placeholder(Path, stamp) with { Malformed = why };
        return good is null ? placeholder : placeholder with { Identity = good.Identity, Key = good.Key, Name = good.Name, Kind = good.Kind, Type = good.Type, Log = good.Log };
    }

    private static FileTrouble TroubleOf(FileReading reading) => reading.Failure switch
    {
        FileFailure.NotRegular => FileTrouble.Bad,
        // Too many links on the way to it say nothing about the file.
        FileFailure.TooManyLinks when reading.Stamp.IsLink => FileTrouble.Bad,
        FileFailure.TooBig => FileTrouble.Torn,
        _ => FileTrouble.Unreadable,
    };

    /// <summary>FNV-1a; tells one content from the next, not from a forged one.</summary>
    private static ulong Fingerprint(FileReading reading, in FileStamp stamp)
    {
        const ulong prime = 1099511628211;
        ulong hash = 14695981039346656037 ^ (ulong)reading.Failure;
        foreach (byte value in reading.Bytes)
            hash = (hash ^ value) * prime;
        return reading.IsRead ? hash : (hash ^ (ulong)stamp.ChangedNanoseconds) * prime ^ (ulong)stamp.Size;
    }
}
