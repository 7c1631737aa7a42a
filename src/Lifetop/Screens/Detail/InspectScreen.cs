using System;
using Lifetop.Model.Query;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Detail;

/// <summary>The selected worker over the whole screen. It follows the selection, which the ground screen moves.</summary>
public sealed class InspectScreen(DetailTab first) : Screen
{
    private const int Small = 60, Low = 16, LeastPlace = 12, LongestState = 22;

    private readonly WorkerTabs _tabs = new(WhyLength.Whole);
    private readonly PaneTitle _title = new();
    private readonly InspectKeys _keys = new();
    private readonly WorkerCopy _copy = new();
    private DetailTab _active = first;

    public override KeyContext Context => KeyContext.Inspect;

    public override void Draw(Canvas canvas, UiState ui)
    {
        canvas.Clear(ui.Scheme[Role.Text]);
        int margin = canvas.Width < Small ? 1 : 2;
        var inner = canvas.Part(margin, 0, canvas.Width - 2 * margin, canvas.Height);
        if (ui.Selected is not { } row)
        {
            _keys.Draw(inner, inner.Height - 1, ui, unseen: 0);
            inner.Write(0, 0, "nothing is selected", ui.Scheme[Role.Faint]);
            return;
        }
        if (_tabs.Follow(row))
            Refresh(ui);
        bool low = canvas.Height < Low;
        _title.Update(ui, row, Math.Max(8, inner.Width - LongestState - 2));
        DrawTitle(inner, ui, row);
        if (!low)
            inner.Write(0, 1, _title.Task.Text, inner.Width, ui.Scheme[Role.Text], ui.Glyphs.Cut);
        int tabsAt = inner.Width - TabBar.Width(WorkerTabs.All);
        int y = TabsRow(canvas.Height);
        inner.Line(0, y, tabsAt - 1, ui.Glyphs.Thin, ui.Scheme[Role.Line]);
        TabBar.Draw(inner, tabsAt, y, WorkerTabs.All, _active, ui.Scheme);
        y += low ? 1 : 2;
        _tabs[_active].Draw(inner.Part(0, y, inner.Width, Math.Max(1, inner.Height - y - (low ? 1 : 2))), ui, row);
        _keys.Draw(inner, inner.Height - 1, ui, _tabs[_active].Unseen);
    }

    public override bool Do(UiAction action, UiState ui)
    {
        if (action != UiAction.Copy)
            _copy.Begin();
        switch (action)
        {
            case UiAction.NextTab or UiAction.PreviousTab:
                Show(WorkerTabs.Next(_active, action == UiAction.NextTab ? 1 : -1), ui);
                return true;
            case UiAction.History:
                Show(DetailTab.History, ui);
                return true;
            case UiAction.NextNeedy or UiAction.PreviousNeedy:
                // The ground owns the order, the cursor and with it the selection.
                return ui.Screens[0] != this && ui.Screens[0].Do(action, ui);
            case UiAction.Copy:
                return _copy.Do(ui);
            default:
                return Scroll(action);
        }
    }

    public override void Point(in InputEvent mouse, UiState ui)
    {
        if (mouse.Mouse is MouseAction.WheelUp or MouseAction.WheelDown)
            _tabs[_active].ScrollBy(mouse.Mouse == MouseAction.WheelUp ? -3 : 3);
        int margin = ui.Width < Small ? 1 : 2;
        int tabsAt = ui.Width - margin - TabBar.Width(WorkerTabs.All);
        if (mouse.Mouse == MouseAction.Press && mouse.Button == 0 && mouse.Y == TabsRow(ui.Height) && TabBar.At(mouse.X - tabsAt, WorkerTabs.All) is { } tab)
            Show(tab, ui);
    }

    public override void Refresh(UiState ui)
    {
        if (ui.Selected is not { } row || ui.Top != this)
            return;
        _tabs.Follow(row);
        _tabs[_active].Refresh(ui, row);
    }

    public override void Take(Message message, UiState ui)
    {
        if (ui.Selected is { } row)
            _tabs.Take(message, ui, row);
    }

    private static int TabsRow(int height) => height < Low ? 1 : 2;

    private void DrawTitle(Canvas inner, UiState ui, WorkerRow row)
    {
        int end = inner.Width - _title.StateFor.Columns;
        inner.Write(end, 0, _title.StateFor.Text, ui.Scheme[StateRoles.Of(row.State)]);
        int x = inner.Write(0, 0, _title.Name.Text, ui.Scheme.Strong(Role.Bright)) + 2;
        if (x + LeastPlace + 2 <= end)
            inner.Write(x, 0, _title.Place.Text, end - x - 2, ui.Scheme[Role.Soft], ui.Glyphs.Cut);
    }

    private void Show(DetailTab tab, UiState ui)
    {
        _active = tab;
        Refresh(ui);
        ui.IsDirty = true;
    }

    private bool Scroll(UiAction action)
    {
        var tab = _tabs[_active];
        switch (action)
        {
            case UiAction.Down or UiAction.Up:
                tab.ScrollBy(action == UiAction.Down ? 1 : -1);
                return true;
            case UiAction.PageDown or UiAction.PageUp:
                tab.ScrollPages(action == UiAction.PageDown ? 1 : -1);
                return true;
            case UiAction.HalfDown or UiAction.HalfUp:
                tab.ScrollPages(action == UiAction.HalfDown ? 0.5 : -0.5);
                return true;
            case UiAction.First or UiAction.Last:
                tab.ScrollToEdge(action == UiAction.Last);
                return true;
            default:
                return false;
        }
    }
}
