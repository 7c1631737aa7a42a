using System;
using System.Collections.Generic;
using Lifetop.Observation.Logs;
using Lifetop.Screens.Logs;

namespace Lifetop.App;

/// <summary>Goes from a line up or down to the next one with a text, through each log in turn and as far as it must, slice by slice.</summary>
internal sealed class LogSeeker
{
    private const int SliceBytes = 8 << 20;

    private readonly IReadOnlyList<LogStock> _stocks;
    private readonly LineTest _test;
    private readonly LogMark _from;
    private readonly LogSince _since;
    private readonly LineStarts _hits = new();
    private int _source;
    private int _version;
    private long _offset = -1;
    private bool _isFirst = true;

    /// <param name="from">For each log, where the line begins that is looked at first; up, what comes behind it.</param>
    public LogSeeker(IReadOnlyList<LogStock> stocks, SeekLog asked, LogMark from, LogSince since)
    {
        _stocks = stocks;
        Asked = asked;
        _test = new LogNeedle(asked.Text).IsIn;
        _from = from;
        _since = since;
    }

    public SeekLog Asked { get; }

    /// <summary>The nearest of what was found; null when nothing was.</summary>
    public LogSpot? Found { get; private set; }

    /// <summary>True when every log was looked through.</summary>
    public bool Advance()
    {
        long scanned = 0;
        while (_source < _stocks.Count)
        {
            var stock = _stocks[_source];
            if (_isFirst)
                (_version, _offset, _isFirst) = (_from.Version(_source), _from.Offset(_source), false);
            if (scanned >= SliceBytes)
                return false;
            long before = _offset;
            bool goesOn = stock.Content(_version) is { } content && Step(stock, content);
            scanned += Math.Abs(_offset - before);
            if (goesOn || NextVersion(stock))
                continue;
            _source++;
            _isFirst = true;
        }
        return true;
    }

    private bool Step(LogStock stock, ILogContent content)
    {
        _hits.Keep(0);
        if (Asked.IsForward)
        {
            long next = stock.Pieces.Scan(content, Math.Max(_offset, content.Start), content.End, _test, _hits);
            bool isOver = next <= _offset || next >= content.End;
            _offset = next;
            return _hits.Count > 0 ? Take(stock, content, _hits[0]) : !isOver;
        }
        long end = _offset;
        if (end <= content.Start)
            return false;
        _offset = stock.Pieces.NextStart(content, Math.Max(content.Start, end - LogPieces.Stride));
        if (_offset >= end)
            _offset = stock.Pieces.LastStart(content, end - 1);
        _ = stock.Pieces.Scan(content, _offset, end, _test, _hits);
        return _hits.Count > 0 ? Take(stock, content, _hits[_hits.Count - 1]) : _offset > content.Start;
    }

    private bool NextVersion(LogStock stock)
    {
        if (Found?.Source == _source || (Asked.IsForward ? _version >= stock.Version : _version <= stock.OldestVersion))
            return false;
        _version += Asked.IsForward ? 1 : -1;
        _offset = Asked.IsForward ? 0 : stock.Content(_version)?.End ?? 0;
        return true;
    }

    /// <summary>Always false: of this log nothing more is wanted.</summary>
    private bool Take(LogStock stock, ILogContent content, long start)
    {
        var spot = new LogSpot(_source, _version, start, OrderAt(stock, content, start));
        if (Found is null || (Asked.IsForward ? spot.CompareTo(Found) < 0 : spot.CompareTo(Found) > 0))
            Found = spot;
        // The version is done with, whatever comes after it.
        _version = Asked.IsForward ? stock.Version : stock.OldestVersion;
        return false;
    }

    /// <summary>Its own time, else that of the lines before it, as rows have it.</summary>
    private long OrderAt(LogStock stock, ILogContent content, long start)
    {
        var time = _since.LastTime(stock, content, stock.Pieces.NextStart(content, start + 1)) ?? _since.FirstTime(stock, content, start) ?? stock.Modified;
        return time?.UtcTicks ?? 0;
    }
}
