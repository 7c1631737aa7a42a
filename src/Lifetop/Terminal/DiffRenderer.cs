using System;

namespace Lifetop.Terminal;

/// <summary>
/// Turns a frame into the fewest bytes that make the terminal show it, given what it shows already. Expects a terminal that
/// does not wrap at its right edge. Nothing is allocated once the buffers have their size.
/// </summary>
public sealed unsafe class DiffRenderer
{
    /// <summary>So many unchanged letters are written again rather than stepped over.</summary>
    private const int CheaperThanAMove = 4;

    private const int EraseBytes = 3;

    private readonly AnsiWriter _writer;
    private readonly bool _isUtf8, _erasesWithBackground;
    private readonly Pen _pen;
    private readonly CursorTrack _cursor;
    private readonly CellBuffer _shown = new(1, 1);
    private bool _isKnown;

    public DiffRenderer(TerminalProfile profile, AnsiWriter writer)
    {
        _writer = writer;
        _isUtf8 = profile.IsUtf8;
        _erasesWithBackground = profile.ErasesWithBackground;
        _pen = new Pen(writer, profile.Colors);
        _cursor = new CursorTrack(writer);
    }

    /// <summary>The terminal may show anything now: the next frame is written whole.</summary>
    public void Forget()
    {
        _isKnown = false;
        _pen.Forget();
        _cursor.Forget();
    }

    /// <summary>Appends what is to be sent; nothing if the terminal shows this frame already.</summary>
    public void Render(CellBuffer next)
    {
        int width = next.Width, height = next.Height;
        if (_shown.Width != width || _shown.Height != height)
        {
            _shown.Resize(width, height);
            Forget();
        }
        fixed (Cell* first = next.Cells, firstShown = _shown.Cells)
        {
            for (int y = 0; y < height; y++)
            {
                Cell* row = first + y * width, shown = firstShown + y * width;
                int bytes = width * sizeof(Cell);
                if (_isKnown && new ReadOnlySpan<byte>(row, bytes).SequenceEqual(new ReadOnlySpan<byte>(shown, bytes)))
                    continue;
                Row(y, row, _isKnown ? shown : null, width);
                Buffer.MemoryCopy(row, shown, bytes, bytes);
            }
        }
        _isKnown = true;
    }

    private void Row(int y, Cell* row, Cell* shown, int width)
    {
        int tail = TailStart(row, width);
        for (int x = 0; x < width;)
        {
            int cells = CellsOf(row, x, width);
            if (!Differs(row, shown, x, cells))
            {
                x += cells;
                continue;
            }
            if (x >= tail && LastDifference(row, shown, x, width) - x >= EraseBytes)
            {
                GoTo(row, x, y);
                _pen.TakeForBlank(row[x].Style);
                _writer.EraseToEndOfLine();
                return;
            }
            GoTo(row, x, y);
            Put(row, x, y, cells, width);
            x += cells;
        }
    }

    private void GoTo(Cell* row, int x, int y)
    {
        int gap = x - _cursor.X;
        if (_cursor.Y == y && _cursor.X >= 0 && gap is > 0 and <= CheaperThanAMove && CanRewrite(row, _cursor.X, x))
        {
            for (int at = _cursor.X; at < x; at++)
                _writer.Write((byte)row[at].Glyph);
            _cursor.Advance(gap, int.MaxValue);
            return;
        }
        _cursor.GoTo(x, y);
    }

    private bool CanRewrite(Cell* row, int from, int to)
    {
        for (int x = from; x < to; x++)
            if (row[x].Glyph is < ' ' or > '~' || !(_pen.Draws(row[x].Style) || (IsPlainBlank(row[x]) && _pen.DrawsBlank(row[x].Style))))
                return false;
        return true;
    }

    private void Put(Cell* row, int x, int y, int cells, int width)
    {
        int glyph = row[x].Glyph;
        if (glyph == ' ')
            _pen.TakeForBlank(row[x].Style);
        else
            _pen.Take(row[x].Style);
        if (!_isUtf8 || glyph <= '~')
        {
            // A right half without its left one is nothing to draw.
            _writer.Write((byte)(glyph < ' ' ? ' ' : glyph > '~' ? '?' : glyph));
            Blanks(cells - 1);
            _cursor.Advance(cells, width);
        }
        else
            PutWide(glyph, x, y, cells, width);
    }

    private void PutWide(int glyph, int x, int y, int cells, int width)
    {
        bool isCluster = Graphemes.IsCluster(glyph);
        int expected = isCluster ? cells : CodePoints.Width(glyph);
        if (expected > cells)
        {
            // It would push the row aside.
            Blanks(cells);
            _cursor.Advance(cells, width);
            return;
        }
        if (!isCluster && expected == cells)
        {
            _writer.CodePoint(glyph);
            _cursor.Advance(cells, width);
            return;
        }
        // Terminals disagree about its width: it gets a clean place, and what follows does not rely on it.
        if (cells > 1)
        {
            Blanks(cells);
            _cursor.Advance(cells, width);
            _cursor.GoTo(x, y);
        }
        if (isCluster)
            _writer.Text(Graphemes.TextOf(glyph));
        else
            _writer.CodePoint(glyph);
        _cursor.ForgetColumn();
    }

    private void Blanks(int count)
    {
        for (; count > 0; count--)
            _writer.Write((byte)' ');
    }

    /// <summary>Where the row's end begins to be nothing but background that one erasure makes; the width if there is no such end.</summary>
    private int TailStart(Cell* row, int width)
    {
        int last = width - 1;
        if (!IsErasable(row[last]))
            return width;
        int start = last;
        while (start > 0 && IsErasable(row[start - 1]) && row[start - 1].Style.Background == row[last].Style.Background)
            start--;
        return start;
    }

    private bool IsErasable(in Cell cell)
        => IsPlainBlank(cell) && (_erasesWithBackground || _pen.Shown(cell.Style).Background.IsDefault);

    private static bool IsPlainBlank(in Cell cell) => cell.Glyph == ' ' && (cell.Style.Attributes & Pen.Marks) == 0;

    /// <summary>A glyph and its right halves.</summary>
    private static int CellsOf(Cell* row, int x, int width)
    {
        int end = x + 1;
        while (end < width && row[end].IsRightHalf)
            end++;
        return end - x;
    }

    private static bool Differs(Cell* row, Cell* shown, int x, int cells)
    {
        if (shown == null)
            return true;
        for (int end = x + cells; x < end; x++)
            if (!LooksSame(row[x], shown[x]))
                return true;
        return false;
    }

    private static int LastDifference(Cell* row, Cell* shown, int x, int width)
    {
        int last = width - 1;
        while (shown != null && last > x && LooksSame(row[last], shown[last]))
            last--;
        return last;
    }

    /// <summary>The same to the eye: the colour of letters that are not there shows nowhere.</summary>
    public static bool LooksSame(in Cell cell, in Cell other)
        => cell.Glyph == other.Glyph
            && (cell.Style == other.Style || (IsPlainBlank(cell) && IsPlainBlank(other) && cell.Style.Background == other.Style.Background));
}
