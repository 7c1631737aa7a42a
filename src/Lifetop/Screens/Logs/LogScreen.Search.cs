using System;
using System.Text;
using Lifetop.Model;
using Lifetop.Screens.Dialogs;
using Lifetop.Terminal;

namespace Lifetop.Screens.Logs;

/// <summary>What is typed into the line above the keys.</summary>
public enum LogInput
{
    None,
    Find,
    Save,
    /// <summary>The file to save to is there already.</summary>
    Overwrite,
}

/// <content>Searching, marking, copying and saving.</content>
public sealed partial class LogScreen
{
    private const int MostCopied = 512 * 1024, LongestName = 60;

    private readonly TextField _field = new();
    private LogInput _input;
    private LogSpot? _foundFrom;

    public override bool TakesText => _input != LogInput.None;

    public override bool Type(Key key, UiState ui)
    {
        if (key == Key.Esc)
        {
            if (_input == LogInput.Find)
                EndFind(ui);
            _input = LogInput.None;
            return true;
        }
        switch (_input)
        {
            case LogInput.Overwrite when key == new Key('y'):
                _input = LogInput.None;
                ui.Ask(new SaveLog(_id, _field.Text, Overwrite: true, _query));
                return true;
            case LogInput.Overwrite:
                return key.IsText || key == Key.Enter;
            case LogInput.Save when key == Key.Enter:
                _input = LogInput.None;
                if (_field.Text.Length > 0)
                    ui.Ask(new SaveLog(_id, _field.Text, Overwrite: false, _query));
                return true;
            case LogInput.Find when key == Key.Enter:
                _input = LogInput.None;
                return true;
            default:
                bool isTaken = _field.Type(key);
                if (isTaken && _input == LogInput.Find)
                    Find(ui);
                return isTaken;
        }
    }

    public override void Paste(string text, UiState ui)
    {
        if (_input == LogInput.Overwrite)
            return;
        _field.Paste(text);
        if (_input == LogInput.Find)
            Find(ui);
    }

    private void BeginFind()
    {
        _input = LogInput.Find;
        _field.Set("");
        _foundFrom = _view.IsFollowing ? null : CurrentSpot();
    }

    /// <summary>Back to where it began.</summary>
    private void EndFind(UiState ui)
    {
        EndSearch(ui);
        if (_foundFrom is null && !_view.IsFollowing)
            Show(LogStart.Tail, ui);
    }

    /// <summary>Each letter seeks anew, from where it began backwards: what a log says last is what one looks for first.</summary>
    private void Find(UiState ui)
    {
        _search.Seek(_field.Text);
        ui.Ask(new FindLog(_id, _field.Text));
        if (_query.Only is not null)
        {
            _query = _query with { Only = _search.IsOn ? _field.Text : null };
            Show(LogStart.Tail, ui);
        }
        if (_search.IsOn)
            ui.Ask(new SeekLog(_id, _field.Text, _foundFrom, IsForward: false, IsInclusive: true));
    }

    private void Seek(bool isForward, UiState ui)
    {
        if (_search.IsSeeking)
            return;
        _search.IsSeeking = true;
        bool isFirst = _search.Current is null;
        ui.Ask(new SeekLog(_id, _search.Text, _search.Current ?? CurrentSpot(), isForward, isFirst));
    }

    private void TakeHit(LogHit hit, UiState ui)
    {
        bool wasAsked = _search.IsSeeking;
        _search.IsSeeking = false;
        bool isOutside = hit.Spot is { } spot && _query.Since is { } since && spot.Order < since.UtcTicks;
        if (hit.Spot is null || isOutside)
        {
            if (wasAsked)
                ui.Say(Outcome.Noted, hit.IsForward ? "no further one below" : "no further one above");
            else if (!hit.IsForward && CurrentSpot() is { } from)
                ui.Ask(new SeekLog(_id, _search.Text, from, IsForward: true, IsInclusive: true));
            return;
        }
        _search.Current = hit.Spot;
        int at = _window.IndexOf(hit.Spot);
        if (at < 0)
        {
            Show(LogStart.Spot, ui, hit.Spot);
            return;
        }
        if (_view.IsFollowing && _view.IsShown(at))
            return;
        Pause(ui);
        if (_view.IsShown(at))
            _view.PutCursor(at);
        else
            _view.Show(at);
        ReadMore(ui);
    }

    private void EndSearch(UiState ui)
    {
        bool wasOnly = _query.Only is not null;
        _search.Seek("");
        ui.Ask(new FindLog(_id, ""));
        _query = _query with { Only = null };
        if (wasOnly)
            ShowAgain(ui);
    }

    private void ToggleOnlyHits(UiState ui)
    {
        _query = _query with { Only = _query.Only is null ? _search.Text : null };
        ShowAgain(ui);
    }

    private LogSpot? CurrentSpot() => _search.Current ?? (_window.Rows.Count == 0 ? null : _window.Rows[_view.CursorIndex].Spot);

    private void Mark(UiState ui)
    {
        if (_window.Rows.Count == 0)
        {
            ui.Say(Outcome.Refused, "mark: there is no line");
            return;
        }
        var row = _window.Rows[_view.CursorIndex];
        _marked = ReferenceEquals(_marked, row) ? null : row;
    }

    private void Copy(UiState ui)
    {
        if (_window.Rows.Count == 0)
        {
            ui.Say(Outcome.Refused, "copy: there is no line");
            return;
        }
        int to = _view.CursorIndex, from = _marked is null ? to : _window.IndexOf(_marked);
        if (from < 0)
        {
            ui.Say(Outcome.Refused, "copy: the marked line is no longer among those that are held");
            return;
        }
        var text = new StringBuilder();
        int first = Math.Min(from, to), last = Math.Max(from, to);
        for (int i = first; i <= last && text.Length < MostCopied; i++)
            text.Append(_window.Rows[i].Text.Text).Append(i < last ? "\n" : "");
        if (text.Length >= MostCopied)
        {
            ui.Say(Outcome.Refused, ui.Keys.HintOf(UiAction.LogSave, "saves it to a file") is { } saves ? $"copy: too much for a clipboard, {saves}" : "copy: too much for a clipboard");
            return;
        }
        int lines = last - first + 1;
        ui.Ask(new CopyText(text.ToString(), lines == 1 ? "a line" : AgeText.Grouped(lines) + " lines"));
        _marked = null;
    }

    /// <summary>In the home folder, by the names of the workers.</summary>
    private string DefaultPath()
    {
        var name = new StringBuilder();
        foreach (var source in _sources)
        {
            if (name.Length > 0)
                name.Append('-');
            foreach (char letter in source.Name)
                name.Append(char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' ? letter : '-');
        }
        if (name.Length > LongestName)
            name.Length = LongestName;
        string plain = name.ToString().Trim('-', '.');
        return string.Concat("~/", plain.Length == 0 ? "lifetop" : plain, ".log");
    }
}
