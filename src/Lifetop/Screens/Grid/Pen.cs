using System;
using System.Globalization;
using Lifetop.Terminal;

namespace Lifetop.Screens.Grid;

/// <summary>Writes one piece behind the other in a row of a canvas, numbers and times among them, without making strings.</summary>
internal struct Pen(Canvas canvas, int x, int y)
{
    private readonly Canvas _canvas = canvas;
    private readonly int _y = y;

    public int X { get; set; } = x;

    public void Write(ReadOnlySpan<char> text, Style style) => X = _canvas.Write(X, _y, text, style);

    public void Write(char glyph, Style style) => _canvas.Write(X++, _y, glyph, style);

    public void Write(long number, Style style)
    {
        Span<char> digits = stackalloc char[20];
        number.TryFormat(digits, out int length, default, CultureInfo.InvariantCulture);
        Write(digits[..length], style);
    }

    /// <summary>Columns a number takes.</summary>
    public static int WidthOf(long number)
    {
        int width = 1;
        for (; number >= 10; number /= 10)
            width++;
        return width;
    }
}
