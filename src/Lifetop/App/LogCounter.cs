using System;
using System.Collections.Generic;
using Lifetop.Observation.Logs;
using Lifetop.Screens.Logs;

namespace Lifetop.App;

/// <summary>Counts the lines with a text through all versions of all logs, slice by slice, and goes on with what they grow by. Where the lines are is kept, up to a number.</summary>
internal sealed class LogCounter
{
    private const int SliceBytes = 8 << 20;

    private readonly IReadOnlyList<LogStock> _stocks;
    private readonly LogNeedle _needle;
    private readonly LineTest _test;
    private readonly long[] _stamps;

    /// <summary>Of each log, the oldest version first.</summary>
    private readonly List<CountedVersion>[] _counted;

    public LogCounter(IReadOnlyList<LogStock> stocks, string text)
    {
        _stocks = stocks;
        _needle = new LogNeedle(text);
        _test = _needle.IsIn;
        _stamps = new long[stocks.Count];
        _counted = new List<CountedVersion>[stocks.Count];
        for (int i = 0; i < _counted.Length; i++)
            (_counted[i], _stamps[i]) = ([], stocks[i].SearchStamp);
    }

    public string Text => _needle.Text;

    public long Count { get; private set; }

    public bool IsWhole { get; private set; }

    public int Percent { get; private set; }

    /// <summary>True when all was looked at that is there now.</summary>
    public bool Advance()
    {
        long done = 0, all = 0, scanned = 0, count = 0;
        bool isWhole = true;
        for (int i = 0; i < _stocks.Count; i++)
        {
            var stock = _stocks[i];
            Renew(i);
            foreach (var counted in _counted[i])
            {
                if (stock.Content(counted.Version) is not { } content)
                    continue;
                // What a rotation put aside has ended; of the newest a line may still be growing.
                long end = counted.Version == stock.Version ? Math.Min(stock.SearchEnd, content.End) : content.End;
                scanned += counted.Scan(stock, content, end, SliceBytes - scanned, _test);
                isWhole &= counted.Offset >= end;
                done += counted.Offset - content.Start;
                all += end - content.Start;
                count += counted.Count;
            }
        }
        (Count, IsWhole) = (count, isWhole);
        Percent = all == 0 ? 100 : (int)(done * 100 / all);
        return isWhole;
    }

    /// <summary>Which of the lines found this is, from 1; 0 when it cannot be told.</summary>
    /// <param name="floor">Where each of the logs has reached the time of that line.</param>
    public long PlaceOf(LogSpot spot, LogMark floor)
    {
        if (!IsWhole)
            return 0;
        long place = 0;
        bool isFound = false;
        for (int i = 0; i < _counted.Length; i++)
        {
            bool isOwn = i == spot.Source;
            int version = isOwn ? spot.Version : floor.Version(i);
            foreach (var counted in _counted[i])
            {
                if (!counted.KnowsAll)
                    return 0;
                if (counted.Version < version)
                    place += counted.Count;
                else if (counted.Version == version)
                    place += counted.Before(isOwn ? spot.Start : floor.Offset(i));
                isFound |= isOwn && counted.Version == version && counted.Has(spot.Start);
            }
        }
        return isFound ? place + 1 : 0;
    }

    /// <summary>What was truncated, or put aside too long ago, is there no more; what is new begins to be counted.</summary>
    private void Renew(int source)
    {
        var stock = _stocks[source];
        var counted = _counted[source];
        if (stock.SearchStamp != _stamps[source])
            counted.Clear();
        _stamps[source] = stock.SearchStamp;
        for (int i = counted.Count - 1; i >= 0; i--)
            if (stock.Content(counted[i].Version) is null)
                counted.RemoveAt(i);
        for (int version = counted.Count > 0 ? counted[^1].Version + 1 : stock.OldestVersion; version <= stock.Version; version++)
            if (stock.Content(version) is not null)
                counted.Add(new CountedVersion(version));
    }
}
