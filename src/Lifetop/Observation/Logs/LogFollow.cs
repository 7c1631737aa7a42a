using System;
using System.Collections.Generic;
using Lifetop.Platform;

namespace Lifetop.Observation.Logs;

/// <summary>
/// Follows a log file across rotation, truncation, deletion and return. The old file stays open until it is read to its
/// end: an inode number is given to the next file as soon as nobody holds the old one.
/// </summary>
public sealed class LogFollow : ILogFollow
{
    private const int Block = 64 * 1024;
    private const int RememberedBytes = 256;

    private readonly byte[] buffer = new byte[Block];
    private readonly byte[] remembered = new byte[RememberedBytes];
    private readonly LineSplitter splitter;
    private readonly long mostBehind;
    private readonly Action<RegularFile>? left;
    private int rememberedLength;
    private RegularFile? file;
    private FileStamp seen;
    private long offset;
    private const string Renamed = "renamed; waiting for the new one";
    private string? said;

    /// <param name="place">Where <see cref="LogTail"/> stopped; null follows from the end.</param>
    /// <param name="mostBehind">Further behind than this it skips, and says how much.</param>
    /// <param name="left">Takes over the file that was read until another one took its place; without, it is closed.</param>
    public LogFollow(string path, string label, LogPlace? place = null, long mostBehind = long.MaxValue, Action<RegularFile>? left = null)
    {
        Path = path;
        Label = label;
        this.mostBehind = mostBehind;
        this.left = left;
        splitter = new LineSplitter(label);
        file = RegularFile.Open(path, followLinks: true, out var refusal);
        if (file is null)
        {
            said = refusal.Why;
            return;
        }
        if (place is not { } known)
        {
            offset = file.OpenedAs.Size;
        }
        else if (known.Stamp.IsSameFile(file.OpenedAs))
        {
            offset = known.Offset;
        }
        // Else the path has a new file since the tail was read, and all of it is news.
        splitter.Reset(offset, Version);
        if (offset > 0 && place is { IsInsideLine: true })
            splitter.PassOverLine();
        Remember();
    }

    public string Label { get; }

    public string Path { get; }

    /// <summary>Why there is nothing to read now: missing, or no regular file.</summary>
    public string? Waiting => file is null ? said : null;

    /// <summary>What is read now; null while there is nothing.</summary>
    internal RegularFile? File => file;

    /// <summary>That of the lines to come, see <see cref="LogLine.Version"/>.</summary>
    public int Version { get; private set; }

    /// <summary>Where the first line begins that was not given whole yet.</summary>
    public long Offset => offset - splitter.UnfinishedBytes;

    /// <summary>A line that has begun and not ended, such as a prompt or a progress bar.</summary>
    public LogLine? Unfinished => splitter.Unfinished;

    public bool Step(List<LogLine> lines, int mostBytes)
    {
        if (file is null && !Reopen(lines))
            return false;
        SkipAhead(LookAtFile(lines).Size, lines);
        if (!ReadOn(lines, mostBytes))
            return true;
        return LookAtPath(lines);
    }

    /// <summary>Passes over what was written meanwhile; a line without an end is told from its start.</summary>
    /// <param name="lastStart">Where the last line of so many bytes begins.</param>
    public void GoToEnd(List<LogLine> lines, Func<RegularFile, long, long> lastStart)
    {
        if (file is null)
            return;
        offset = lastStart(file, LookAtFile(lines).Size);
        splitter.Reset(offset, Version);
        Remember();
    }

    public void Dispose() => file?.Dispose();

    private FileStamp LookAtFile(List<LogLine> lines)
    {
        var now = file!.Stamp();
        if (now == seen)
            return now;
        if (now.Size < offset || IsRewritten())
        {
            Restart();
            lines.Add(Notice("truncated"));
        }
        return seen = now;
    }

    /// <summary>True once the end is reached.</summary>
    private bool ReadOn(List<LogLine> lines, int mostBytes)
    {
        long before = offset;
        bool atEnd = false;
        while (!atEnd && offset - before < mostBytes)
        {
            int length = file!.ReadAt(buffer.AsSpan(0, (int)Math.Min(Block, mostBytes - (offset - before))), offset, out _);
            atEnd = length <= 0;
            if (atEnd)
                break;
            splitter.Add(buffer.AsSpan(0, length), lines);
            offset += length;
        }
        if (offset != before)
            Remember();
        return atEnd;
    }

    private void SkipAhead(long size, List<LogLine> lines)
    {
        long behind = size - offset;
        if (behind <= mostBehind)
            return;
        long skipped = behind - mostBehind / 2;
        offset += skipped;
        splitter.Reset(offset, Version);
        splitter.PassOverLine();
        lines.Add(Notice($"growing faster than it can be read: {skipped >> 20} MB skipped"));
    }

    /// <summary>At the end of what we hold: is the path still this file? True when another one can be read at once.</summary>
    private bool LookAtPath(List<LogLine> lines)
    {
        var there = FileStamp.Of(Path, followLinks: true, out int errno);
        if (there.IsSameFile(seen))
        {
            said = null;
            return false;
        }
        if (!there.Exists)
        {
            // A rotation renames first and makes the new file a moment later.
            string gone = seen.Links > 0 ? Renamed : "deleted; waiting for it to come back";
            Say(errno == Errno.NoEntry ? gone : FileFailures.Words(errno), lines);
            return false;
        }
        bool wasGone = said is not (null or Renamed);
        var next = RegularFile.Open(Path, followLinks: true, out var refusal);
        if (next is null)
        {
            Say(refusal.Why, lines);
            return false;
        }
        EndLine(lines);
        if (left is null)
            file!.Dispose();
        else
            left(file!);
        Begin(next, wasGone ? "is back" : "rotated", lines);
        return true;
    }

    private bool Reopen(List<LogLine> lines)
    {
        var next = RegularFile.Open(Path, followLinks: true, out var refusal);
        if (next is not null)
            Begin(next, "is there now", lines);
        else
            Say(refusal.Why, lines);
        return next is not null;
    }

    private void Begin(RegularFile next, string notice, List<LogLine> lines)
    {
        file = next;
        said = null;
        Restart();
        lines.Add(Notice(notice));
        seen = next.OpenedAs;
    }

    private void Restart()
    {
        offset = 0;
        rememberedLength = 0;
        splitter.Reset(offset, ++Version);
    }

    /// <summary>The last line of the old file may have no newline.</summary>
    private void EndLine(List<LogLine> lines)
    {
        if (splitter.Unfinished is { } last)
            lines.Add(last);
    }

    private void Say(string what, List<LogLine> lines)
    {
        if (said == what)
            return;
        said = what;
        lines.Add(Notice(what));
    }

    private LogLine Notice(string what) => LogLine.Notice(Label, what) with { Start = offset, End = offset, Version = Version };

    /// <summary>Keeps the bytes before our place: a file emptied and grown past it again has others there.</summary>
    private void Remember()
    {
        rememberedLength = (int)Math.Min(RememberedBytes, offset);
        if (rememberedLength > 0 && file!.ReadAt(remembered.AsSpan(0, rememberedLength), offset - rememberedLength, out _) != rememberedLength)
            rememberedLength = 0;
    }

    private bool IsRewritten()
    {
        if (rememberedLength == 0)
            return false;
        Span<byte> there = stackalloc byte[RememberedBytes];
        int length = file!.ReadAt(there[..rememberedLength], offset - rememberedLength, out _);
        return length >= 0 && !there[..length].SequenceEqual(remembered.AsSpan(0, rememberedLength));
    }
}
