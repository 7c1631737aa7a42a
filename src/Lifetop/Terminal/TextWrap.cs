using System;
using System.Collections.Generic;

namespace Lifetop.Terminal;

/// <summary>Safe text in lines of so many columns.</summary>
public static class TextWrap
{
    /// <summary>Broken at blanks where there are any. Never empty, and a wide glyph may stand in a line too narrow for it.</summary>
    public static List<string> Lines(string text, int width)
    {
        var lines = new List<string>();
        while (TextWidth.Of(text) > width)
        {
            int at = 0, columns = 0, blank = -1;
            while (at < text.Length)
            {
                int length = TextWidth.NextCluster(text.AsSpan(at), out int wide);
                if (columns + wide > width && at > 0)
                    break;
                columns += wide;
                at += length;
                if (at < text.Length && text[at] == ' ')
                    blank = at;
            }
            int end = blank > 0 ? blank : at;
            lines.Add(text[..end].TrimEnd(' '));
            text = text[end..].TrimStart(' ');
        }
        lines.Add(text);
        return lines;
    }
}
