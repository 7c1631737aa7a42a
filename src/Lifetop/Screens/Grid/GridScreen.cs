using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Actions;
using Lifetop.Model.Query;
using Lifetop.Screens.Acting;
using Lifetop.Screens.Dialogs;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Grid;

/// <summary>The live list of workers, the ground of all screens.</summary>
public sealed class GridScreen(IPaneArea pane) : Screen
{
    private const int WheelLines = 3;

    private readonly WorkerList _list = new();
    private readonly WorkerCopy _copy = new();
    private readonly GridFooter _footer = new();
    private readonly DoubleClick _clicks = new();
    private readonly SweepNotice _sweep = new();
    private readonly List<string> _earlierFilters = [];
    private GridBar? _bar;
    private string _filter = "";
    private string? _registryTrouble;
    private GridColumn[] _columns = [];
    private ImmutableArray<string> _chosen = [];
    private GridLayout? _layout;
    private int _columnsWidth = -1, _width, _height, _paneChange;
    private bool _hasNotice;

    public override KeyContext Context => KeyContext.Grid;

    public override bool TakesText => _bar is not null;

    public override void Refresh(UiState ui)
    {
        _sweep.Refresh(ui);
        Fit(ui);
        _list.Refresh(ui);
        pane.Refresh(ui);
    }

    public override void Rest(UiState ui) => pane.Refresh(ui);

    public override void Take(Message message, UiState ui)
    {
        if (message is RegistrySaid said)
            _registryTrouble = said.Trouble;
        if (message is PlanBegun begun && begun.Action.Ends() && begun.Action != WorkerAction.Restart && PlansUnderWay.ConcernsAny(begun, ui.Marked))
        {
            // The next key is for others: who is on the way out is dealt with.
            _list.Marks.Clear();
            _list.Tell(ui);
        }
        pane.Take(message, ui);
    }

    public override void Draw(Canvas canvas, UiState ui)
    {
        var layout = Laid(canvas.Width, canvas.Height, ui);
        if (layout.IsTooSmall)
        {
            TooSmall.Draw(canvas, _list.Rows.Counts, ui);
            return;
        }
        Fit(ui);
        // While it is typed the bar below has its text, and what is wrong in it.
        bool isTyped = _bar is FilterBar;
        GridHeader.Draw(canvas, layout.HeaderRows, _list, isTyped ? "filtered" : _filter, isTyped ? null : _list.Filter.Error, ui);
        if (layout.Notice >= 0)
            NoticeRow.Draw(canvas, layout.Notice, _registryTrouble, _list, _sweep, ui);
        if (layout.Pane.IsEmpty)
            pane.Hide();
        else if (!IsEmpty(ui))
            pane.Draw(canvas.Part(layout.Pane), ui, layout.Shape);
        DrawList(canvas, layout, ui);
        if (layout.Divider >= 0 && !IsEmpty(ui))
            for (int y = layout.Pane.Y; y < layout.Pane.Bottom; y++)
                canvas.Write(layout.Divider, y, ui.Glyphs.Stem, ui.Scheme[Role.Line]);
        if (layout.Done >= 0)
            GridFooter.DrawDone(canvas, layout.Done, ui);
        if (_bar is null || _bar.Rows < 1)
            _footer.Draw(canvas, layout.Footer, _list, ui);
        _bar?.Draw(canvas, _list, ui);
    }

    public override bool Type(Key key, UiState ui)
    {
        if (_bar is not { } bar)
            return false;
        Fit(ui);
        bool taken = bar.Type(key, _list, ui);
        if (bar is FilterBar filter)
            _filter = filter.Text;
        if (bar.IsDone)
            _bar = null;
        return taken;
    }

    public override void Paste(string text, UiState ui)
    {
        _bar?.Paste(text, _list, ui);
        if (_bar is FilterBar filter)
            _filter = filter.Text;
    }

    public override bool Do(UiAction action, UiState ui)
    {
        _list.Settle(ui);
        Fit(ui);
        if (action == UiAction.Copy)
            return _copy.Do(ui);
        _copy.Begin();
        if (GridViews.Of(action) is { } view)
        {
            _list.Show(view, ui);
            return true;
        }
        return MoveKeys.Do(action, _list, ui) || MarkKeys.Do(action, _list, ui) || Arrange(action, ui) || pane.Do(action, ui);
    }

    internal override void Offer(List<PaletteEntry> entries, UiState ui) => GridOffers.Add(entries, _list, ui);

    public override string? WhyNot(UiAction action, UiState ui) => action switch
    {
        UiAction.Logs or UiAction.History or UiAction.Copy when ui.Selected is null => "no worker is selected",
        UiAction.Inspect when _list.Current is null => "no worker is selected",
        UiAction.LogsOfMarked when ui.Marked.Count == 0 => "nobody is marked",
        _ => null,
    };

    public override void Point(in InputEvent mouse, UiState ui)
    {
        var layout = Laid(ui.Width, ui.Height, ui);
        if (layout.IsTooSmall)
            return;
        if (layout.Pane.Contains(mouse.X, mouse.Y))
            pane.Point(mouse, ui, layout.Pane);
        else if (mouse.Mouse is MouseAction.WheelUp or MouseAction.WheelDown)
        {
            if (layout.List.Contains(mouse.X, mouse.Y))
                _list.Scroll(mouse.Mouse == MouseAction.WheelDown ? WheelLines : -WheelLines, ui);
        }
        else if (mouse is { Mouse: MouseAction.Press, Button: 0 })
            Click(mouse.X, mouse.Y, layout, ui);
    }

    private static bool IsEmpty(UiState ui) => !ui.IsFirstLookDue && ui.Roster.Workers.IsEmpty && ui.Roster.Awaited.IsEmpty;

    private bool Arrange(UiAction action, UiState ui)
    {
        switch (action)
        {
            case UiAction.Filter:
                _bar = new FilterBar(_filter, _earlierFilters, _list.Current?.Id);
                return true;
            case UiAction.SortMenu:
                _bar = new SortBar();
                return true;
            case UiAction.SortNext or UiAction.SortPrevious:
                SortByNext(action == UiAction.SortNext ? 1 : -1, ui);
                return true;
            case UiAction.Invert:
                _list.Sort(ListOrder.Turned(_list.Order), ui);
                return true;
            case UiAction.Group:
                _list.Group(_list.Shape.Grouping.Next(), ui);
                return true;
            case UiAction.Tree:
                _list.Shape.TurnTree();
                _list.Rearrange(ui);
                return true;
            case UiAction.Freeze:
                _list.Freeze(ui);
                return true;
            case UiAction.Follow:
                Follow(ui);
                return true;
            case UiAction.LargerPane or UiAction.SmallerPane:
                _paneChange = GridLayout.Changed(ui.Width, ui.Height, _hasNotice, _paneChange, action == UiAction.LargerPane ? 1 : -1);
                _layout = null;
                return true;
            case UiAction.Back when _list.Marks.IsRange:
                _list.Marks.EndRange();
                _list.Tell(ui);
                return true;
            case UiAction.Back when _filter.Length > 0:
                _filter = "";
                _list.Only(WorkerFilter.Everything, ui);
                return true;
            case UiAction.Back:
                return ui.Plans.HideAbandoned() || ui.Tmux.Hide() || _sweep.Dismiss();
            default:
                return false;
        }
    }

    private void Follow(UiState ui)
    {
        bool follows = !_list.Follows && _list.Current is { IsWorker: true };
        _list.Follow(follows, ui);
        ui.Say(Outcome.Noted, follows ? $"follows {ui.Selected?.Name}" : "follows nobody");
    }

    /// <summary>Goes through the columns that are shown.</summary>
    private void SortByNext(int step, UiState ui)
    {
        Columns(ui);
        int at = -1;
        for (int i = 0; i < _columns.Length; i++)
            if (ListHeads.IsSortedBy(_columns[i], _list.Order))
                at = i;
        for (int tries = 0; tries < _columns.Length; tries++)
        {
            at = ((at + step) % _columns.Length + _columns.Length) % _columns.Length;
            if (_columns[at].Cell == CellKind.Trend)
                continue;
            _list.Sort(ListOrder.Usual(_columns[at].SortField), ui);
            return;
        }
    }

    private void Click(int x, int y, GridLayout layout, UiState ui)
    {
        if (y == layout.Footer && _bar is null && ui.Line.Current is null)
        {
            if (_footer.Keys.At(x) is { } key)
                Update.Do(ui, key);
        }
        else if (y == 0 && layout.HeaderRows > 1)
        {
            if (ViewsRow.At(x, ui.Width, GridHeader.ViewsEnd(ui), _list, _filter, ui) is { } view)
                _list.Show(view, ui);
        }
        else if (y == layout.Heads && x < layout.List.Width)
            SortBy(x, ui);
        else if (layout.List.Contains(x, y) && _list.Top + y - layout.List.Y is var line && line < _list.Shown.Count)
        {
            _list.MoveTo(line, ui);
            if (_list.Current is { } row && _clicks.Is(row, ui.Now))
                Update.Do(ui, KeyMap.Of(UiAction.Inspect));
        }
    }

    /// <summary>A click on a head sorts by it, a second one turns it round.</summary>
    private void SortBy(int x, UiState ui)
    {
        foreach (var column in _columns)
            if (x >= column.X && x < column.End && column.Cell != CellKind.Trend)
                _list.Sort(ListOrder.Asked(column.SortField, _list.Order), ui);
    }

    private GridLayout Laid(int width, int height, UiState ui)
    {
        bool hasNotice = NoticeRow.IsDue(_registryTrouble, _list, _sweep, ui);
        if (_layout is null || _width != width || _height != height || _hasNotice != hasNotice)
        {
            (_width, _height, _hasNotice) = (width, height, hasNotice);
            _layout = GridLayout.Of(width, height, hasNotice, _paneChange);
        }
        return _layout;
    }

    /// <summary>The list knows its lines, less those that a bar covers, and others how wide it is.</summary>
    private void Fit(UiState ui)
    {
        var layout = Laid(ui.Width, ui.Height, ui);
        int covered = _bar is { } bar ? Math.Max(0, layout.List.Bottom - (ui.Height - bar.Rows)) : 0;
        _list.Fit(layout.List.Height - covered);
        ui.ListWidth = layout.IsTooSmall ? ui.Width : layout.List.Width;
    }

    private GridColumn[] Columns(UiState ui)
    {
        int width = Laid(ui.Width, ui.Height, ui).List.Width;
        if (_columnsWidth != width || _chosen != ui.Settings.Columns)
        {
            (_columnsWidth, _chosen) = (width, ui.Settings.Columns);
            _columns = GridColumns.At(width, _chosen);
        }
        return _columns;
    }

    private void DrawList(Canvas canvas, GridLayout layout, UiState ui)
    {
        if (IsEmpty(ui))
        {
            EmptyText.DrawNoWorkers(canvas.Part(0, layout.List.Y, canvas.Width, layout.Footer - layout.List.Y), ui);
            return;
        }
        var columns = Columns(ui);
        var area = canvas.Part(layout.List);
        if (layout.Heads >= 0)
            ListHeads.Draw(canvas.Part(0, layout.Heads, layout.List.Width, 1), columns, _list, ui);
        if (_list.Shown.Count == 0 && !ui.IsFirstLookDue)
            EmptyText.DrawNobodyFits(area, _list, _filter, ui);
        for (int y = 0; y < area.Height && _list.Top + y < _list.Shown.Count; y++)
            ListLines.Draw(area, y, _list.Top + y, _list, columns, ui);
    }
}
