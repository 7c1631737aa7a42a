using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Grid;

/// <summary>Draws a line of the list whatever it stands for, with its mark and the cursor's bar.</summary>
internal static class ListLines
{
    public static void Draw(Canvas canvas, int y, int place, WorkerList list, GridColumn[] columns, UiState ui)
    {
        var row = list.Shown[place];
        bool hasCursor = place == list.Cursor, isNarrow = canvas.Width < GridLayout.Narrow;
        switch (row.Kind)
        {
            case GridRowKind.Heading:
                GroupPainter.DrawHeading(canvas, y, row, list.Shape.IsOpen(row), hasCursor, ui);
                break;
            case GridRowKind.Process:
                GroupPainter.DrawProcess(canvas, y, row, columns, ui);
                break;
            case GridRowKind.Folder:
                GroupPainter.DrawFolder(canvas, y, row, columns, hasCursor, ui);
                break;
            default:
                RowPainter.Draw(canvas, y, row, columns, hasCursor, ui);
                break;
        }
        if (hasCursor)
            canvas.Write(0, y, ui.Glyphs.Cursor, ui.Scheme[Role.Accent]);
        // On the narrowest screens bar and mark share their column.
        if (list.Marks.Has(row, place))
            canvas.Write(isNarrow ? 0 : 1, y, ui.Glyphs.Mark, ui.Scheme[Role.Accent]);
        if (hasCursor)
            canvas.Restyle(new Rect(0, y, canvas.Width, 1), ui.Scheme.Cursor);
    }
}
