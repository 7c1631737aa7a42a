using System;
using Lifetop.Terminal;

namespace Lifetop.Screens.Grid;

/// <summary>Draws a safe text whose signs for outside bytes (<c>␛</c>, <c>‹202E›</c>) stand back from its letters.</summary>
internal static class MarkedText
{
    private const char FirstPicture = '\u2400', LastPicture = '\u2426';

    public static void Draw(Canvas canvas, int x, int y, string text, Style style, Style signs)
    {
        int from = 0;
        bool inSign = false;
        for (int i = 0; i < text.Length; i++)
        {
            bool isSign = inSign || text[i] == '‹' || text[i] is >= FirstPicture and <= LastPicture;
            bool ends = inSign ? text[i] == '›' : text[i] is >= FirstPicture and <= LastPicture;
            if (!isSign)
                continue;
            if (!inSign)
            {
                x = canvas.Write(x, y, text.AsSpan(from, i - from), style);
                from = i;
            }
            inSign = !ends;
            if (ends)
            {
                x = canvas.Write(x, y, text.AsSpan(from, i + 1 - from), signs);
                from = i + 1;
            }
        }
        canvas.Write(x, y, text.AsSpan(from), inSign ? signs : style);
    }
}
