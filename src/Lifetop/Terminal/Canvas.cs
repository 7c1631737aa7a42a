using System;

namespace Lifetop.Terminal;

/// <summary>A change of look for cells that are drawn already: the cursor's row, what lies behind a dialog.</summary>
public interface IRestyle
{
    Style Of(Style style);
}

/// <summary>
/// A clipped area of a frame with its own origin. Nothing drawn on it leaves it, halves of wide glyphs never stay behind, and
/// whatever could act on a terminal becomes U+FFFD: the last line behind <see cref="SafeText"/>.
/// </summary>
public readonly unsafe struct Canvas
{
    private readonly CellBuffer _buffer;
    private readonly Rect _area;
    private readonly int _x, _y;

    internal Canvas(CellBuffer buffer, Rect area)
    {
        _buffer = buffer;
        _area = area;
        _x = area.X;
        _y = area.Y;
        Width = area.Width;
        Height = area.Height;
    }

    private Canvas(CellBuffer buffer, Rect whole, Rect visible)
    {
        _buffer = buffer;
        _area = visible;
        _x = whole.X;
        _y = whole.Y;
        Width = whole.Width;
        Height = whole.Height;
    }

    public int Width { get; }
    public int Height { get; }

    /// <summary>A part of it, with the origin at the part's corner.</summary>
    public Canvas Part(Rect part)
    {
        var whole = new Rect(_x + part.X, _y + part.Y, part.Width, part.Height);
        return new Canvas(_buffer, whole, whole.Intersect(_area));
    }

    public Canvas Part(int x, int y, int width, int height) => Part(new Rect(x, y, width, height));

    /// <summary>One row of it.</summary>
    public Canvas Row(int y) => Part(new Rect(0, y, Width, 1));

    /// <summary>Writes safe text; returns the column behind it, also where it was clipped.</summary>
    public int Write(int x, int y, ReadOnlySpan<char> text, Style style)
    {
        while (!text.IsEmpty)
        {
            // Nearly all text is ASCII, and then each letter is a cell.
            int letters = LettersIn(text);
            if (letters > 0)
            {
                PutLetters(x, y, text[..letters], style);
                x += letters;
                text = text[letters..];
                continue;
            }
            int length = TextWidth.NextCluster(text, out int width);
            if (width > 0)
            {
                int glyph = GlyphOf(text[..length]);
                if (width == 1)
                    Put(x, y, glyph, style);
                else
                    PutWide(x, y, glyph, width, style);
                x += width;
            }
            text = text[length..];
        }
        return x;
    }

    /// <summary>At most so many columns of it, the cut marked; returns the column behind.</summary>
    public int Write(int x, int y, string text, int columns, Style style, char cut = '…') => Write(x, y, TextWidth.Cut(text, columns, cut), style);

    /// <summary>The same, ending before the given column.</summary>
    public void WriteRight(int right, int y, ReadOnlySpan<char> text, Style style) => Write(right - TextWidth.Of(text), y, text, style);

    public void Write(int x, int y, char glyph, Style style) => Put(x, y, GlyphOf(new ReadOnlySpan<char>(in glyph)), style);

    public void Fill(Rect area, char glyph, Style style)
    {
        for (int y = area.Y; y < area.Bottom; y++)
        {
            if (!Clears(area.X, y, area.Width, out int from, out int to))
                continue;
            fixed (Cell* cells = _buffer.Cells)
                for (int at = from; at < to; at++)
                {
                    cells[at].Glyph = glyph;
                    cells[at].Style = style;
                }
        }
    }

    public void Clear(Style style) => Fill(new Rect(0, 0, Width, Height), ' ', style);

    /// <summary>A run of one glyph in a row: rules and borders.</summary>
    public void Line(int x, int y, int length, char glyph, Style style) => Fill(new Rect(x, y, length, 1), glyph, style);

    /// <summary>Gives every cell of an area another look, keeping what stands there.</summary>
    public void Restyle(Rect area, IRestyle change)
    {
        var seen = new Rect(_x + area.X, _y + area.Y, area.Width, area.Height).Intersect(_area);
        for (int y = seen.Y; y < seen.Bottom; y++)
            for (int x = seen.X; x < seen.Right; x++)
            {
                ref var cell = ref _buffer[x, y];
                cell.Style = change.Of(cell.Style);
            }
    }

    private static int GlyphOf(ReadOnlySpan<char> cluster)
    {
        char first = cluster[0];
        if (cluster.Length == 1)
            return first < ' ' || first is >= '\x7F' and < '\xA0' || char.IsSurrogate(first) || CodePoints.IsHidden(first) ? 0xFFFD : first;
        if (cluster.Length == 2 && char.IsSurrogatePair(first, cluster[1]))
        {
            int point = char.ConvertToUtf32(first, cluster[1]);
            return CodePoints.IsHidden(point) ? 0xFFFD : point;
        }
        foreach (char part in cluster)
            if (part < ' ' || part is >= '\x7F' and < '\xA0')
                return 0xFFFD;
        return Graphemes.NumberOf(cluster);
    }

    /// <summary>How many letters it begins with of which each is a cell of its own: what follows the last may combine with it.</summary>
    private static int LettersIn(ReadOnlySpan<char> text)
    {
        int letters = 0;
        while (letters < text.Length && text[letters] is >= ' ' and <= '~')
            letters++;
        return letters > 0 && letters < text.Length && text[letters] >= 0x300 ? letters - 1 : letters;
    }

    private void PutLetters(int x, int y, ReadOnlySpan<char> letters, Style style)
    {
        if (!Clears(x, y, letters.Length, out int from, out int to))
            return;
        fixed (Cell* cells = _buffer.Cells)
        fixed (char* text = letters)
        {
            char* letter = text + Math.Max(0, _area.X - _x - x);
            for (int at = from; at < to; at++)
            {
                cells[at].Glyph = *letter++;
                cells[at].Style = style;
            }
        }
    }

    /// <summary>The cells of a run in a row that may be drawn on, and no half of a wide glyph left at either end of them.</summary>
    /// <returns>Whether there are any.</returns>
    private bool Clears(int x, int y, int length, out int from, out int to)
    {
        int row = _y + y, left = Math.Max(_x + x, _area.X), right = Math.Min(_x + x + length, _area.Right);
        from = row * _buffer.Width + left;
        to = from + right - left;
        if (row < _area.Y || row >= _area.Bottom || right <= left)
            return false;
        if (_buffer[left, row].IsRightHalf)
            BlankBefore(left, row);
        if (right < _buffer.Width && _buffer[right, row].IsRightHalf)
            BlankAfter(right - 1, row);
        return true;
    }

    private void PutWide(int x, int y, int glyph, int width, Style style)
    {
        // Half a wide glyph would push the whole row aside: at an edge a blank stands for it.
        bool whole = _area.Contains(_x + x, _y + y) && _area.Contains(_x + x + width - 1, _y + y);
        for (int i = 0; i < width; i++)
            Put(x + i, y, whole ? (i == 0 ? glyph : Cell.RightHalf) : ' ', style);
    }

    private void Put(int x, int y, int glyph, Style style)
    {
        int column = _x + x, row = _y + y;
        if (!_area.Contains(column, row))
            return;
        ref var cell = ref _buffer[column, row];
        if (cell.IsRightHalf && glyph != Cell.RightHalf)
            BlankBefore(column, row);
        if (column + 1 < _buffer.Width && _buffer[column + 1, row].IsRightHalf)
            BlankAfter(column, row);
        cell.Glyph = glyph;
        cell.Style = style;
    }

    private void BlankBefore(int column, int row)
    {
        for (; column > 0 && _buffer[column, row].IsRightHalf; column--)
            _buffer[column, row].Glyph = ' ';
        _buffer[column, row].Glyph = ' ';
    }

    private void BlankAfter(int column, int row)
    {
        for (int x = column + 1; x < _buffer.Width && _buffer[x, row].IsRightHalf; x++)
            _buffer[x, row].Glyph = ' ';
    }
}
