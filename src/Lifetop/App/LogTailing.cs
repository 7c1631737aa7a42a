using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Observation.Logs;
using Lifetop.Screens.Logs;

namespace Lifetop.App;

/// <summary>What comes at the end of the logs while a screen follows them. The next part is made only when the last one was taken in, so nothing piles up.</summary>
internal sealed class LogTailing
{
    /// <summary>A person reads no faster, and a log that grows fast is read in larger pieces.</summary>
    private const int MillisecondsBetween = 100;

    private readonly int _id;
    private readonly LogStock[] _stocks;
    private readonly LogFeed _feed;
    private readonly List<LogLine> _lines = [];
    private readonly List<LogRow>[] _rows;
    private readonly LogRowMaker?[] _makers;
    private readonly bool[] _isLet;
    private readonly long[] _unfinished;
    private bool _isOn;
    private bool _isTaken;
    private long _waitsUntil;
    private int _view;
    private SearchText? _only;

    public LogTailing(int id, LogStock[] stocks, LogFeed feed)
    {
        (_id, _stocks, _feed) = (id, stocks, feed);
        _rows = new List<LogRow>[stocks.Length];
        for (int i = 0; i < _rows.Length; i++)
            _rows[i] = [];
        _makers = new LogRowMaker?[stocks.Length];
        _isLet = new bool[stocks.Length];
        _unfinished = new long[stocks.Length];
    }

    /// <summary>How long nothing is wanted for, in milliseconds; 0 when it is now.</summary>
    public int Held => !_isOn || !_isTaken ? int.MaxValue : (int)Math.Max(0, _waitsUntil - Environment.TickCount64);

    /// <summary>There was more at once than one part may have.</summary>
    public bool HasMore { get; private set; }

    public void Pause() => _isOn = false;

    public void Release() => _isTaken = true;

    /// <summary>From the end of what a view read. Its first part gets what is unfinished, and what is to be said.</summary>
    public LogPart Start(LogViewing viewing, LogPart part, DateTimeOffset now, TimeSpan localOffset)
    {
        (_isOn, _isTaken, HasMore, _view) = (true, false, false, viewing.View);
        _only = viewing.Query.Only is { } text ? new SearchText(text) : null;
        for (int i = 0; i < _stocks.Length; i++)
            (_makers[i], _isLet[i]) = (new LogRowMaker(i, now, localOffset) { Order = _stocks[i].Modified?.UtcTicks ?? 0 }, false);
        foreach (var row in part.Rows)
            _makers[row.Source]!.Order = row.Order;
        _lines.Clear();
        _lines.AddRange(viewing.Notices);
        foreach (var stock in _stocks)
            if (stock.Waiting is { } why)
                _lines.Add(LogLine.Notice(stock.Label, stock.Path is null ? why : $"{stock.Path}: {why}; waiting for it") with { Version = stock.Version });
        AddUnfinished();
        return part with { Rows = part.Rows.AddRange(MakeRows(null)) };
    }

    /// <summary>Null when nothing is new.</summary>
    public LogPart? Step(DateTimeOffset now)
    {
        _lines.Clear();
        HasMore = _feed.Step(_lines);
        bool isSame = _lines.Count == 0;
        for (int i = 0; i < _stocks.Length; i++)
        {
            isSame &= _stocks[i].UnfinishedStamp == _unfinished[i];
            _makers[i]!.Now = now;
        }
        if (isSame)
            return null;
        AddUnfinished();
        var rows = MakeRows(now);
        var end = LogViewing.EndOf(_stocks);
        (_isTaken, _waitsUntil) = (false, Environment.TickCount64 + MillisecondsBetween);
        return new LogPart(_id, _view, LogPartKind.Tail, rows, end, end) { IsBottom = !HasMore };
    }

    private void AddUnfinished()
    {
        for (int i = 0; i < _stocks.Length; i++)
        {
            _stocks[i].AddUnfinished(_lines);
            _unfinished[i] = _stocks[i].UnfinishedStamp;
        }
    }

    private ImmutableArray<LogRow> MakeRows(DateTimeOffset? arrived)
    {
        var unfinished = new List<LogRow>();
        foreach (var line in _lines)
        {
            int source = int.Parse(line.Label, NumberStyles.None, CultureInfo.InvariantCulture);
            var maker = _makers[source]!;
            long order = maker.Order;
            // When a line scrolled out of a pane tells nothing of when it was written, and an unfinished one comes again.
            var row = maker.Make(line, _stocks[source].Path is null || line.IsUnfinished ? null : arrived);
            _isLet[source] = row.IsNotice || _only is null || _only.IsIn(row.Text.Text) || (row.IsContinuation && _isLet[source]);
            if (row.IsUnfinished)
                maker.Order = order;
            if (_isLet[source])
                (row.IsUnfinished ? unfinished : _rows[source]).Add(row);
        }
        var rows = ImmutableArray.CreateBuilder<LogRow>(_lines.Count);
        Merge(rows);
        rows.AddRange(unfinished);
        return rows.DrainToImmutable();
    }

    /// <summary>By time, each log's own lines in their order.</summary>
    private void Merge(ImmutableArray<LogRow>.Builder rows)
    {
        int[] next = new int[_rows.Length];
        while (true)
        {
            int best = -1;
            for (int i = 0; i < next.Length; i++)
                if (next[i] < _rows[i].Count && (best < 0 || _rows[i][next[i]].Order < _rows[best][next[best]].Order))
                    best = i;
            if (best < 0)
                break;
            rows.Add(_rows[best][next[best]++]);
        }
        foreach (var taken in _rows)
            taken.Clear();
    }
}
