using System;
using System.Collections.Immutable;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Logs;

/// <summary>Draws the rows of a log: time, name, and the message in the colour of its level or in its own.</summary>
internal readonly struct LogBody(Canvas canvas, UiState ui, LogLayout layout, ImmutableArray<LogSource> sources, LogSearch search)
{
    /// <summary>Names are told apart by brightness: hues say what to do.</summary>
    private static readonly Role[] NameRoles = [Role.Soft, Role.Text, Role.Faint];

    public static Role RoleOfName(int source) => NameRoles[source % NameRoles.Length];

    public void Draw(LogView view, LogRow? marked)
    {
        int index = view.TopIndex, sub = view.TopSub;
        LogRow? before = null;
        for (int y = 0; y < canvas.Height && index < view.Rows.Count; index++, sub = 0)
        {
            var row = view.Rows[index];
            bool isCurrent = search.Current is { } hit ? row.IsAt(hit) : !view.IsFollowing && index == view.CursorIndex;
            if (sub == 0)
                DrawHead(y, row, isCurrent, ReferenceEquals(row, marked), before);
            y = DrawText(y, row, sub);
            before = row;
        }
    }

    private void DrawHead(int y, LogRow row, bool isCurrent, bool isMarked, LogRow? before)
    {
        if (isCurrent)
            canvas.Write(0, y, ui.Glyphs.Cursor, ui.Scheme[Role.Accent]);
        if (isMarked)
            canvas.Write(layout.TimeAt > 1 ? 1 : 0, y, ui.Glyphs.Mark, ui.Scheme[Role.Accent]);
        // The lines of a stack trace stand under their line.
        if (row.IsContinuation && before is not null && before.Source == row.Source && !before.IsNotice)
            return;
        if (layout.TimeWidth > 0)
            canvas.Write(layout.TimeAt, y, layout.TimeOf(row, ui.Now, ui.LocalOffset), ui.Scheme[Role.Faint]);
        if (layout.NameWidth > 0)
            canvas.Write(layout.NameAt, y, TextWidth.CutMiddle(SafeText.Of(sources[row.Source].Name), layout.NameWidth, ui.Glyphs.Cut), ui.Scheme[RoleOfName(row.Source)]);
    }

    /// <summary>Returns the row below.</summary>
    private int DrawText(int y, LogRow row, int sub)
    {
        string text = row.Text.Text;
        var ground = ui.Scheme[row.IsNotice ? Role.Warn : LogLevels.RoleOf(row.Level)];
        int at = layout.TextFrom(row);
        if (row.IsNotice)
        {
            canvas.Line(layout.TextAt, y, 2, ui.Glyphs.Thin, ui.Scheme[Role.Line]);
            canvas.Write(layout.TextAt + 3, y, TextWidth.Cut(text, layout.TextWidth - 3, ui.Glyphs.Cut), ground);
            return y + 1;
        }
        if (!layout.Wraps)
        {
            DrawPiece(y, row, at, text.Length, ground, layout.Skip);
            return y + 1;
        }
        for (int i = 0; ; i++)
        {
            int end = layout.NextBreak(text, at);
            if (i >= sub && y < canvas.Height)
                DrawPiece(y++, row, at, end, ground, 0);
            if (end >= text.Length || y >= canvas.Height)
                return y;
            at = end;
        }
    }

    private void DrawPiece(int y, LogRow row, int from, int to, Style ground, int skip)
    {
        string text = row.Text.Text;
        int width = layout.TextWidth;
        var part = canvas.Part(layout.TextAt, y, width, 1);
        int column = -skip, runStart = 0;
        foreach (var run in row.Text.Runs)
        {
            int runEnd = runStart + run.Length;
            int start = Math.Max(runStart, from), end = Math.Min(runEnd, to);
            runStart = runEnd;
            if (start >= end)
                continue;
            if (column >= width)
                break;
            column = DrawRun(part, text, start, end, column, StyledText.Over(ground, run.Style, ui.Scheme.HasColors));
        }
        bool isCutOff = column > width || (column == width && to < text.Length && !layout.Wraps);
        if (isCutOff || (row.IsCut && to == text.Length))
            part.Write(Math.Clamp(column, 0, width - 1), 0, ui.Glyphs.Cut, ui.Scheme[Role.Faint]);
    }

    /// <summary>Hits in it are bright on the colour of matches, over a run's end too.</summary>
    private int DrawRun(Canvas part, string text, int start, int end, int column, Style style)
    {
        if (search.Sought is not { } sought)
            return WriteFrom(part, text, start, end, column, style);
        var hit = ui.Scheme.On(Role.Bright, Role.Match);
        int length = sought.Text.Length;
        while (start < end && column < part.Width)
        {
            int next = sought.IndexIn(text, Math.Max(0, start - length + 1));
            if (next < 0 || next >= end)
                return WriteFrom(part, text, start, end, column, style);
            column = WriteFrom(part, text, start, Math.Max(start, next), column, style);
            int hitEnd = Math.Min(end, next + length);
            column = WriteFrom(part, text, Math.Max(start, next), hitEnd, column, hit);
            start = Math.Max(start, hitEnd);
        }
        return column;
    }

    /// <summary>Of a long line only what can be seen is looked at letter by letter.</summary>
    private static int WriteFrom(Canvas part, string text, int start, int end, int column, Style style)
    {
        var piece = text.AsSpan(start, end - start);
        while (!piece.IsEmpty && column < part.Width)
        {
            var near = piece[..Math.Min(piece.Length, part.Width - column + 1)];
            int plain = TextWidth.PlainLength(near);
            // The last one may carry what comes behind it.
            if (plain > 0 && plain < near.Length)
                plain--;
            if (plain == 0)
            {
                int length = TextWidth.NextCluster(piece, out int cells);
                _ = part.Write(column, 0, piece[..length], style);
                column += cells;
                piece = piece[length..];
                continue;
            }
            int hidden = Math.Clamp(-column, 0, plain);
            int shown = Math.Min(plain - hidden, part.Width + 1);
            _ = part.Write(column + hidden, 0, piece.Slice(hidden, Math.Max(0, shown)), style);
            column += plain;
            piece = piece[plain..];
        }
        return piece.IsEmpty ? column : Math.Max(column, part.Width + 1);
    }
}
