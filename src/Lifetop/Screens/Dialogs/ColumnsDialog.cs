using System;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Dialogs;

/// <summary>Chooses the columns of the grid and their order; the grid behind it follows at once.</summary>
public sealed class ColumnsDialog : ListDialog
{
    private readonly ColumnChoice _choice;
    private readonly bool _isWide;
    private ImmutableArray<string> _kept;
    private string _room = "";

    public ColumnsDialog(UiState ui)
    {
        _kept = ui.Settings.Columns;
        _choice = new ColumnChoice(_kept, ui.ListWidth);
        _isWide = ui.Width >= 100;
        List.Reset(_choice.Count);
        Refresh(ui);
    }

    protected override string Title => "Columns";

    protected override string Source => _room;

    protected override int Width => _isWide ? 60 : 44;

    public override void Refresh(UiState ui) => _room = ColumnRoom.Words(_choice.Names, ui.ListWidth);

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
                _choice.Begin([], ui.ListWidth);
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
        var column = _choice[index];
        bool shown = _choice.IsShown(index);
        row.Write(2, 0, shown ? ui.Glyphs.Done : ui.Glyphs.Separator, ui.Scheme.On(shown ? Role.Ok : Role.Faint, Role.Surface));
        row.Write(5, 0, column.Name, ui.Scheme.On(shown ? Role.Text : Role.Soft, Role.Surface));
        string width = column.Width == 0 ? "rest" : column.Width.ToString(CultureInfo.InvariantCulture);
        int widthAt = row.Width - 2 - width.Length;
        row.Write(15, 0, _isWide ? column.Doc : BriefColumn.Of(column), widthAt - 17, ui.Scheme.On(Role.Faint, Role.Surface), ui.Glyphs.Cut);
        row.Write(widthAt, 0, width, ui.Scheme.On(shown ? Role.Soft : Role.Faint, Role.Surface));
    }

    protected override void DrawFoot(Canvas foot, UiState ui)
        => Hint(foot, ui, ui.Keys.HintOf(UiAction.Toggle, "show"), ui.Keys.HintOf(UiAction.MoveLater, UiAction.MoveEarlier, "move"), ui.Keys.HintOf(UiAction.Reset, "reset"), ui.Keys.HintOf(UiAction.Back, "done"));

    private void Show(UiState ui, ImmutableArray<string> names)
    {
        ui.Settings = ui.Settings with { Columns = names };
        Refresh(ui);
    }

    private void Close(UiState ui)
    {
        if (!ui.Settings.Columns.AsSpan().SequenceEqual(_kept.AsSpan()))
            SettingChanges.Columns(ui, ui.Settings.Columns);
        _kept = ui.Settings.Columns;
        ui.Close(this);
    }
}
