using System;
using Lifetop.Actions;
using Lifetop.Model;
using Lifetop.Screens.Acting;
using Lifetop.Screens.Dialogs;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Processes;

/// <summary>Every process of the machine, to look at and to adopt from; at first yours that belong to no worker.</summary>
public sealed class ProcessScreen : Screen
{
    private static readonly UiAction[] Keys = [UiAction.Adopt, UiAction.Signal, UiAction.Tree, UiAction.Filter, UiAction.AllUsers, UiAction.Help];
    private static readonly SortChoice[] Sorts =
    [
        new('p', "cpu", "percent of one core"),
        new('m', "mem", "resident memory"),
        new('a', "age", "how long since it started"),
        new('n', "command", "by the kernel's name of it"),
        new('i', "pid", "its number"),
        new('o', "ports", "TCP ports it listens on"),
        new('t', "tty", "its terminal"),
        new('u', "user", "whose it is, by number"),
    ];

    private readonly ProcessBoard _board;
    private readonly ProcessTexts _texts;
    private readonly ProcessList _list;
    private readonly ProcessPane _pane;
    private readonly ProcessColumns _columns = new();
    private readonly ProcessHeader _header = new();
    private readonly TextField _typed = new() { Limit = 200 };
    private bool _typing;
    private int _shifted;
    private int _top, _rows;

    public ProcessScreen(ProcessBoard board, UiState ui)
    {
        _board = board;
        _texts = new ProcessTexts(board);
        _list = new ProcessList(_texts);
        _pane = new ProcessPane(board, _texts);
        board.Want();
        if (board.Take() || board.Reading.Count > 0)
            Arrange(ui);
    }

    public override KeyContext Context => KeyContext.Processes;

    /// <summary>While the filter is typed.</summary>
    public override bool TakesText => _typing;

    private ProcessSnapshot All => _board.Reading;

    public override void Refresh(UiState ui)
    {
        _board.Want();
        if (_board.Take())
            Arrange(ui);
    }

    public override void Take(Message message, UiState ui)
    {
        if (message is not ProcessesRead read)
            return;
        _texts.Take(All, read);
        Arrange(ui);
    }

    public override bool Type(Key key, UiState ui)
    {
        if (key == Key.Esc)
            _typed.Set("");
        if (key == Key.Enter || key == Key.Esc)
        {
            _typing = false;
            Narrow(ui);
            return true;
        }
        string before = _typed.Text;
        bool taken = _typed.Type(key);
        if (_typed.Text != before)
            Narrow(ui);
        return taken;
    }

    public override void Paste(string text, UiState ui)
    {
        _typed.Paste(text);
        Narrow(ui);
    }

    public override string? WhyNot(UiAction action, UiState ui) => action switch
    {
        UiAction.Adopt => _pane.Refusal,
        UiAction.Signal => _pane.Untouchable,
        UiAction.Reap => _pane.Untouchable ?? _pane.PartOf,
        UiAction.Inspect when _list.Selected < 0 => "nothing is selected",
        UiAction.Inspect => _pane.Refusal ?? (ui.Keys.HintOf(UiAction.Adopt, "makes it one") is { } makes ? $"it is no worker yet: {makes}" : "it is no worker yet"),
        UiAction.Copy when _list.Selected < 0 => "nothing is selected",
        _ => null,
    };

    public override bool Do(UiAction action, UiState ui)
    {
        switch (action)
        {
            case UiAction.Filter:
                _typing = true;
                return true;
            case UiAction.Back when _typed.Text.Length > 0:
                _typed.Set("");
                Narrow(ui);
                return true;
            case UiAction.Tree:
                _list.IsTree = !_list.IsTree;
                break;
            case UiAction.AllUsers:
                _list.AllUsers = !_list.AllUsers;
                break;
            case UiAction.ViewAll:
                _list.Members = !_list.Members;
                break;
            case UiAction.Invert:
                _list.Turned = !_list.Turned;
                break;
            case UiAction.SortNext or UiAction.SortPrevious:
                SortBy((ProcessSort)(((int)_list.Sort + (action == UiAction.SortNext ? 1 : ProcessSorts.Count - 1)) % ProcessSorts.Count));
                break;
            case UiAction.SortMenu:
                ui.Open(new SortMenu(Sorts, _list.Sort.Word(), TakeSort));
                return true;
            case UiAction.Adopt when _pane.Draft is { } draft:
                ui.Open(new AdoptDialog(draft));
                return true;
            case UiAction.Signal when _pane.Meant is { } meant:
                ui.Open(new SignalDialog([meant.Target], meant.Part, meant.Name));
                return true;
            case UiAction.Reap when _pane.Meant is { Part: null } meant:
                PlanAsking.Ask(new PlanRequest(WorkerAction.Reap), [meant.Target], ui);
                return true;
            case UiAction.Copy:
                string pid = All.Pids[_list.Selected].ToString(System.Globalization.CultureInfo.InvariantCulture);
                ui.Ask(new CopyText(pid, "pid " + pid));
                return true;
            case UiAction.Left or UiAction.Right:
                _shifted = Math.Clamp(_shifted + (action == UiAction.Right ? 8 : -8), 0, 4000);
                return true;
            default:
                if (!_list.Rows.Do(action))
                    return false;
                Moved(ui);
                return true;
        }
        Arrange(ui);
        return true;
    }

    public override void Point(in InputEvent mouse, UiState ui)
    {
        if (mouse.Mouse is MouseAction.WheelDown or MouseAction.WheelUp)
            Do(mouse.Mouse == MouseAction.WheelDown ? UiAction.Down : UiAction.Up, ui);
        else if (mouse.Mouse != MouseAction.Press || mouse.Button != 0)
            return;
        else if (mouse.Y == _top - 1 && _columns.At(mouse.X) is { } sort)
        {
            SortBy(sort);
            Arrange(ui);
        }
        else if (mouse.Y >= _top && mouse.Y < _top + _rows && _list.Rows.At(mouse.Y - _top) is >= 0 and var place)
        {
            _list.Rows.Move(place);
            Moved(ui);
        }
    }

    public override void Draw(Canvas canvas, UiState ui)
    {
        bool low = canvas.Height < 16;
        int pane = canvas.Height >= 20 ? ProcessPane.Rows : 0;
        // While a filter is typed its row and the reason above it take the pane's place.
        int below = 1 + (_typing ? Math.Max(pane, low ? 1 : 2) : pane);
        _top = low ? 2 : 3;
        _rows = Math.Max(1, canvas.Height - _top - below);
        _columns.Fit(canvas.Width);
        _header.Draw(canvas, ui, All, _list, _typed.Text);
        if (!low)
            canvas.Line(2, 1, canvas.Width - 4, ui.Glyphs.Thin, ui.Scheme[Role.Line]);
        _columns.DrawHeads(canvas.Row(_top - 1), ui, _list.Sort, _list.Turned);
        _list.Rows.Show(_rows);
        for (int y = 0; y < _rows && _list.Rows.At(y) is >= 0 and var place; y++)
            DrawRow(canvas.Row(_top + y), ui, place);
        var bottom = canvas.Row(canvas.Height - 1);
        if (_typing)
            DrawFilter(canvas, ui);
        else
        {
            if (pane > 0)
                _pane.Draw(canvas.Part(0, canvas.Height - 1 - pane, canvas.Width, pane), ui);
            _header.DrawKeys(bottom, ui, this, Keys, _list.Rows.Cursor + 1, _list.Rows.Count);
        }
    }

    private void DrawRow(Canvas row, UiState ui, int place)
    {
        int index = _list[place];
        _columns.DrawRow(row, ui, All, index, _texts.Of(All, index), _list.IsTree ? _list.Tree : null, _shifted);
        if (place != _list.Rows.Cursor)
            return;
        row.Restyle(new Rect(0, 0, row.Width, 1), ui.Scheme.Cursor);
        row.Write(0, 0, ui.Glyphs.Cursor, ui.Scheme.On(Role.Accent, Role.Raised));
    }

    private void DrawFilter(Canvas canvas, UiState ui)
    {
        int y = canvas.Height - 2;
        canvas.Write(2, y, '/', ui.Scheme[Role.Accent]);
        _typed.Draw(canvas, 3, y, canvas.Width - 5, ui, Role.Ground, focused: true);
        if (_list.Filter.Error is { } error)
        {
            int at = Math.Min(3 + error.Position, canvas.Width / 2);
            canvas.Write(at, y - 1, ui.Glyphs.Error, ui.Scheme[Role.Bad]);
            canvas.Write(at + 2, y - 1, SafeText.Of(error.Text), canvas.Width - at - 4, ui.Scheme[Role.Bad], ui.Glyphs.Cut);
            canvas.Part(3, y, canvas.Width - 5, 1).Restyle(new Rect(error.Position, 0, error.Length, 1), new Underline(ui.Scheme[Role.Bad].Foreground));
        }
        string keys = ui.Glyphs.IsAscii ? "Enter keeps  Esc clears  pid: user: cpu> mem> age> port: tty:" : "Enter keeps  Esc clears  ·  pid: user: cpu> mem> age> port: tty:";
        canvas.Write(2, canvas.Height - 1, keys, canvas.Width - 4, ui.Scheme[Role.Faint], ui.Glyphs.Cut);
    }

    private void Narrow(UiState ui)
    {
        _list.Filter = _typed.Text.Length == 0 ? ProcessFilter.Everything : ProcessFilter.Parse(_typed.Text);
        Arrange(ui);
    }

    private void SortBy(ProcessSort sort)
    {
        _list.Turned = sort == _list.Sort && !_list.Turned;
        _list.Sort = sort;
    }

    private void TakeSort(UiState ui, string? name)
    {
        if (ProcessSorts.Parse(name) is not { } sort)
            return;
        SortBy(sort);
        Arrange(ui);
    }

    private void Arrange(UiState ui)
    {
        _list.Arrange(All);
        LookAtSelected(ui);
        LookAtSeen(ui);
    }

    /// <summary>The cursor is elsewhere; where nothing scrolled, whoever is seen was looked at.</summary>
    private void Moved(UiState ui)
    {
        _list.Moved(All);
        int top = _list.Rows.Top;
        LookAtSelected(ui);
        if (_list.Rows.Top != top)
            LookAtSeen(ui);
    }

    private void LookAtSelected(UiState ui)
    {
        _list.Rows.Show(Math.Max(_rows, 1));
        if (_list.Selected >= 0)
            _pane.Look(All, _list.Selected, _list.Tree, ui);
        else
            _pane.Forget();
    }

    /// <summary>Commands that are to be read.</summary>
    private void LookAtSeen(UiState ui)
    {
        int rows = Math.Max(_rows, ui.Height);
        for (int y = 0; y < rows && _list.Rows.At(y) is >= 0 and var place; y++)
            _texts.Need(All, _list[place]);
        if (_list.Filter.NeedsTexts)
            for (int row = 0; row < All.Count; row++)
                _texts.Need(All, row);
        _texts.Ask(All, ui);
    }

    private sealed class Underline(Color color) : IRestyle
    {
        public Style Of(Style style) => style.In(color).With(TextAttributes.Underline);
    }
}
