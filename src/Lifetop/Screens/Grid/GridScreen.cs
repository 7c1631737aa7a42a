using System;
using System.Collections.Immutable;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Grid;

/// <summary>The live list of workers, the ground of all screens.</summary>
public sealed class GridScreen(IPaneArea pane) : Screen
{
    private readonly WorkerList _list = new();
    private readonly GridFooter _footer = new();
    private GridColumn[] _columns = [];
    private ImmutableArray<string> _chosen = [];
    private GridLayout? _layout;
    private int _listWidth = -1, _layoutWidth, _layoutHeight, _paneChange;

    public override KeyContext Context => KeyContext.Grid;

    public override void Refresh(UiState ui)
    {
        _list.Fit(Laid(ui.Width, ui.Height).List.Height);
        _list.Refresh(ui);
        pane.Refresh(ui);
    }

    public override void Take(Message message, UiState ui) => pane.Take(message, ui);

    public override void Draw(Canvas canvas, UiState ui)
    {
        var layout = Laid(canvas.Width, canvas.Height);
        if (layout.IsTooSmall)
        {
            TooSmall.Draw(canvas, _list.Rows.Counts, ui);
            return;
        }
        _list.Fit(layout.List.Height);
        GridHeader.Draw(canvas, layout.HeaderRows, _list, "", ui);
        DrawList(canvas, layout, ui);
        if (layout.Divider >= 0)
            for (int y = layout.Pane.Y; y < layout.Pane.Bottom; y++)
                canvas.Write(layout.Divider, y, ui.Glyphs.Stem, ui.Scheme[Role.Line]);
        if (!layout.Pane.IsEmpty)
            pane.Draw(canvas.Part(layout.Pane), ui, layout.Shape);
        if (layout.Done >= 0)
            GridFooter.DrawDone(canvas, layout.Done, ui);
        _footer.Draw(canvas, layout.Footer, _list, ui);
    }

    public override bool Do(UiAction action, UiState ui)
    {
        _list.Fit(Laid(ui.Width, ui.Height).List.Height);
        if (GridViews.Of(action) is { } view)
        {
            _list.Show(view, ui);
            return true;
        }
        switch (action)
        {
            case UiAction.Down:
                _list.Move(1, ui);
                return true;
            case UiAction.Up:
                _list.Move(-1, ui);
                return true;
            case UiAction.PageDown:
                _list.Move(_list.Page, ui);
                return true;
            case UiAction.PageUp:
                _list.Move(-_list.Page, ui);
                return true;
            case UiAction.HalfDown:
                _list.Move(Math.Max(1, _list.Page / 2), ui);
                return true;
            case UiAction.HalfUp:
                _list.Move(-Math.Max(1, _list.Page / 2), ui);
                return true;
            case UiAction.First:
                _list.MoveTo(0, ui);
                return true;
            case UiAction.Last:
                _list.MoveTo(int.MaxValue, ui);
                return true;
            case UiAction.NextNeedy or UiAction.PreviousNeedy:
                if (_list.NextNeedy(action == UiAction.NextNeedy ? 1 : -1) is >= 0 and var at)
                    _list.MoveTo(at, ui);
                else
                    ui.Say(Outcome.Noted, "nothing here needs you");
                return true;
            case UiAction.LargerPane or UiAction.SmallerPane:
                _paneChange = GridLayout.Changed(ui.Width, ui.Height, false, _paneChange, action == UiAction.LargerPane ? 1 : -1);
                _layout = null;
                return true;
            default:
                return pane.Do(action, ui);
        }
    }

    private GridLayout Laid(int width, int height)
    {
        if (_layout is null || _layoutWidth != width || _layoutHeight != height)
        {
            (_layoutWidth, _layoutHeight) = (width, height);
            _layout = GridLayout.Of(width, height, false, _paneChange);
        }
        return _layout;
    }

    private void DrawList(Canvas canvas, GridLayout layout, UiState ui)
    {
        if (_listWidth != layout.List.Width || _chosen != ui.Settings.Columns)
        {
            (_listWidth, _chosen) = (layout.List.Width, ui.Settings.Columns);
            _columns = GridColumns.At(_listWidth, _chosen);
        }
        var area = canvas.Part(layout.List);
        if (layout.Heads >= 0)
            ListHeads.Draw(canvas.Part(0, layout.Heads, _listWidth, 1), _columns, _list, ui);
        for (int y = 0; y < area.Height && _list.Top + y < _list.Shown.Count; y++)
        {
            var row = _list.Shown[_list.Top + y];
            bool hasCursor = _list.Top + y == _list.Cursor;
            RowPainter.Draw(area, y, row, _columns, hasCursor, ui);
            if (!hasCursor)
                continue;
            area.Write(0, y, ui.Glyphs.Cursor, ui.Scheme[Role.Accent]);
            area.Restyle(new Rect(0, y, area.Width, 1), ui.Scheme.Cursor);
        }
    }
}
