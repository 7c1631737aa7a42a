using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Dialogs;

/// <summary>A dialog whose middle is a list with a cursor.</summary>
public abstract class ListDialog : Dialog
{
    protected ChoiceList List { get; } = new();

    /// <summary>One row without its cursor; content begins in column 2 and ends two before the edge.</summary>
    protected abstract void DrawRow(Canvas row, int index, UiState ui);

    /// <summary>Enter, or a click on the row that has the cursor.</summary>
    protected abstract void Choose(int index, UiState ui);

    /// <summary>The cursor is on another row now.</summary>
    protected virtual void Moved(UiState ui)
    {
    }

    public override bool Do(UiAction action, UiState ui)
    {
        int before = List.Cursor;
        if (List.Do(action))
        {
            if (List.Cursor != before)
                Moved(ui);
            return true;
        }
        if (action != UiAction.Press)
            return false;
        if (List.Count > 0)
            Choose(List.Cursor, ui);
        return true;
    }

    protected override int BodyRows(UiState ui, int width) => List.Count;

    protected override int DrawBody(Canvas body, UiState ui)
    {
        List.Show(body.Height);
        for (int y = 0; y < body.Height && List.At(y) is >= 0 and var index; y++)
        {
            var row = body.Row(y);
            DrawRow(row, index, ui);
            if (index != List.Cursor)
                continue;
            row.Restyle(new Rect(0, 0, row.Width, 1), ui.Scheme.Cursor);
            row.Write(0, 0, ui.Glyphs.Cursor, ui.Scheme.On(Role.Accent, Role.Raised));
        }
        return List.Below;
    }

    protected override void ClickBody(int x, int y, UiState ui)
    {
        int index = List.At(y);
        if (index < 0)
            return;
        if (index == List.Cursor)
        {
            Choose(index, ui);
            return;
        }
        List.Move(index);
        Moved(ui);
    }
}
