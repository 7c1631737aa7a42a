using System;
using Lifetop.Model.Query;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Detail;

/// <summary>
/// The pane about the selected worker. Its canvas is the whole area it has, margins included: content begins in its third
/// column and ends two before its edge.
/// </summary>
public sealed class DetailPane : IPaneArea
{
    private const int Margin = 2;
    private static readonly DetailTab[] Upper = [DetailTab.Why, DetailTab.Tree, DetailTab.History];
    private static readonly DetailTab[] Lower = [DetailTab.Peek, DetailTab.Logs];
    private static readonly Caption OnItsScreen = new("on its screen");

    private readonly MiniView _mini = new();
    private readonly WorkerTabs _short = new(WhyLength.Short);
    private readonly WorkerTabs _column = new(WhyLength.Column);
    private readonly PaneTitle _title = new();
    private PaneShape? _shape;
    private DetailTab _active = DetailTab.Why, _upper = DetailTab.Why, _lower = DetailTab.Peek;

    public void Draw(Canvas canvas, UiState ui, PaneShape shape)
    {
        bool reshaped = shape != _shape;
        _shape = shape;
        if (ui.Selected is not { } row)
            return;
        if ((Follow(row) && ui.Cursor.Move(ui.Now)) || reshaped)
            Refresh(ui);
        _title.Update(ui, row, shape == PaneShape.Mini ? 0 : Math.Clamp(canvas.Width / 4, 8, 25));
        switch (shape)
        {
            case PaneShape.Mini:
                _mini.Draw(canvas.Part(Margin, 0, canvas.Width - 2 * Margin, canvas.Height), ui, row);
                break;
            case PaneShape.Tabs:
                DrawTitle(canvas, ui, 0, _title.Name, WorkerTabs.All, _active, _title.Place, Role.Soft);
                DrawTab(canvas, ui, row, _short, _active, 1, canvas.Height - 1);
                break;
            case PaneShape.Column:
                int half = LowerAt(canvas.Height);
                DrawTitle(canvas, ui, 0, _title.Name, Upper, _upper, _title.State, StateRoles.Of(row.State));
                DrawTab(canvas, ui, row, _column, _upper, 2, half - 3);
                DrawTitle(canvas, ui, half, OnItsScreen, Lower, _lower, _title.Written, Role.Soft);
                DrawTab(canvas, ui, row, _column, _lower, half + 2, canvas.Height - half - 2);
                break;
        }
    }

    public void Hide() => _shape = null;

    public bool Do(UiAction action, UiState ui)
    {
        if (ui.Selected is null)
            return false;
        switch (action)
        {
            case UiAction.Inspect:
                ui.Open(new InspectScreen(DetailTab.Why));
                return true;
            case UiAction.History when _shape is null or PaneShape.Mini:
                ui.Open(new InspectScreen(DetailTab.History));
                return true;
            case UiAction.History:
                Show(DetailTab.History, ui);
                return true;
            case UiAction.NextTab or UiAction.PreviousTab when _shape is PaneShape.Tabs or PaneShape.Column:
                Show(WorkerTabs.Next(_active, action == UiAction.NextTab ? 1 : -1), ui);
                return true;
            default:
                return false;
        }
    }

    public void Refresh(UiState ui)
    {
        if (ui.Selected is not { } row)
            return;
        Follow(row);
        // Under another view nobody sees it, so nothing is read for it.
        if (ui.Top.Context != KeyContext.Grid && !ui.Top.IsDialog)
            return;
        switch (_shape)
        {
            case PaneShape.Mini:
                _mini.Refresh(ui, row);
                break;
            case PaneShape.Tabs:
                _short[_active].Refresh(ui, row);
                break;
            case PaneShape.Column:
                _column[_upper].Refresh(ui, row);
                _column[_lower].Refresh(ui, row);
                break;
        }
    }

    public void Take(Message message, UiState ui)
    {
        if (ui.Selected is not { } row)
            return;
        _mini.Take(message, ui, row);
        _short.Take(message, ui, row);
        _column.Take(message, ui, row);
    }

    public void Point(in InputEvent mouse, UiState ui, Rect area)
    {
        if (_shape is null or PaneShape.Mini || ui.Selected is null || !area.Contains(mouse.X, mouse.Y))
            return;
        int x = mouse.X - area.X, y = mouse.Y - area.Y;
        bool lower = _shape == PaneShape.Column && y >= LowerAt(area.Height);
        var tabs = _shape == PaneShape.Tabs ? _short : _column;
        var shown = _shape == PaneShape.Tabs ? _active : lower ? _lower : _upper;
        if (mouse.Mouse is MouseAction.WheelUp or MouseAction.WheelDown)
            tabs[shown].ScrollBy(mouse.Mouse == MouseAction.WheelUp ? -3 : 3);
        else if (mouse.Mouse == MouseAction.Press && mouse.Button == 0 && y == (lower ? LowerAt(area.Height) : 0)
            && TabBar.At(x - TabsAt(lower ? OnItsScreen : _title.Name), lower ? Lower : _shape == PaneShape.Tabs ? WorkerTabs.All : Upper) is { } tab)
            Show(tab, ui);
    }

    private void Show(DetailTab tab, UiState ui)
    {
        _active = tab;
        if (tab is DetailTab.Peek or DetailTab.Logs)
            _lower = tab;
        else
            _upper = tab;
        Refresh(ui);
        ui.IsDirty = true;
    }

    /// <summary>Why and tree need more room than the last lines of a screen.</summary>
    private static int LowerAt(int height) => height * 4 / 7;

    private static int TabsAt(Caption name) => Margin + name.Columns + 3;

    private static void DrawTitle(Canvas canvas, UiState ui, int y, Caption name, DetailTab[] tabs, DetailTab active, Caption right, Role rightRole)
    {
        canvas.Write(Margin, y, name.Text, ui.Scheme.Strong(Role.Bright));
        int x = TabBar.Draw(canvas, TabsAt(name), y, tabs, active, ui.Scheme) + 1;
        int end = canvas.Width - Margin, at = end - right.Columns;
        if (right.Columns > 0 && at > x + 1)
        {
            canvas.Write(at, y, right.Text, ui.Scheme[rightRole]);
            end = at - 1;
        }
        canvas.Line(x, y, end - x, ui.Glyphs.Thin, ui.Scheme[Role.Line]);
    }

    private static void DrawTab(Canvas canvas, UiState ui, WorkerRow row, WorkerTabs tabs, DetailTab tab, int y, int height)
    {
        if (height > 0)
            tabs[tab].Draw(canvas.Part(Margin, y, canvas.Width - 2 * Margin, height), ui, row);
    }

    private bool Follow(WorkerRow row)
    {
        bool other = _short.Follow(row) | _column.Follow(row);
        if (other)
            _mini.Forget();
        return other;
    }
}
