using System;
using Lifetop.Model.Query;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Grid;

/// <summary>A filter as it was kept, what is wrong in it marked as while it was typed: that part does not hold.</summary>
internal static class FilterText
{
    public static void Draw(Canvas canvas, int x, int y, string filter, int columns, FilterError? error, UiState ui)
    {
        CutText.Draw(canvas, x, y, filter, columns, Kept.Start, ui.Scheme[Role.Accent], ui.Glyphs.Cut);
        if (error is null)
            return;
        var (start, end) = WrongWord(filter, error);
        int before = TextWidth.Of(filter.AsSpan(0, start)), room = TextWidth.Of(filter) > columns ? columns - 1 : columns;
        if (before < room)
            canvas.Write(x + before, y, TextWidth.Head(filter.AsSpan(start, end - start), room - before), WrongStyle(ui));
    }

    public static Style WrongStyle(UiState ui) => ui.Scheme[Role.Bad].With(TextAttributes.Underline);

    /// <summary>The word, from blank to blank, in which the error is.</summary>
    public static (int Start, int End) WrongWord(string filter, FilterError? error)
    {
        if (error is null)
            return (-1, -1);
        int start = 0;
        bool quoted = false;
        for (int i = 0; i < filter.Length; i++)
        {
            if (filter[i] == '"')
                quoted = !quoted;
            if (quoted || filter[i] != ' ')
                continue;
            if (i > error.Position)
                return (start, i);
            start = i + 1;
        }
        return (start, filter.Length);
    }
}
