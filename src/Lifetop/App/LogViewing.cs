using System;
using System.Collections.Generic;
using Lifetop.Observation.Logs;
using Lifetop.Screens.Logs;

namespace Lifetop.App;

/// <summary>One reading for a log screen, slice by slice: a view that begins, or more rows above or below; afterwards the lines above a new view are counted.</summary>
internal sealed class LogViewing
{
    private const int MostCounted = 256 << 20;

    private readonly int _id;
    private readonly LogPartKind _kind;
    private readonly IReadOnlyList<LogStock> _stocks;
    private readonly LogMark _from;
    private readonly LogMerge _merge;
    private readonly List<LogLine> _notices;
    private readonly bool _isAll;
    private LogMark? _above;
    private long _told;
    private long _lines;
    private long _counted;
    private int _source, _version;
    private byte[]? _buffer;

    private LogViewing(int id, int view, LogPartKind kind, IReadOnlyList<LogStock> stocks, LogMark from, LogMerge merge, bool isAll, List<LogLine> notices)
    {
        _id = id;
        View = view;
        _kind = kind;
        _stocks = stocks;
        _from = from;
        _merge = merge;
        _isAll = isAll;
        _notices = notices;
    }

    public int View { get; }

    public bool IsTail { get; private init; }

    /// <summary>What happened to the logs until the tail began.</summary>
    public IReadOnlyList<LogLine> Notices => _notices;

    public LogQuery Query { get; private init; } = LogQuery.All;

    public static LogViewing Show(ShowLog show, IReadOnlyList<LogStock> stocks, DateTimeOffset now, TimeSpan localOffset)
    {
        var since = new LogSince(now, localOffset);
        var floor = show.Query.Since is { } moment ? since.Floor(stocks, moment) : null;
        var notices = new List<LogLine>();
        bool isTail = show.Place == LogStart.Tail;
        if (isTail)
            foreach (var stock in stocks)
                stock.GoToEnd(notices);
        var from = show.Place switch
        {
            LogStart.Tail => EndOf(stocks),
            LogStart.Spot when show.Spot is { } spot => Around(stocks, spot, since),
            _ => floor ?? since.Floor(stocks, DateTimeOffset.MinValue),
        };
        var merge = new LogMerge(stocks, from, isTail, show.Rows, show.Query, floor, now, localOffset);
        return new LogViewing(show.Id, show.View, LogPartKind.Anew, stocks, from, merge, show.Query.IsAll, notices)
        {
            IsTail = isTail,
            Query = show.Query,
            IsFirst = show.Place == LogStart.First,
        };
    }

    public static LogViewing Read(ReadLog read, IReadOnlyList<LogStock> stocks, DateTimeOffset now, TimeSpan localOffset)
    {
        var floor = read.Query.Since is { } moment && read.IsAbove ? new LogSince(now, localOffset).Floor(stocks, moment) : null;
        var merge = new LogMerge(stocks, read.From, read.IsAbove, read.Rows, read.Query, floor, now, localOffset);
        return new LogViewing(read.Id, read.View, read.IsAbove ? LogPartKind.Above : LogPartKind.Below, stocks, read.From, merge, isAll: false, []);
    }

    /// <summary>Each log from where it has reached the time of a line, that line's own log from the line. At the same time the logs come in their order.</summary>
    public static LogMark Around(IReadOnlyList<LogStock> stocks, LogSpot spot, LogSince since)
    {
        if (stocks.Count == 1)
            return EndOf(stocks).With(spot.Source, spot.Version, spot.Start);
        var time = new DateTimeOffset(spot.Order, TimeSpan.Zero);
        var mark = since.Floor(stocks, time);
        var later = since.Floor(stocks, time.AddTicks(1));
        for (int i = 0; i < spot.Source; i++)
            mark = mark.With(i, later.Version(i), later.Offset(i));
        return mark.With(spot.Source, spot.Version, spot.Start);
    }

    /// <summary>Behind all that can be searched.</summary>
    public static LogMark SearchEndOf(IReadOnlyList<LogStock> stocks)
    {
        var end = EndOf(stocks);
        for (int i = 0; i < stocks.Count; i++)
            end = end.With(i, stocks[i].Version, stocks[i].SearchEnd);
        return end;
    }

    /// <summary>Where the next line will begin that comes.</summary>
    public static LogMark EndOf(IReadOnlyList<LogStock> stocks)
    {
        int[] versions = new int[stocks.Count];
        long[] offsets = new long[stocks.Count];
        for (int i = 0; i < offsets.Length; i++)
            (versions[i], offsets[i]) = (stocks[i].Version, stocks[i].Offset);
        return new LogMark(versions, offsets);
    }

    private bool IsFirst { get; init; }

    /// <summary>True when it has come to an end.</summary>
    public bool Advance(Inbox inbox)
    {
        if (_merge.Advance())
            return true;
        if (_merge.Scanned - _told >= 64 << 20)
        {
            _told = _merge.Scanned;
            inbox.Post(new LogReading(_id, View, _told));
        }
        return false;
    }

    public LogPart Part(long size)
    {
        bool isAbove = _kind == LogPartKind.Above || IsTail;
        var mark = _merge.Mark();
        return new LogPart(_id, View, _kind, _merge.TakeRows(), isAbove ? mark : _from, isAbove ? _from : mark)
        {
            IsTop = isAbove ? _merge.IsExhausted : IsFirst,
            IsBottom = IsTail || (!isAbove && _merge.IsExhausted),
            Size = size,
        };
    }

    /// <summary>True if there are lines above a new view, that can be counted.</summary>
    public bool BeginCount()
    {
        if (_kind != LogPartKind.Anew || !_isAll || IsFirst || (IsTail && _merge.IsExhausted))
            return false;
        _above = IsTail ? _merge.Mark() : _from;
        return true;
    }

    /// <summary>Counts a slice of the lines above; true when that is over.</summary>
    public bool AdvanceCount(Inbox inbox)
    {
        _buffer ??= new byte[1 << 20];
        for (int blocks = 0; blocks < 8; blocks++)
        {
            if (_source == _stocks.Count)
            {
                inbox.Post(new LogAbove(_id, View, _lines));
                return true;
            }
            int newest = _above!.Version(_source);
            _version = Math.Max(_version, Math.Min(newest, _stocks[_source].OldestVersion));
            var content = _stocks[_source].Content(_version);
            long end = content is null ? 0 : _version == newest ? _above.Offset(_source) : content.End;
            long at = (content?.Start ?? 0) + _counted;
            int wanted = (int)Math.Min(_buffer.Length, end - at);
            int length = content is null || wanted <= 0 ? 0 : content.ReadAt(_buffer.AsSpan(0, wanted), at);
            if (length <= 0)
            {
                bool isLast = _version == newest;
                (_source, _version, _counted) = isLast ? (_source + 1, 0, 0) : (_source, _version + 1, 0);
                continue;
            }
            if (end > MostCounted)
            {
                inbox.Post(new LogAbove(_id, View, -1));
                return true;
            }
            _lines += MemoryExtensions.Count(_buffer.AsSpan(0, length), (byte)'\n');
            _counted += length;
        }
        return false;
    }
}
