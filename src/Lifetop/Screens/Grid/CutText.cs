using System;
using Lifetop.Terminal;

namespace Lifetop.Screens.Grid;

/// <summary>Draws a text into so many columns, saying what is cut, without making another text.</summary>
internal static class CutText
{
    /// <summary>Returns the column behind what was drawn.</summary>
    public static int Draw(Canvas canvas, int x, int y, ReadOnlySpan<char> text, int columns, Kept keep, Style style, char cut)
    {
        if (columns <= 0)
            return x;
        if (TextWidth.Of(text) <= columns)
            return canvas.Write(x, y, text, style);
        if (keep == Kept.Both && columns <= 2)
            keep = Kept.Start;
        if (keep != Kept.End)
            x = canvas.Write(x, y, TextWidth.Head(text, keep == Kept.Both ? (columns - 1) / 2 : columns - 1), style);
        canvas.Write(x++, y, cut, style);
        if (keep == Kept.Start)
            return x;
        return canvas.Write(x, y, TextWidth.Tail(text, keep == Kept.End ? columns - 1 : columns - 1 - (columns - 1) / 2), style);
    }
}
