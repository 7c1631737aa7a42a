using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Terminal;

namespace Lifetop.Screens.Logs;

/// <summary>What one or several workers wrote: followed, scrolled through from the first line on, searched, and saved. Its lines come by messages.</summary>
public sealed partial class LogScreen : Screen
{
    private const int RowsAtATime = 500, ColumnsAtATime = 8, WheelRows = 3, NarrowNames = 12, WidestName = 25;

    private static int _opened;

    private readonly int _id = Interlocked.Increment(ref _opened);
    private readonly LogWindow _window = new();
    private readonly LogView _view;
    private readonly LogSearch _search = new();
    private ImmutableArray<LogSource> _sources;
    private LogQuery _query = LogQuery.All;
    private LogTimes _times;
    private LogRow? _marked;
    private LogSpot? _goesTo;
    private TimeSpan? _last;
    private bool _wraps;
    private bool _isPending;
    private int _skip;
    private int _viewNumber;
    private int _shownView;
    private long _size;
    private long _scanned;

    private LogScreen(ImmutableArray<LogSource> sources)
    {
        _sources = sources;
        _view = new LogView(_window);
    }

    public override KeyContext Context => KeyContext.Log;

    /// <summary>The log of each of these that has one, and asks for its lines; null, with the reason said, when none has.</summary>
    public static LogScreen? Of(IReadOnlyList<WorkerRow> rows, UiState ui)
    {
        var sources = ImmutableArray.CreateBuilder<LogSource>();
        foreach (var row in rows)
            if (LogSource.Of(row.Worker) is { } source)
                sources.Add(source);
        if (sources.Count == 0)
        {
            ui.Say(Outcome.Refused, rows is [var only] ? $"logs: {only.Name} has no log and no pane" : "logs: none of them has a log or a pane");
            return null;
        }
        var screen = new LogScreen(sources.DrainToImmutable());
        screen.Begin(ui);
        return screen;
    }

    public override void Take(Message message, UiState ui)
    {
        if (message is not LogMessage news || news.Id != _id)
            return;
        switch (news)
        {
            case LogPart part when part.View == _viewNumber:
                TakePart(part, ui);
                break;
            case LogReading reading when reading.View == _viewNumber:
                _scanned = reading.Scanned;
                break;
            case LogAbove above when above.View == _viewNumber:
                _window.Counted(above.Lines);
                break;
            case LogSize size:
                _size = size.Bytes;
                break;
            case LogCount count:
                _search.Take(count);
                break;
            case LogHit hit when hit.Text == _search.Text:
                TakeHit(hit, ui);
                break;
            case LogSaveExists exists:
                _input = LogInput.Overwrite;
                _field.Set(exists.Path);
                break;
            default:
                break;
        }
    }

    public override bool Do(UiAction action, UiState ui)
    {
        switch (action)
        {
            case UiAction.Down: Move(1, ui); break;
            case UiAction.Up: Move(-1, ui); break;
            case UiAction.PageDown: Move(Math.Max(1, _view.Height - 1), ui); break;
            case UiAction.PageUp: Move(-Math.Max(1, _view.Height - 1), ui); break;
            case UiAction.HalfDown: Move(Math.Max(1, _view.Height / 2), ui); break;
            case UiAction.HalfUp: Move(-Math.Max(1, _view.Height / 2), ui); break;
            case UiAction.First: GoToFirst(ui); break;
            case UiAction.Last: Show(LogStart.Tail, ui); break;
            case UiAction.Left: _skip = Math.Max(0, _skip - ColumnsAtATime); break;
            case UiAction.Right: _skip += _wraps ? 0 : ColumnsAtATime; break;
            case UiAction.LogFollow: ToggleFollow(ui); break;
            case UiAction.LogWrap: _wraps = !_wraps; break;
            case UiAction.LogTimes: NextTimes(ui); break;
            case UiAction.LogFind: BeginFind(); break;
            case UiAction.LogNext: Seek(isForward: true, ui); break;
            case UiAction.LogPrevious: Seek(isForward: false, ui); break;
            case UiAction.LogOnlyHits: ToggleOnlyHits(ui); break;
            case UiAction.LogMark: Mark(ui); break;
            case UiAction.Copy: Copy(ui); break;
            case UiAction.LogSave: _input = LogInput.Save; _field.Set(DefaultPath()); break;
            case UiAction.LogLastMinute: Since(TimeSpan.FromMinutes(1), ui); break;
            case UiAction.LogLast5Minutes: Since(TimeSpan.FromMinutes(5), ui); break;
            case UiAction.LogLast15Minutes: Since(TimeSpan.FromMinutes(15), ui); break;
            case UiAction.LogLastHour: Since(TimeSpan.FromHours(1), ui); break;
            case UiAction.LogLast6Hours: Since(TimeSpan.FromHours(6), ui); break;
            case UiAction.LogAllTime: Since(null, ui); break;
            case UiAction.NextTab: SwitchSource(ui); break;
            case UiAction.Back when _search.IsOn: EndSearch(ui); break;
            case UiAction.Back or UiAction.Quit: ui.Close(this); break;
            default: return false;
        }
        return true;
    }

    public override string? WhyNot(UiAction action, UiState ui) => action switch
    {
        UiAction.LogSave when ui.ReadOnly => "read-only",
        UiAction.LogNext or UiAction.LogPrevious or UiAction.LogOnlyHits when !_search.IsOn => "nothing is sought, / does that",
        UiAction.NextTab when !HasOther() => _sources is [{ IsPane: true }] ? "it has only its pane" : "there is no other place to read it from",
        _ => null,
    };

    public override void Point(in InputEvent mouse, UiState ui)
    {
        if (mouse.Mouse is MouseAction.WheelUp or MouseAction.WheelDown)
            Move(mouse.Mouse == MouseAction.WheelUp ? -WheelRows : WheelRows, ui);
    }

    private void Begin(UiState ui)
    {
        ui.Ask(new OpenLog(_id, _sources));
        Show(LogStart.Tail, ui);
    }

    public override void Closed(UiState ui) => ui.Ask(new CloseLog(_id));

    private void Show(LogStart start, UiState ui, LogSpot? spot = null)
    {
        _view.IsFollowing = start == LogStart.Tail;
        (_isPending, _scanned, _goesTo) = (true, 0, spot);
        ui.Ask(new ShowLog(_id, ++_viewNumber, start, _query, RowsAtATime, spot));
    }

    /// <summary>The same place under another query; the end stays the end.</summary>
    private void ShowAgain(UiState ui)
    {
        if (_view.IsFollowing || _window.Rows.Count == 0)
            Show(LogStart.Tail, ui);
        else
            Show(LogStart.Spot, ui, _goesTo ?? _window.Rows[_view.CursorIndex].Spot);
    }

    private void TakePart(LogPart part, UiState ui)
    {
        _isPending = false;
        _window.Take(part);
        if (part.Kind is LogPartKind.Anew or LogPartKind.Tail)
            _size = part.Size;
        if (_view.IsFollowing && part.Kind is LogPartKind.Anew or LogPartKind.Tail)
            ui.Ask(new TakenLog(_id));
        if (part.Kind != LogPartKind.Anew)
            return;
        (_scanned, _shownView) = (0, part.View);
        if (!_view.IsFollowing)
            _view.Show(_goesTo is { } spot ? Math.Max(0, _window.IndexOf(spot)) : 0);
        else
            _view.PutCursor(_window.Rows.Count - 1);
        _goesTo = null;
        ReadMore(ui);
    }

    /// <summary>Whatever is near the edge of what is there is read before it is wanted.</summary>
    private void ReadMore(UiState ui, bool wantsBelow = false)
    {
        if (_isPending || _window.First is null)
            return;
        int near = 2 * _view.Height;
        int above = _view.IsFollowing ? _window.Rows.Count - _view.Height : _view.TopIndex;
        if (!_window.IsTop && above < near)
            Read(isAbove: true, _window.First, ui);
        else if (!_view.IsFollowing && _window.Last is { } last && (wantsBelow || (!_window.IsBottom && _window.Rows.Count - _view.CursorIndex < near)))
            Read(isAbove: false, last, ui);
    }

    private void Read(bool isAbove, LogMark from, UiState ui)
    {
        _isPending = true;
        ui.Ask(new ReadLog(_id, _viewNumber, from, isAbove, _query, RowsAtATime));
    }

    private void Move(int rows, UiState ui)
    {
        if (_view.IsFollowing && rows > 0)
            return;
        if (_view.IsFollowing)
            Pause(ui);
        bool isInside = _view.Move(rows);
        if (_search.Current is not null)
            _search.Current = _view.Cursor?.Spot;
        ReadMore(ui, wantsBelow: !isInside && rows > 0);
    }

    private void GoToFirst(UiState ui)
    {
        if (!_window.IsTop || _shownView != _viewNumber)
        {
            Show(LogStart.First, ui);
            return;
        }
        Pause(ui);
        _view.Show(0);
    }

    private void Pause(UiState ui)
    {
        if (!_view.IsFollowing)
            return;
        _view.PutCursor(_window.Rows.Count - 1);
        _view.IsFollowing = false;
        ui.Ask(new PauseLog(_id));
    }

    private void NextTimes(UiState ui)
    {
        _times = (LogTimes)(((int)_times + 1) % 3);
        // Without lines nobody would see it.
        if (_window.Rows.Count == 0)
            ui.Say(Outcome.Noted, _times switch { LogTimes.Clock => "times of day", LogTimes.Age => "ages", _ => "no times" });
    }

    private void ToggleFollow(UiState ui)
    {
        if (_view.IsFollowing)
            Pause(ui);
        else
            Show(LogStart.Tail, ui);
    }

    private void Since(TimeSpan? last, UiState ui)
    {
        _last = last;
        _query = _query with { Since = last is { } span ? ui.Now - span : null };
        Show(LogStart.Tail, ui);
    }

    private bool HasOther()
    {
        foreach (var source in _sources)
            if (source.HasBoth)
                return true;
        return false;
    }

    private void SwitchSource(UiState ui)
    {
        var others = ImmutableArray.CreateBuilder<LogSource>(_sources.Length);
        foreach (var source in _sources)
            others.Add(source.Other);
        _sources = others.DrainToImmutable();
        EndSearch(ui);
        Begin(ui);
    }
}
