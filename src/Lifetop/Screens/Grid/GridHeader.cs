using System;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Grid;

/// <summary>The rows above the list: where we are, what there is, and how the machine does.</summary>
internal static class GridHeader
{
    private const int Roomy = 130, Narrow = GridLayout.Narrow, ShortHost = 12, LongestLoad = LoadText.Longest + 24;

    public static void Draw(Canvas canvas, int rows, WorkerList list, string filter, FilterError? error, UiState ui)
    {
        if (rows == 1)
        {
            DrawCounts(canvas, list.Rows.Counts, ui);
            return;
        }
        int width = canvas.Width, right = width - 2;
        bool isRoomy = width >= Roomy;
        if (isRoomy)
            DrawLoad(canvas, 0, right, ui);
        ViewsRow.Draw(canvas, ViewsEnd(ui), list, filter, error, ui);
        int end = right;
        if (isRoomy && ui.Sources > 0)
            end -= DrawSources(canvas, 1, right, ui) + 2;
        int line = isRoomy ? right : right - DrawLoad(canvas, 2, right, ui) - 2;
        int left = width < Narrow ? 1 : 2;
        CountsRow.Draw(canvas, left, 1, end, list.Rows.Counts, ui);
        LifeLine.Draw(canvas, left, 2, line - left, list.Rows.Counts, ui);
    }

    /// <summary>Column before which the views end.</summary>
    public static int ViewsEnd(UiState ui)
    {
        Span<char> text = stackalloc char[LongestLoad];
        return ui.Width >= Roomy ? ui.Width - 4 - WriteLoad(text, ui) : ui.Width - 1;
    }

    /// <summary>All of it in one row, for the lowest screens.</summary>
    private static void DrawCounts(Canvas canvas, GridCounts counts, UiState ui)
    {
        int margin = canvas.Width < Narrow ? 1 : 2;
        var pen = new Pen(canvas, margin, 0);
        pen.X = canvas.Write(pen.X, 0, SafeText.Of(ui.Host), ShortHost, ui.Scheme.Strong(Role.Accent), ui.Glyphs.Cut) + 1;
        if (ui.IsFirstLookDue)
            pen.Write(ui.Glyphs.IsAscii ? "..." : "…", ui.Scheme[Role.Text]);
        else
            pen.Write(counts.All, ui.Scheme[Role.Text]);
        CountsRow.DrawShort(canvas, pen.X + 1, 0, canvas.Width - margin, counts, true, ui);
    }

    private static int DrawSources(Canvas canvas, int y, int right, UiState ui)
    {
        int width = Pen.WidthOf(ui.Sources) + (ui.Sources == 1 ? 7 : 8);
        var pen = new Pen(canvas, right - width, y);
        pen.Write(ui.Sources, ui.Scheme[Role.Faint]);
        pen.Write(ui.Sources == 1 ? " source" : " sources", ui.Scheme[Role.Faint]);
        return width;
    }

    /// <summary>Returns the columns taken.</summary>
    private static int DrawLoad(Canvas canvas, int y, int right, UiState ui)
    {
        Span<char> text = stackalloc char[LongestLoad];
        int length = WriteLoad(text, ui);
        canvas.WriteRight(right, y, text[..length], ui.Scheme[Role.Soft]);
        return length;
    }

    /// <summary>Whether a watch leads, load, memory and clock; the narrowest screens have the clock alone.</summary>
    private static int WriteLoad(Span<char> text, UiState ui)
    {
        int length = 0;
        if (ui.Width >= Narrow && ui.Watch is { } watch)
            length = LoadText.Copy(watch.Hangs ? "watch hangs  " : watch.Failing > 0 ? "watch !  " : "watch  ", text, length);
        if (ui.Width >= Narrow)
            length += LoadText.Write(text[length..], ui.Load);
        return length + TimeText.WriteClock(ui.Now + ui.LocalOffset, text[length..]);
    }
}
