using System;
using System.Collections.Generic;
using Lifetop.Screens.Logs;

namespace Lifetop.App;

/// <summary>The search of one log screen: how many lines have a text, which of them is current, and where the next one is.</summary>
internal sealed class LogSearching(int id, IReadOnlyList<LogStock> stocks, Inbox inbox)
{
    private const int MillisecondsBetween = 200;

    private LogCounter? _counter;
    private LogSeeker? _seeker;
    private LogSpot? _current;
    private LogMark? _reached;
    private LogCount? _told;
    private long _tellAt;

    public void Count(string text)
    {
        _counter = text.Length == 0 ? null : new LogCounter(stocks, text);
        (_current, _reached, _told, _tellAt) = (null, null, null, 0);
        if (text.Length == 0)
            _seeker = null;
    }

    public void Seek(SeekLog asked, DateTimeOffset now, TimeSpan localOffset)
    {
        var since = new LogSince(now, localOffset);
        var from = asked.From is { } spot ? Beside(spot, asked, since)
            : asked.IsForward ? since.Floor(stocks, DateTimeOffset.MinValue)
            : LogViewing.SearchEndOf(stocks);
        _seeker = new LogSeeker(stocks, asked, from, since);
    }

    /// <summary>A slice of what there is to do; true when there is more of it.</summary>
    public bool Advance(DateTimeOffset now, TimeSpan localOffset)
    {
        if (_seeker is { } seeker && seeker.Advance())
        {
            _seeker = null;
            var asked = seeker.Asked;
            if (seeker.Found is { } found)
                (_current, _reached) = (found, LogViewing.Around(stocks, found, new LogSince(now, localOffset)));
            inbox.Post(new LogHit(id, asked.Text, seeker.Found, asked.IsForward, asked.IsInclusive));
        }
        if (_counter is null)
            return _seeker is not null;
        bool isWhole = _counter.Advance();
        Tell(isWhole);
        return !isWhole || _seeker is not null;
    }

    private void Tell(bool isWhole)
    {
        if (!isWhole && Environment.TickCount64 < _tellAt)
            return;
        _tellAt = Environment.TickCount64 + MillisecondsBetween;
        long place = _current is { } current && _reached is { } reached ? _counter!.PlaceOf(current, reached) : 0;
        var count = new LogCount(id, _counter!.Text, _counter.Count, place, isWhole, _counter.Percent);
        if (count == _told)
            return;
        _told = count;
        inbox.Post(count);
    }

    /// <summary>Forward the line itself comes first if it may be the one, else what follows it; backward what is behind it, or the line.</summary>
    private LogMark Beside(LogSpot spot, SeekLog asked, LogSince since)
    {
        var at = LogViewing.Around(stocks, spot, since);
        if (asked.IsForward == asked.IsInclusive || stocks[spot.Source].Content(spot.Version) is not { } content)
            return at;
        return at.With(spot.Source, spot.Version, stocks[spot.Source].Pieces.NextStart(content, spot.Start + 1));
    }
}
