using System.Globalization;
using System.Net;
using System.Text;
using Lifetop.Terminal;

namespace Lifetop.Tests.Support;

/// <summary>A frame as an SVG picture, for people who have no terminal at hand: the same cells, in the same colours.</summary>
internal static class FramePicture
{
    private const double CellWidth = 8.4, CellHeight = 18, Margin = 10, Baseline = 13.5;

    public static string Of(CellBuffer frame, Color ground)
    {
        var svg = new StringBuilder();
        double width = frame.Width * CellWidth + 2 * Margin, height = frame.Height * CellHeight + 2 * Margin;
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:0.#} {height:0.#}" width="{width:0.#}" height="{height:0.#}" font-family="'JetBrains Mono','DejaVu Sans Mono',Menlo,Consolas,monospace" font-size="14" xml:space="preserve">
            <rect width="100%" height="100%" rx="6" fill="{Hex(ground)}"/>

            """);
        for (int y = 0; y < frame.Height; y++)
            for (int x = 0; x < frame.Width;)
                x = Run(svg, frame, x, y, ground);
        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>Draws the cells that look alike from here on; returns the column behind them.</summary>
    private static int Run(StringBuilder svg, CellBuffer frame, int x, int y, Color ground)
    {
        var style = frame[x, y].Style;
        int end = x;
        var text = new StringBuilder();
        for (; end < frame.Width && frame[end, y].Style == style; end++)
        {
            int glyph = frame[end, y].Glyph;
            if (glyph != Cell.RightHalf)
                text.Append(Graphemes.IsCluster(glyph) ? Graphemes.TextOf(glyph) : char.ConvertFromUtf32(glyph));
        }
        bool reverse = (style.Attributes & TextAttributes.Reverse) != 0;
        var behind = reverse ? style.Foreground : style.Background;
        var front = reverse ? style.Background : style.Foreground;
        double left = Margin + x * CellWidth, top = Margin + y * CellHeight, wide = (end - x) * CellWidth;
        if (!behind.IsDefault && behind != ground)
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{left:0.#}\" y=\"{top:0.#}\" width=\"{wide:0.#}\" height=\"{CellHeight}\" fill=\"{Hex(behind)}\"/>\n");
        string words = text.ToString().TrimEnd();
        if (words.Length == 0)
            return end;
        int blanks = words.Length - words.TrimStart().Length;
        words = words.TrimStart();
        double length = TextWidth.Of(words) * CellWidth;
        svg.Append(CultureInfo.InvariantCulture,
            $"<text x=\"{left + blanks * CellWidth:0.#}\" y=\"{top + Baseline:0.#}\" textLength=\"{length:0.#}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{Hex(front)}\"{Wears(style.Attributes)}>{WebUtility.HtmlEncode(words)}</text>\n");
        return end;
    }

    private static string Wears(TextAttributes attributes)
        => ((attributes & TextAttributes.Bold) != 0 ? " font-weight=\"bold\"" : "")
            + ((attributes & TextAttributes.Italic) != 0 ? " font-style=\"italic\"" : "")
            + ((attributes & TextAttributes.Underline) != 0 ? " text-decoration=\"underline\"" : "");

    /// <summary>What programs print in their own colours gets those of the dark theme.</summary>
    private static readonly string[] Basic =
        ["#303b49", "#f97f7f", "#7cc98b", "#f2c94c", "#6fb3ff", "#cf9ff5", "#6fb3ff", "#c6cfdb"];

    private static string Hex(Color color) => color.IsRgb ? color.ToString() : color.IsIndexed && color.Index < 16 ? Basic[color.Index % 8] : "#c6cfdb";
}
