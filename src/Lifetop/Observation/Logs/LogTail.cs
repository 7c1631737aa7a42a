using System;
using System.Collections.Generic;
using Lifetop.Platform;

namespace Lifetop.Observation.Logs;

/// <summary>The last lines of a log, read from its end: the same work whatever its size.</summary>
public static class LogTail
{
    /// <summary>How far back it ever looks.</summary>
    public const int Window = 16 * 1024 * 1024;
    private const int Block = 64 * 1024;
    private const int MostCharacters = 8 * 1024 * 1024;

    /// <summary>
    /// Adds the last lines, oldest first, and tells from where to follow. With a filter, the last that it lets
    /// through, as far back as the window goes. Why not is in the refusal.
    /// </summary>
    /// <param name="thenFollow">Leaves a line that has no end yet to the following, which shows it whole.</param>
    public static bool Read(
        string path, string label, int count, LogFilter? filter, bool thenFollow, DateTimeOffset now,
        List<LogLine> lines, out LogPlace place, out FileReading refusal)
    {
        place = default;
        using var file = RegularFile.Open(path, followLinks: true, out refusal);
        if (file is null)
            return false;
        long size = file.OpenedAs.Size;
        byte[] buffer = new byte[Block];
        var start = StartOfLast(file, size, filter is null ? count : int.MaxValue, buffer);
        bool isInside = start.IsInside;
        var kept = new RecentLines(count, MostCharacters);
        var splitter = new LineSplitter(label);
        splitter.Reset(start.Offset, 0);
        var sieve = filter?.For(file.OpenedAs.Modified, now);
        var batch = new List<LogLine>();
        long at = start.Offset;
        while (at < size)
        {
            int length = file.ReadAt(buffer.AsSpan(0, (int)Math.Min(Block, size - at)), at, out _);
            // Truncated under our hands: what is gone needs no showing.
            if (length <= 0)
                break;
            at += length;
            splitter.Add(buffer.AsSpan(0, length), batch);
            Keep(batch, sieve, ref isInside, kept);
        }
        place = new LogPlace(file.OpenedAs, at, splitter.IsPassingOver || isInside);
        if (splitter.Unfinished is { } last)
        {
            if (thenFollow && !isInside)
                place = place with { Offset = at - splitter.UnfinishedBytes };
            else
                batch.Add(last);
            Keep(batch, sieve, ref isInside, kept);
        }
        if (start.IsShort || kept.Dropped > 0)
            lines.Add(LogLine.Notice(label, $"only the last {Window >> 20} MB were looked at"));
        kept.MoveTo(lines);
        return true;
    }

    private static void Keep(List<LogLine> batch, LogSieve? sieve, ref bool isInside, RecentLines kept)
    {
        foreach (var line in batch)
        {
            // Where no line's start was found we began in the middle of one.
            var whole = isInside ? line with { IsCut = true } : line;
            isInside = false;
            if (sieve is null || sieve.Lets(whole))
                kept.Add(whole);
        }
        batch.Clear();
    }

    private static Start StartOfLast(RegularFile file, long size, int count, byte[] buffer)
    {
        if (count <= 0)
            return new Start(size);
        long least = Math.Max(0, size - Window);
        long start = -1;
        int found = 0;
        for (long end = size; end > least;)
        {
            int wanted = (int)Math.Min(Block, end - least);
            end -= wanted;
            if (file.ReadAt(buffer.AsSpan(0, wanted), end, out _) != wanted)
                break;
            var rest = buffer.AsSpan(0, wanted);
            for (int newline; (newline = rest.LastIndexOf((byte)'\n')) >= 0; rest = rest[..newline])
            {
                // The newline that ends the file begins no line.
                if (end + newline + 1 == size)
                    continue;
                start = end + newline + 1;
                if (++found == count)
                    return new Start(start);
            }
        }
        if (least == 0)
            return new Start(0);
        return start >= 0
            ? new Start(start) { IsShort = true }
            : new Start(Math.Max(least, size - LineSplitter.LongestLine)) { IsShort = true, IsInside = true };
    }

    /// <summary>Where to begin: short of the lines asked for, or even inside a line, when the window ended first.</summary>
    private readonly record struct Start(long Offset)
    {
        public bool IsShort { get; init; }
        public bool IsInside { get; init; }
    }
}

/// <summary>A place in one version of a file, from which to follow it.</summary>
/// <param name="IsInsideLine">In a line of which no more is to be shown.</param>
public readonly record struct LogPlace(FileStamp Stamp, long Offset, bool IsInsideLine);
