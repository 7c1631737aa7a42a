namespace Lifetop.Terminal;

/// <summary>Where the terminal's cursor is, as far as that is known, and the fewest bytes to another place.</summary>
internal sealed class CursorTrack(AnsiWriter writer)
{
    private const int Unknown = -1;

    public int X { get; private set; } = Unknown;
    public int Y { get; private set; } = Unknown;

    public void Forget() => X = Y = Unknown;

    /// <summary>What was written may be wider or narrower than we think.</summary>
    public void ForgetColumn() => X = Unknown;

    /// <summary>What was written moved it on; behind the last column terminals differ.</summary>
    public void Advance(int cells, int width)
    {
        if (X != Unknown && (X += cells) >= width)
            X = Unknown;
    }

    public void GoTo(int x, int y)
    {
        if (X == x && Y == y)
            return;
        int row = y + 1, column = x + 1;
        int absolute = 3 + (x > 0 || y > 0 ? Digits(row) : 0) + (x > 0 ? 1 + Digits(column) : 0);
        int relative = Y == Unknown ? int.MaxValue : Down(y) + Across(x);
        if (relative < absolute)
        {
            MoveDown(y);
            MoveAcross(x);
        }
        else
            writer.MoveTo(x, y);
        X = x;
        Y = y;
    }

    /// <summary>Bytes of moving to a row; only downwards is ever asked for, line by line.</summary>
    private int Down(int y) => y < Y ? 100 : System.Math.Min(y - Y, Move(y - Y));

    private int Across(int x)
    {
        if (x == X)
            return 0;
        int fromStart = 1 + Move(x);
        if (X == Unknown)
            return fromStart;
        return System.Math.Min(fromStart, x < X ? System.Math.Min(X - x, Move(X - x)) : Move(x - X));
    }

    private void MoveDown(int y)
    {
        int rows = y - Y;
        if (rows <= Move(rows))
        {
            for (; rows > 0; rows--)
                writer.Write((byte)'\n');
        }
        else
            writer.MoveBy(rows, 'B');
    }

    private void MoveAcross(int x)
    {
        if (x == X)
            return;
        int best = Across(x);
        if (X != Unknown && x < X && best == X - x)
        {
            for (int i = x; i < X; i++)
                writer.Write((byte)'\b');
        }
        else if (X != Unknown && best == Move(System.Math.Abs(x - X)))
            writer.MoveBy(System.Math.Abs(x - X), x < X ? 'D' : 'C');
        else
        {
            writer.Write((byte)'\r');
            if (x > 0)
                writer.MoveBy(x, 'C');
        }
    }

    /// <summary>Bytes of a move by so many cells; one is what no number says.</summary>
    private static int Move(int cells) => cells == 0 ? 0 : cells == 1 ? 3 : 3 + Digits(cells);

    private static int Digits(int number) => number < 10 ? 1 : number < 100 ? 2 : number < 1000 ? 3 : number < 10000 ? 4 : 5;
}
