using System;
using System.Collections.Generic;
using Lifetop.Observation.Logs;
using Lifetop.Screens.Logs;

namespace Lifetop.App;

/// <summary>Counts the lines with a text through all of the logs, slice by slice, and goes on with what they grow by. Where the lines are is kept, up to a number.</summary>
internal sealed class LogCounter
{
    private const int SliceBytes = 8 << 20, MostKept = 100_000;

    private readonly IReadOnlyList<LogStock> _stocks;
    private readonly LogNeedle _needle;
    private readonly LineTest _test;
    private readonly int[] _versions;
    private readonly long[] _stamps;
    private readonly long[] _offsets;
    private readonly List<long>[] _hits;
    private long _unkept;

    public LogCounter(IReadOnlyList<LogStock> stocks, string text)
    {
        _stocks = stocks;
        _needle = new LogNeedle(text);
        _test = _needle.IsIn;
        _versions = new int[stocks.Count];
        _stamps = new long[stocks.Count];
        _offsets = new long[stocks.Count];
        _hits = new List<long>[stocks.Count];
        for (int i = 0; i < _hits.Length; i++)
            (_hits[i], _versions[i], _stamps[i]) = ([], stocks[i].Version, stocks[i].SearchStamp);
    }

    public string Text => _needle.Text;

    public long Count { get; private set; }

    public bool IsWhole { get; private set; }

    public int Percent { get; private set; }

    /// <summary>True when all was looked at that is there now.</summary>
    public bool Advance()
    {
        long done = 0, all = 0, scanned = 0;
        bool isWhole = true;
        for (int i = 0; i < _stocks.Count; i++)
        {
            var stock = _stocks[i];
            if (stock.Version != _versions[i] || stock.SearchStamp != _stamps[i])
                Restart(i);
            if (stock.Content(stock.Version) is not { } content)
                continue;
            _offsets[i] = Math.Max(_offsets[i], content.Start);
            long end = Math.Min(stock.SearchEnd, content.End);
            while (_offsets[i] < end && scanned < SliceBytes)
            {
                long next = Scan(stock, content, i, end);
                scanned += next - _offsets[i];
                if (next <= _offsets[i])
                    break;
                _offsets[i] = next;
            }
            isWhole &= _offsets[i] >= end;
            done += _offsets[i] - content.Start;
            all += end - content.Start;
        }
        IsWhole = isWhole;
        Percent = all == 0 ? 100 : (int)(done * 100 / all);
        return isWhole;
    }

    /// <summary>Which of the lines found this is, from 1; 0 when it cannot be told.</summary>
    /// <param name="floor">Where each of the logs has reached the time of that line.</param>
    public long PlaceOf(LogSpot spot, LogMark floor)
    {
        if (_unkept > 0 || _versions[spot.Source] != spot.Version || !IsWhole)
            return 0;
        int own = _hits[spot.Source].BinarySearch(spot.Start);
        if (own < 0)
            return 0;
        long place = own + 1;
        for (int i = 0; i < _hits.Length; i++)
        {
            if (i == spot.Source || floor.Version(i) != _versions[i])
                continue;
            int at = _hits[i].BinarySearch(floor.Offset(i));
            place += at < 0 ? ~at : at;
        }
        return place;
    }

    private long Scan(LogStock stock, ILogContent content, int source, long end)
    {
        var hits = _hits[source];
        int before = hits.Count;
        long next = stock.Pieces.Scan(content, _offsets[source], end, _test, hits);
        Count += hits.Count - before;
        if (hits.Count > MostKept)
        {
            _unkept += hits.Count - MostKept;
            hits.RemoveRange(MostKept, hits.Count - MostKept);
        }
        return next;
    }

    /// <summary>The log was truncated or replaced: what was found in it is there no more.</summary>
    private void Restart(int source)
    {
        Count = Math.Max(0, Count - _hits[source].Count);
        _hits[source].Clear();
        _offsets[source] = 0;
        _versions[source] = _stocks[source].Version;
        _stamps[source] = _stocks[source].SearchStamp;
    }
}
