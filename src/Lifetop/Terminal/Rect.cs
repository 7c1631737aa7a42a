using System;

namespace Lifetop.Terminal;

/// <summary>An area of the screen, in cells; never of negative size.</summary>
public readonly struct Rect(int x, int y, int width, int height)
{
    public int X { get; } = x;
    public int Y { get; } = y;
    public int Width { get; } = Math.Max(0, width);
    public int Height { get; } = Math.Max(0, height);
    public int Right => X + Width;
    public int Bottom => Y + Height;
    public bool IsEmpty => Width == 0 || Height == 0;

    public bool Contains(int x, int y) => x >= X && x < Right && y >= Y && y < Bottom;

    public Rect Intersect(Rect other)
    {
        int left = Math.Max(X, other.X), top = Math.Max(Y, other.Y);
        return new Rect(left, top, Math.Min(Right, other.Right) - left, Math.Min(Bottom, other.Bottom) - top);
    }

    public override string ToString() => $"{Width}x{Height} at {X},{Y}";
}
