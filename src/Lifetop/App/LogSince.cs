using System;
using System.Collections.Generic;
using Lifetop.Observation.Logs;
using Lifetop.Screens.Logs;

namespace Lifetop.App;

/// <summary>Finds the first line since a moment without reading what is before it: by halves, as far as the lines' times go.</summary>
internal sealed class LogSince(DateTimeOffset now, TimeSpan localOffset)
{
    private const long ReadThrough = LogPieces.Stride;
    private readonly List<LogLine> _lines = [];

    /// <summary>A log without times is whole, or nothing of it if it was written last before the moment.</summary>
    public LogMark Floor(IReadOnlyList<LogStock> stocks, DateTimeOffset since)
    {
        int[] versions = new int[stocks.Count];
        long[] offsets = new long[stocks.Count];
        for (int i = 0; i < offsets.Length; i++)
        {
            var stock = stocks[i];
            (versions[i], offsets[i]) = (stock.Version, 0);
            // Who reached it before a version began looks into what was put aside before that one.
            for (int version = stock.Version; version >= stock.OldestVersion; version--)
            {
                if (stock.Content(version) is not { } content)
                    continue;
                (versions[i], offsets[i]) = (version, Place(stock, content, since));
                if (offsets[i] > content.Start)
                    break;
                offsets[i] = 0;
            }
        }
        return new LogMark(versions, offsets);
    }

    private long Place(LogStock stock, ILogContent content, DateTimeOffset since)
    {
        long low = content.Start, high = content.End;
        if (LastTime(stock, content, high) is not { } last)
            return stock.Modified < since ? high : low;
        if (last < since)
            return high;
        while (high - low > ReadThrough)
        {
            long middle = stock.Pieces.NextStart(content, low + (high - low) / 2);
            if (middle >= high)
                break;
            if (FirstTime(stock, content, middle) is { } time && time < since)
                low = middle;
            else
                high = middle;
        }
        return FirstSince(stock, content, low, since);
    }

    /// <summary>The time of the last line before a place that has one, not far above.</summary>
    public DateTimeOffset? LastTime(LogStock stock, ILogContent content, long end)
    {
        _lines.Clear();
        _ = stock.Pieces.Above(content, stock.Version, end, _lines);
        for (int i = _lines.Count - 1; i >= 0; i--)
            if (TimeOf(_lines[i]) is { } time)
                return time;
        return null;
    }

    /// <summary>The time of the first line from a place on that has one, not far below.</summary>
    public DateTimeOffset? FirstTime(LogStock stock, ILogContent content, long start)
    {
        _lines.Clear();
        _ = stock.Pieces.Below(content, stock.Version, start, _lines);
        foreach (var line in _lines)
            if (TimeOf(line) is { } time)
                return time;
        return null;
    }

    private long FirstSince(LogStock stock, ILogContent content, long start, DateTimeOffset since)
    {
        // What is before the first time is as old as that.
        long first = start;
        bool isBefore = false;
        for (long next = start, end = content.End; next < end;)
        {
            _lines.Clear();
            long after = stock.Pieces.Below(content, stock.Version, next, _lines);
            foreach (var line in _lines)
            {
                if (TimeOf(line) is not { } time)
                    continue;
                if (time >= since)
                    return isBefore ? line.Start : first;
                isBefore = true;
            }
            if (after == next || after - start > 4 * ReadThrough)
                break;
            next = after;
        }
        return isBefore ? content.End : first;
    }

    private DateTimeOffset? TimeOf(LogLine line) => LogTime.At(line.Text, now, localOffset, out _);
}
