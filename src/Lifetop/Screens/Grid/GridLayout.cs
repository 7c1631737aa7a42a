using System;
using Lifetop.Terminal;

namespace Lifetop.Screens.Grid;

/// <summary>Where everything stands at a size: depends on the size, on whether there is a notice, and on how the pane was changed.</summary>
internal sealed class GridLayout
{
    public const int LeastWidth = 40, LeastHeight = 10;
    public const int Narrow = 60;
    private const int Wide = 100, Widest = 160, LeastList = 100;
    private const int Low = 16, Mini = 20, Tabs = 30, Results = 44;
    private const int MiniRows = 3, TabRows = 11, LeastTabRows = 6, LeastRows = 6, LeastColumn = 40;

    private GridLayout()
    {
    }

    public bool IsTooSmall { get; private init; }

    /// <summary>One row with counts, or three with views and life line too.</summary>
    public int HeaderRows { get; private init; }

    /// <summary>Row of the notice; -1 without one.</summary>
    public int Notice { get; private init; } = -1;

    /// <summary>Row of the heads; -1 where there is no room.</summary>
    public int Heads { get; private init; } = -1;

    /// <summary>The rows of the list.</summary>
    public Rect List { get; private init; }
    public PaneShape Shape { get; private init; }
    public Rect Pane { get; private init; }

    /// <summary>Column of the line between list and column; -1 without one.</summary>
    public int Divider { get; private init; } = -1;

    /// <summary>Row of the rule above the last results; -1 without them.</summary>
    public int Done { get; private init; } = -1;
    public int Footer { get; private init; }

    public static GridLayout Of(int width, int height, bool hasNotice, int paneChange)
    {
        if (width < LeastWidth || height < LeastHeight)
            return new GridLayout { IsTooSmall = true, Footer = height - 1 };
        int header = height < Low ? 1 : 3, y = header, footer = height - 1;
        int notice = hasNotice ? y++ : -1;
        int body = y;
        int heads = width < Narrow ? -1 : y++;
        bool isColumn = width >= Widest && height >= Tabs;
        int done = isColumn && height >= Results ? footer - 3 : -1;
        // A blank row keeps the keys apart from a list that ends just above them.
        int bottom = done >= 0 ? done - 1 : isColumn ? footer - 1 : footer;
        int listWidth = width;
        var pane = default(Rect);
        var shape = PaneShape.Mini;
        if (isColumn)
        {
            int column = Math.Clamp(Math.Min(79, width - LeastList - 1) + paneChange * 4, LeastColumn, width - LeastList - 1);
            listWidth = width - column - 1;
            pane = new Rect(listWidth + 1, body, column, bottom - body);
            shape = PaneShape.Column;
        }
        else if (height >= Mini && width >= Narrow)
        {
            bool hasTabs = width >= Wide && height >= Tabs;
            int rows = hasTabs
                ? Math.Clamp(Math.Max(TabRows, (height - header - 2) / 3) + paneChange, LeastTabRows, bottom - y - LeastRows)
                : paneChange < 0 ? 0 : MiniRows;
            bottom -= rows;
            pane = new Rect(0, bottom, width, rows);
            shape = hasTabs ? PaneShape.Tabs : PaneShape.Mini;
        }
        return new GridLayout
        {
            HeaderRows = header,
            Notice = notice,
            Heads = heads,
            List = new Rect(0, y, listWidth, bottom - y),
            Pane = pane,
            Shape = shape,
            Divider = isColumn ? listWidth : -1,
            Done = done,
            Footer = footer,
        };
    }

    /// <summary>How far + and _ may go: as long as one step more would change something.</summary>
    public static int Changed(int width, int height, bool hasNotice, int paneChange, int step)
    {
        var before = Of(width, height, hasNotice, paneChange);
        var after = Of(width, height, hasNotice, paneChange + step);
        return before.Pane.Width == after.Pane.Width && before.Pane.Height == after.Pane.Height ? paneChange : paneChange + step;
    }
}
