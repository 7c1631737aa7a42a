using System;
using Lifetop.Observation.Logs;
using Lifetop.Platform;
using Lifetop.Screens.Logs;

namespace Lifetop.App;

/// <summary>Reads the logs of one log screen: what is asked for first, then what came at the end, then a slice of each longer search.</summary>
internal sealed class LogReader : IDisposable
{
    private const int MostRest = 500;

    private readonly int _id;
    private readonly Inbox _inbox;
    private readonly TimeProvider _time;
    private readonly LogStock[] _stocks;
    private readonly LogFeed _feed;
    private readonly LogTailing _tailing;
    private readonly LogSearching _searching;
    private readonly LogSaving _saving;
    private LogViewing? _viewing;
    private LogViewing? _counting;
    private long _toldSize = -1;

    public LogReader(OpenLog asked, Inbox inbox, TimeProvider time)
    {
        (_id, _inbox, _time) = (asked.Id, inbox, time);
        _stocks = new LogStock[asked.Sources.Length];
        for (int i = 0; i < _stocks.Length; i++)
            _stocks[i] = asked.Sources[i] switch
            {
                { IsPane: true, Pane: { } pane } => new PaneStock(i, new PaneScrollback(pane, new TmuxClient(pane.Server.Socket))),
                var source => new FileStock(i, source.File ?? ""),
            };
        _feed = new LogFeed(_stocks);
        _tailing = new LogTailing(_id, _stocks, _feed);
        _searching = new LogSearching(_id, _stocks, inbox);
        _saving = new LogSaving(asked.Sources, _stocks, inbox);
    }

    public void Begin(LogEffect effect)
    {
        var now = _time.GetUtcNow();
        switch (effect)
        {
            case ShowLog show:
                _tailing.Pause();
                _counting = null;
                _viewing = LogViewing.Show(show, _stocks, now, Offset(now));
                break;
            case ReadLog read:
                _viewing = LogViewing.Read(read, _stocks, now, Offset(now));
                break;
            case PauseLog:
                _tailing.Pause();
                break;
            case TakenLog:
                _tailing.Release();
                break;
            case FindLog find:
                _searching.Count(find.Text);
                break;
            case SeekLog seek:
                _searching.Seek(seek, now, Offset(now));
                break;
            case SaveLog save:
                _saving.Begin(save, now, Offset(now));
                break;
            default:
                break;
        }
    }

    /// <summary>A round of all there is to do; true when there is more at once.</summary>
    public bool Turn()
    {
        var now = _time.GetUtcNow();
        if (_viewing is { } viewing && viewing.Advance(_inbox))
            End(viewing, now);
        if (_counting is { } counting && counting.AdvanceCount(_inbox))
            _counting = null;
        if (_viewing is null && _tailing.Held == 0 && _tailing.Step(now) is { } part)
        {
            _toldSize = TotalSize();
            _inbox.Post(part with { Size = _toldSize });
        }
        bool isBusy = _searching.Advance(now, Offset(now)) | _saving.Advance();
        TellSize();
        return isBusy || _viewing is not null || _counting is not null || (_tailing.HasMore && _tailing.Held == 0);
    }

    /// <summary>Until a log may have something that is wanted, or the descriptor has.</summary>
    public void Rest(int descriptor) => _feed.Wait(descriptor, isForLogs: _tailing.Held == 0, _tailing.Held == 0 ? MostRest : Math.Min(_tailing.Held, MostRest));

    public void Dispose() => _feed.Dispose();

    /// <summary>What was read for the tail is followed from there on.</summary>
    private void End(LogViewing viewing, DateTimeOffset now)
    {
        _viewing = null;
        _toldSize = TotalSize();
        var part = viewing.Part(_toldSize);
        if (viewing.IsTail)
            part = _tailing.Start(viewing, part, now, Offset(now));
        _inbox.Post(part);
        if (viewing.BeginCount())
            _counting = viewing;
    }

    private void TellSize()
    {
        long size = TotalSize();
        if (size == _toldSize)
            return;
        _toldSize = size;
        _inbox.Post(new LogSize(_id, size));
    }

    private long TotalSize()
    {
        long size = 0;
        foreach (var stock in _stocks)
            if (stock.Content(stock.Version) is { } content)
                size += content.End - content.Start;
        return size;
    }

    private TimeSpan Offset(DateTimeOffset now) => _time.LocalTimeZone.GetUtcOffset(now);
}
