using System.Text;
using Lifetop.Terminal;

namespace Lifetop.Tests.Support;

/// <summary>A frame as text to read and to compare: the glyphs, then the role of each cell, then what lies behind where it is not the screen.</summary>
internal static class FrameText
{
    public static string Of(CellBuffer frame)
    {
        var text = new StringBuilder();
        for (int y = 0; y < frame.Height; y++)
            text.Append('|').Append(Glyphs(frame, y)).Append("|\n");
        text.Append("roles\n");
        for (int y = 0; y < frame.Height; y++)
            text.Append('|').Append(Letters(frame, y)).Append("|\n");
        bool headed = false;
        for (int y = 0; y < frame.Height; y++)
        {
            string grounds = Grounds(frame, y);
            if (grounds.Trim().Length == 0)
                continue;
            text.Append(headed ? "" : "behind\n").Append('|').Append(grounds).Append("| row ").Append(y + 1).Append('\n');
            headed = true;
        }
        return text.ToString();
    }

    /// <summary>What stands in a row, without the blanks at its end.</summary>
    public static string Row(CellBuffer frame, int y) => Glyphs(frame, y).TrimEnd();

    /// <summary>All rows, without the blanks at their ends.</summary>
    public static string Plain(CellBuffer frame)
    {
        var text = new StringBuilder();
        for (int y = 0; y < frame.Height; y++)
            text.Append(Row(frame, y)).Append('\n');
        return text.ToString();
    }

    private static string Glyphs(CellBuffer frame, int y)
    {
        var text = new StringBuilder();
        for (int x = 0; x < frame.Width; x++)
        {
            int glyph = frame[x, y].Glyph;
            if (glyph == Cell.RightHalf)
                continue;
            if (Graphemes.IsCluster(glyph))
                text.Append(Graphemes.TextOf(glyph));
            else
                text.Append(char.ConvertFromUtf32(glyph));
        }
        return text.ToString();
    }

    private static string Letters(CellBuffer frame, int y)
    {
        var text = new StringBuilder();
        for (int x = 0; x < frame.Width; x++)
            text.Append(frame[x, y].Glyph == ' ' ? ' ' : RoleScheme.Letter(frame[x, y].Style));
        return text.ToString();
    }

    private static string Grounds(CellBuffer frame, int y)
    {
        var text = new StringBuilder();
        for (int x = 0; x < frame.Width; x++)
            text.Append(RoleScheme.GroundLetter(frame[x, y].Style));
        return text.ToString();
    }
}
