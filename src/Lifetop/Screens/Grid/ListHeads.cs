using Lifetop.Model.Query;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Grid;

/// <summary>The heads over the list; the one it is sorted by has an arrow on its inner side.</summary>
internal static class ListHeads
{
    public static void Draw(Canvas canvas, GridColumn[] columns, WorkerList list, UiState ui)
    {
        foreach (var column in columns)
        {
            bool isSorted = IsSortedBy(column, list.Order);
            var style = ui.Scheme[isSorted ? Role.Soft : Role.Faint];
            // The word of a state stands behind its sign.
            int x = column.Cell == CellKind.State ? column.X + 2 : column.IsRight ? column.End - column.Head.Length : column.X;
            canvas.Write(x, 0, column.Head, style);
            if (isSorted)
                canvas.Write(column.IsRight ? x - 1 : x + column.Head.Length, 0, ListOrder.IsUsual(list.Order) ? ui.Glyphs.SortDown : ui.Glyphs.SortUp, ui.Scheme[Role.Accent]);
        }
    }

    public static bool IsSortedBy(GridColumn column, WorkerOrder order)
        => column.Cell != CellKind.Trend && ListOrder.IsBy(column.SortField, order);
}
