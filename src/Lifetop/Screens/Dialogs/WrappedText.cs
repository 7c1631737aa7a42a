using System;
using System.Collections.Generic;
using Lifetop.Terminal;

namespace Lifetop.Screens.Dialogs;

/// <summary>A text in lines of so many columns, broken at blanks where there are any.</summary>
internal static class WrappedText
{
    public static List<string> Of(string text, int columns)
    {
        var lines = new List<string>();
        columns = Math.Max(4, columns);
        while (TextWidth.Of(text) > columns)
        {
            int at = 0, width = 0, blank = -1;
            while (at < text.Length)
            {
                int length = TextWidth.NextCluster(text.AsSpan(at), out int cluster);
                if (width + cluster > columns)
                    break;
                if (text[at] == ' ')
                    blank = at;
                width += cluster;
                at += length;
            }
            int end = at < text.Length && text[at] == ' ' ? at : blank > 0 ? blank : at;
            lines.Add(text[..end]);
            text = text[end..].TrimStart(' ');
        }
        lines.Add(text);
        return lines;
    }
}
