using System;
using System.Collections.Concurrent;
using System.Threading;
using Lifetop.Observation.Logs;
using Lifetop.Platform;
using Lifetop.Screens;
using Lifetop.Screens.Logs;

namespace Lifetop.App;

/// <summary>
/// Reads the logs of one log screen, on a thread of its own: what is asked for first, then what came at the end, then a slice of each
/// longer search. It sleeps when there is nothing of these.
/// </summary>
internal sealed class LogSession : IDisposable
{
    private const int MostRest = 500;

    private readonly int _id;
    private readonly Inbox _inbox;
    private readonly TimeProvider _time;
    private readonly LogStock[] _stocks;
    private readonly LogFeed _feed;
    private readonly LogTailing _tailing;
    private readonly LogSearching _searching;
    private readonly ConcurrentQueue<LogEffect> _asked = new();
    private readonly WakeFlag _wake = new();
    private readonly LogSaving _saving;
    private LogViewing? _viewing;
    private LogViewing? _counting;
    private long _toldSize = -1;
    private volatile bool _isEnded;

    public LogSession(OpenLog asked, Inbox inbox, TimeProvider time)
    {
        _id = asked.Id;
        _inbox = inbox;
        _time = time;
        _stocks = new LogStock[asked.Sources.Length];
        for (int i = 0; i < _stocks.Length; i++)
            _stocks[i] = asked.Sources[i] switch
            {
                { IsPane: true, Pane: { } pane } => new PaneStock(i, new PaneScrollback(pane, new TmuxClient(pane.Server.Socket))),
                var source => new FileStock(i, source.File ?? ""),
            };
        _feed = new LogFeed(_stocks);
        _tailing = new LogTailing(_id, _stocks, _feed);
        _searching = new LogSearching(asked.Id, _stocks, inbox);
        _saving = new LogSaving(asked.Sources, _stocks, inbox);
        new Thread(Work, 512 * 1024) { IsBackground = true, Name = "log" }.Start();
    }

    public void Ask(LogEffect effect)
    {
        _asked.Enqueue(effect);
        _wake.Raise();
    }

    public void Dispose()
    {
        _isEnded = true;
        _wake.Raise();
    }

    private void Work()
    {
        try
        {
            while (!_isEnded)
                if (!Turn())
                    Rest();
        }
        catch (Exception mistake) when (mistake is not OutOfMemoryException)
        {
            _inbox.Post(new Told(Outcome.Failed, $"logs: a mistake of lifetop's own: {mistake.Message}"));
        }
        _feed.Dispose();
        _wake.Dispose();
    }

    /// <summary>One round of all there is to do; true when there is more at once.</summary>
    private bool Turn()
    {
        _wake.Lower();
        while (_asked.TryDequeue(out var effect))
            Begin(effect);
        var now = _time.GetUtcNow();
        if (_viewing is { } viewing && viewing.Advance(_inbox))
            EndViewing(viewing, now);
        if (_counting is { } counting && counting.AdvanceCount(_inbox))
            _counting = null;
        if (_viewing is null && _tailing.Held == 0 && _tailing.Step(now) is { } part)
        {
            _toldSize = TotalSize();
            _inbox.Post(part with { Size = _toldSize });
        }
        bool isBusy = _searching.Advance(now, Offset(now)) | _saving.Advance();
        TellSize();
        return isBusy || _viewing is not null || _counting is not null;
    }

    private void Rest() => _feed.Wait(_wake.Descriptor, isForLogs: _tailing.Held == 0, Math.Clamp(_tailing.Held, 1, MostRest));

    private void Begin(LogEffect effect)
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

    /// <summary>What was read for the tail is followed from there on.</summary>
    private void EndViewing(LogViewing viewing, DateTimeOffset now)
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
