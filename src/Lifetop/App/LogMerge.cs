using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Observation.Logs;
using Lifetop.Screens.Logs;

namespace Lifetop.App;

/// <summary>
/// Reads several logs as one, by time, up or down from a place, until there are enough rows. It works in slices, because a query may let
/// nothing through for a long time; it stands between them.
/// </summary>
internal sealed class LogMerge
{
    private const int SliceBytes = 4 << 20, MostWeight = 2 << 20;

    private readonly Lane[] _lanes;
    private readonly bool _isAbove;
    private readonly int _wanted;
    private readonly SearchText? _only;
    private readonly List<LogRow> _rows = [];
    private readonly List<LogLine> _lines = [];
    private readonly DateTimeOffset _now;
    private readonly TimeSpan _localOffset;
    private int _weight;

    /// <param name="floor">Nothing before this is read; null for all that there is.</param>
    public LogMerge(IReadOnlyList<LogStock> stocks, LogMark from, bool isAbove, int wanted, LogQuery query, LogMark? floor, DateTimeOffset now, TimeSpan localOffset)
    {
        _isAbove = isAbove;
        _wanted = wanted;
        _only = query.Only is null ? null : new SearchText(query.Only);
        _now = now;
        _localOffset = localOffset;
        _lanes = new Lane[stocks.Count];
        for (int i = 0; i < _lanes.Length; i++)
            _lanes[i] = new Lane(stocks[i], from.Version(i), from.Offset(i), floor?.Version(i) ?? 0, floor?.Offset(i) ?? 0);
    }

    /// <summary>Bytes looked at until now.</summary>
    public long Scanned { get; private set; }

    /// <summary>There is nothing more that way.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>Oldest first; the reading may go on from <see cref="Mark"/> after they were taken.</summary>
    public ImmutableArray<LogRow> TakeRows()
    {
        if (_isAbove)
            _rows.Reverse();
        var rows = _rows.ToImmutableArray();
        _rows.Clear();
        _weight = 0;
        return rows;
    }

    /// <summary>Where the reading stands.</summary>
    public LogMark Mark()
    {
        int[] versions = new int[_lanes.Length];
        long[] offsets = new long[_lanes.Length];
        for (int i = 0; i < _lanes.Length; i++)
        {
            versions[i] = _lanes[i].PlaceVersion;
            offsets[i] = _lanes[i].PlaceOffset(_isAbove);
        }
        return new LogMark(versions, offsets);
    }

    /// <summary>Reads a slice; true when there are rows enough or there is nothing more.</summary>
    public bool Advance()
    {
        long until = Scanned + SliceBytes;
        while (_rows.Count < _wanted && _weight < MostWeight)
        {
            Lane? best = null;
            foreach (var lane in _lanes)
            {
                while (lane.Next is null && !lane.IsExhausted)
                {
                    if (Scanned >= until)
                        return false;
                    Fill(lane);
                }
                if (lane.Next is { } row && (best?.Next is not { } other || IsNext(row, other)))
                    best = lane;
            }
            if (best is null)
            {
                IsExhausted = true;
                return true;
            }
            var taken = best.Take();
            _rows.Add(taken);
            _weight += taken.Weight;
        }
        return true;
    }

    private bool IsNext(LogRow row, LogRow other) => _isAbove ? row.Order >= other.Order : row.Order < other.Order;

    private void Fill(Lane lane)
    {
        _lines.Clear();
        long before = lane.Offset;
        if (!(_isAbove ? lane.Above(_lines) : lane.Below(_lines)))
            return;
        Scanned += Math.Abs(lane.Offset - before);
        if (_isAbove)
            KeepTogether(lane);
        var maker = new LogRowMaker(lane.Stock.Pieces.Number, _now, _localOffset) { Order = _isAbove ? FirstOrder(lane) : lane.Order };
        bool isLet = false;
        foreach (var line in _lines)
        {
            var row = maker.Make(line);
            isLet = _only is null || _only.IsIn(row.Text.Text) || (row.IsContinuation && isLet);
            if (isLet)
                lane.Rows.Add(row);
        }
        lane.Order = maker.Order;
        lane.Rewind(_isAbove);
    }

    /// <summary>A stack trace is read together with its line: what of one begins the lines comes again with the next of them.</summary>
    private void KeepTogether(Lane lane)
    {
        int first = 0;
        while (first < _lines.Count && _lines[first].Text.StartsWith(' '))
            first++;
        if (first == 0 || first == _lines.Count)
            return;
        lane.Offset = _lines[first].Start;
        _lines.RemoveRange(0, first);
    }

    /// <summary>The lines before the first time among these are as old as that.</summary>
    private long FirstOrder(Lane lane)
    {
        foreach (var line in _lines)
            if (LogTime.At(line.Text, _now, _localOffset, out _) is { } time)
                return time.UtcTicks;
        return lane.Stock.Modified?.UtcTicks ?? 0;
    }

    /// <summary>One of the logs: where its reading stands, and the rows that are read and not taken.</summary>
    private sealed class Lane(LogStock stock, int version, long offset, int floorVersion, long floorOffset)
    {
        private int _at;

        public LogStock Stock { get; } = stock;
        public List<LogRow> Rows { get; } = [];
        public int Version { get; private set; } = version;
        public long Offset { get; set; } = offset;
        public long Order { get; set; } = stock.Modified?.UtcTicks ?? 0;
        public bool IsExhausted { get; private set; }
        public LogRow? Next => (uint)_at < (uint)Rows.Count ? Rows[_at] : null;

        private int _step = 1;

        public LogRow Take()
        {
            var row = Rows[_at];
            _at += _step;
            return row;
        }

        public void Rewind(bool isAbove) => (_at, _step) = isAbove ? (Rows.Count - 1, -1) : (0, 1);

        public int PlaceVersion => Next?.Version ?? Version;

        public long PlaceOffset(bool isAbove) => Next is not { } next ? Offset : isAbove ? next.End : next.Start;

        public bool Above(List<LogLine> lines)
        {
            Rows.Clear();
            while (Stock.Content(Version) is not { } content || Offset <= Math.Max(content.Start, Floor))
            {
                if (Version <= Math.Max(floorVersion, Stock.OldestVersion))
                {
                    IsExhausted = true;
                    return false;
                }
                Version--;
                Offset = Stock.Content(Version)?.End ?? 0;
            }
            Offset = Stock.Pieces.Above(Stock.Content(Version)!, Version, Offset, lines);
            if (lines is [.., { IsUnfinished: true } last])
                lines[^1] = last with { IsUnfinished = false };
            if (Offset < Floor)
            {
                lines.RemoveAll(line => line.Start < Floor);
                Offset = Floor;
            }
            return true;
        }

        public bool Below(List<LogLine> lines)
        {
            Rows.Clear();
            while (Stock.Content(Version) is not { } content || Offset >= content.End)
            {
                if (Version >= Stock.Version)
                {
                    IsExhausted = true;
                    return false;
                }
                Version++;
                Offset = 0;
            }
            long next = Stock.Pieces.Below(Stock.Content(Version)!, Version, Offset, lines);
            IsExhausted = next == Offset;
            Offset = next;
            if (IsExhausted)
                return false;
            // It comes again, and whole, once it has an end; the last line of a file that nobody writes to any more has had it.
            if (lines[^1].IsUnfinished && Version == Stock.Version)
                (Offset, IsExhausted) = (lines[^1].Start, true);
            else if (lines[^1].IsUnfinished)
                lines[^1] = lines[^1] with { IsUnfinished = false };
            return true;
        }

        private long Floor => Version == floorVersion ? floorOffset : 0;
    }
}
