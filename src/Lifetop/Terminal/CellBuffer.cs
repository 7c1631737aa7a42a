using System;

namespace Lifetop.Terminal;

/// <summary>A grid of cells: one frame.</summary>
public sealed class CellBuffer
{
    private Cell[] _cells = new Cell[1];

    public CellBuffer(int width, int height) => Resize(width, height);

    public int Width { get; private set; }
    public int Height { get; private set; }

    /// <summary>All cells, row after row; longer than the frame after it was larger once.</summary>
    public Cell[] Cells => _cells;

    public ref Cell this[int x, int y] => ref _cells[y * Width + x];

    /// <summary>The whole of it, to draw on.</summary>
    public Canvas Canvas => new(this, new Rect(0, 0, Width, Height));

    /// <summary>Takes another size; what stood there is gone.</summary>
    public void Resize(int width, int height)
    {
        Width = Math.Max(1, width);
        Height = Math.Max(1, height);
        if (_cells.Length < Width * Height)
            _cells = new Cell[Width * Height];
        Clear(Style.Plain);
    }

    public void Clear(Style style)
    {
        var cells = _cells;
        int count = Width * Height;
        for (int i = 0; i < count; i++)
        {
            cells[i].Glyph = ' ';
            cells[i].Style = style;
        }
    }
}
