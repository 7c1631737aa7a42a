using System;
using Lifetop.Model;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Grid;

/// <summary>The bottom row: the keys and where the cursor is; for a moment what came of the last one. And the last results above it.</summary>
internal sealed class GridFooter
{
    private const int Narrow = 60;

    public FooterKeys Keys { get; } = new();

    public void Draw(Canvas canvas, int y, WorkerList list, UiState ui)
    {
        int margin = canvas.Width < Narrow ? 1 : 2, right = canvas.Width - margin;
        if (ui.Line.Current is { } said)
        {
            SaidText.Draw(canvas, margin, y, right, said, ui);
            return;
        }
        bool isEmpty = list.Rows.All.Count == 0;
        int place = isEmpty ? right : DrawPlace(canvas, right, y, list, ui);
        Keys.Lay(margin, isEmpty ? right : place - 2, isEmpty, ui);
        Keys.Draw(canvas, y, ui);
    }

    /// <summary><c>7 of 40</c>; returns the column it begins at.</summary>
    private static int DrawPlace(Canvas canvas, int right, int y, WorkerList list, UiState ui)
    {
        int at = list.PlaceOfCursor(out int all, out bool isShell);
        bool isShort = canvas.Width < Narrow;
        int hidden = list.Marks.Hidden, marked = hidden == 0 ? 0 : Pen.WidthOf(hidden) + (isShort ? 3 : 17);
        int width = Pen.WidthOf(at) + (isShort ? 1 : 4) + Pen.WidthOf(all) + (isShell ? 6 : 0) + marked;
        var pen = new Pen(canvas, right - width, y);
        var style = ui.Scheme[Role.Faint];
        if (marked > 0)
        {
            // Whoever acts on marks should know of those that nobody sees.
            if (isShort)
                pen.Write(ui.Glyphs.Mark, ui.Scheme[Role.Accent]);
            pen.Write(hidden, ui.Scheme[Role.Soft]);
            pen.Write(isShort ? "  " : " marked, hidden  ", ui.Scheme[Role.Soft]);
        }
        if (isShell)
            pen.Write("shell ", style);
        pen.Write(at, style);
        pen.Write(isShort ? "/" : " of ", style);
        pen.Write(all, style);
        return right - width;
    }

    /// <summary>The last two results, the newest first.</summary>
    public static void DrawDone(Canvas canvas, int y, UiState ui)
    {
        int right = canvas.Width - 2;
        int x = canvas.Write(2, y, "done ", ui.Scheme[Role.Soft]);
        canvas.Line(x, y, right - x, ui.Glyphs.Thin, ui.Scheme[Role.Line]);
        var said = ui.Line.Said;
        if (said.Count == 0)
            canvas.Write(2, y + 1, "nothing yet", ui.Scheme[Role.Faint]);
        Span<char> clock = stackalloc char[8];
        for (int i = 0; i < 2 && i < said.Count; i++)
        {
            var line = said[^(i + 1)];
            TimeText.WriteClock(line.At + ui.LocalOffset, clock);
            canvas.Write(2, y + 1 + i, clock, ui.Scheme[Role.Faint]);
            canvas.WriteRight(right, y + 1 + i, "you", ui.Scheme[Role.Faint]);
            SaidText.DrawWords(canvas, 12, y + 1 + i, right - 5, line, ui);
        }
    }
}
