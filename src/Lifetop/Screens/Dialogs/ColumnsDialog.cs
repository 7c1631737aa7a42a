using System;
using System.Collections.Immutable;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Dialogs;

/// <summary>Chooses the columns of the grid and their order; the grid behind it follows at once.</summary>
public sealed class ColumnsDialog : ListDialog
{
    private readonly ColumnChoice _choice;
    private ImmutableArray<string> _kept;

    public ColumnsDialog(UiState ui)
    {
        _kept = ui.Settings.Columns;
        _choice = new ColumnChoice(_kept, ui.Width);
        List.Reset(_choice.Count);
    }

    protected override string Title => "Columns";

    protected override string Source => BottomLine.Position(_choice.Shown, _choice.Count);

    protected override int Width => 44;

    protected override Rect Place(Rect screen, int width, int height) => SidePlace.Of(screen, width, height);

    public override bool Do(UiAction action, UiState ui)
    {
        switch (action)
        {
            case UiAction.Toggle:
                if (_choice.Toggle(List.Cursor))
                    Show(ui, _choice.Names);
                else
                    ui.Say(Outcome.Refused, "columns: the name is always shown");
                return true;
            case UiAction.MoveLater or UiAction.MoveEarlier:
                List.Move(_choice.Move(List.Cursor, action == UiAction.MoveLater ? 1 : -1));
                Show(ui, _choice.Names);
                return true;
            case UiAction.Reset:
                _choice.Begin([], ui.Width);
                Show(ui, []);
                ui.Say(Outcome.Noted, "columns: by the width");
                return true;
            case UiAction.Press or UiAction.Back:
                Close(ui);
                return true;
            default:
                return base.Do(action, ui);
        }
    }

    protected override void Choose(int index, UiState ui) => Do(UiAction.Toggle, ui);

    protected override void DrawRow(Canvas row, int index, UiState ui)
    {
        var field = _choice[index];
        bool shown = _choice.IsShown(index);
        row.Write(2, 0, shown ? ui.Glyphs.Done : ui.Glyphs.Separator, ui.Scheme.On(shown ? Role.Ok : Role.Faint, Role.Surface));
        row.Write(5, 0, field.Name, ui.Scheme.On(shown ? Role.Text : Role.Soft, Role.Surface));
        row.Write(15, 0, field.Doc, row.Width - 17, ui.Scheme.On(Role.Faint, Role.Surface), ui.Glyphs.Cut);
    }

    protected override void DrawFoot(Canvas foot, UiState ui) => Hint(foot, ui, "Space show  J K move  R reset  Esc done");

    private static void Show(UiState ui, ImmutableArray<string> names) => ui.Settings = ui.Settings with { Columns = names };

    private void Close(UiState ui)
    {
        if (!ui.Settings.Columns.AsSpan().SequenceEqual(_kept.AsSpan()))
            SettingChanges.Columns(ui, ui.Settings.Columns);
        _kept = ui.Settings.Columns;
        ui.Close(this);
    }
}
