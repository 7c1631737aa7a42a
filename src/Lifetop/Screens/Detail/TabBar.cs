using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Detail;

/// <summary>Names of tabs beside each other, the active one in the accent.</summary>
internal static class TabBar
{
    private const int Between = 2;
    private static readonly string[] Names = ["Peek", "Logs", "Tree", "Why", "History"];

    public static int Width(DetailTab[] tabs)
    {
        int width = -Between;
        foreach (var tab in tabs)
            width += Names[(int)tab].Length + Between;
        return width;
    }

    /// <summary>Returns the column behind the last.</summary>
    public static int Draw(Canvas canvas, int x, int y, DetailTab[] tabs, DetailTab active, Scheme scheme)
    {
        foreach (var tab in tabs)
            x = canvas.Write(x, y, Names[(int)tab], tab == active ? scheme.Strong(Role.Accent) : scheme[Role.Soft]) + Between;
        return x - Between;
    }

    /// <summary>The tab at so many columns behind the first one's begin; null between and beside them.</summary>
    public static DetailTab? At(int column, DetailTab[] tabs)
    {
        foreach (var tab in tabs)
        {
            int width = Names[(int)tab].Length;
            if (column >= 0 && column < width)
                return tab;
            column -= width + Between;
        }
        return null;
    }
}
