using System;
using Lifetop.Model.Query;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Grid;

/// <summary>The first row: whose workers these are, and the views with their keys and numbers.</summary>
internal static class ViewsRow
{
    private const int Wide = 100, Narrow = 60, LongestHost = 24;

    /// <param name="error">What does not hold of the filter.</param>
    public static void Draw(Canvas canvas, int right, WorkerList list, string filter, FilterError? error, UiState ui)
    {
        bool isWide = canvas.Width >= Wide;
        int x = DrawHost(canvas, ui) + (isWide ? 4 : 2);
        if (filter.Length > 0)
        {
            x = DrawView(canvas, x, list.View, list, true, ui);
            FilterText.Draw(canvas, x + 2, 0, filter, right - x - 2, error, ui);
            return;
        }
        bool all = x + WidthOfAll(list, isWide, ui) <= right;
        for (int i = 0; i < GridViews.Count; i++)
        {
            var view = (GridView)i;
            // The views that always have something to say stay longest, and the one that is shown.
            if (!all && view > GridView.Attention && view != list.View)
                continue;
            if (x + WidthOf(view, list, isWide, ui) > right)
                break;
            x = DrawView(canvas, x, view, list, false, ui) + (isWide ? 3 : 2);
        }
    }

    /// <summary>Which view is written at a column of the first row, for the mouse.</summary>
    public static GridView? At(int column, int width, int right, WorkerList list, string filter, UiState ui)
    {
        if (filter.Length > 0)
            return null;
        bool isWide = width >= Wide;
        int x = HostWidth(width, ui) + (isWide ? 4 : 2);
        bool all = x + WidthOfAll(list, isWide, ui) <= right;
        for (int i = 0; i < GridViews.Count; i++)
        {
            var view = (GridView)i;
            if (!all && view > GridView.Attention && view != list.View)
                continue;
            int end = x + WidthOf(view, list, isWide, ui);
            if (end > right)
                break;
            if (column >= x && column < end)
                return view;
            x = end + (isWide ? 3 : 2);
        }
        return null;
    }

    private static int DrawHost(Canvas canvas, UiState ui)
    {
        var pen = new Pen(canvas, canvas.Width < Narrow ? 1 : 2, 0);
        pen.Write("lifetop ", ui.Scheme.Strong(Role.Accent));
        pen.X = CutText.Draw(canvas, pen.X, 0, SafeText.Of(ui.Host), LongestHost, Kept.Start, ui.Scheme[Role.Text], ui.Glyphs.Cut);
        if (ui.ReadOnly)
        {
            pen.X += 2;
            pen.Write("read-only", ui.Scheme[Role.Warn]);
        }
        return pen.X;
    }

    private static int HostWidth(int width, UiState ui)
        => (width < Narrow ? 1 : 2) + 8 + Math.Min(LongestHost, TextWidth.Of(SafeText.Of(ui.Host))) + (ui.ReadOnly ? 11 : 0);

    private static int DrawView(Canvas canvas, int x, GridView view, WorkerList list, bool isFiltered, UiState ui)
    {
        bool isActive = view == list.View, isWide = canvas.Width >= Wide;
        var number = ui.Scheme[isActive ? Role.Text : Role.Faint];
        var pen = new Pen(canvas, x, 0);
        pen.Write((char)('0' + (int)view), ui.Scheme[Role.Faint]);
        pen.Write(' ', number);
        pen.Write(view.Word(), isActive ? ui.Scheme.Strong(Role.Bright).With(TextAttributes.Underline) : ui.Scheme[Role.Soft]);
        if (isFiltered)
        {
            pen.Write(' ', number);
            pen.Write(list.ShownWorkers, number);
            pen.Write(" of ", number);
            pen.Write(list.Rows.Counts[view], number);
        }
        else if (HasNumber(view, isWide))
        {
            pen.Write(' ', number);
            if (!ui.IsFirstLookDue)
                pen.Write(list.Rows.Counts[view], number);
            if (ui.IsPartial)
                pen.Write(ui.Glyphs.IsAscii ? '~' : '…', number);
        }
        return pen.X;
    }

    private static int WidthOfAll(WorkerList list, bool isWide, UiState ui)
    {
        int width = 0;
        for (int i = 0; i < GridViews.Count; i++)
            width += WidthOf((GridView)i, list, isWide, ui) + (i == 0 ? 0 : isWide ? 3 : 2);
        return width;
    }

    private static int WidthOf(GridView view, WorkerList list, bool isWide, UiState ui)
    {
        int width = 2 + view.Word().Length;
        if (HasNumber(view, isWide))
            width += 1 + (ui.IsFirstLookDue ? 0 : Pen.WidthOf(list.Rows.Counts[view])) + (ui.IsPartial ? 1 : 0);
        return width;
    }

    private static bool HasNumber(GridView view, bool isWide) => isWide || view <= GridView.Attention;
}
