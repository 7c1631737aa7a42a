using System;

namespace Lifetop.Terminal;

/// <summary>
/// Columns a safe text takes, and texts cut and padded to columns. It counts as tmux does, inside which lifetop mostly
/// runs: a variation selector changes nothing, what follows a joiner shares its cell, ambiguous ones are narrow.
/// </summary>
public static class TextWidth
{
    public static int Of(ReadOnlySpan<char> text)
    {
        if (PlainLength(text) == text.Length)
            return text.Length;
        int columns = 0;
        while (!text.IsEmpty)
        {
            text = text[NextCluster(text, out int width)..];
            columns += width;
        }
        return columns;
    }

    /// <summary>How much from the start is printable ASCII, which is nearly always all. A loop, for the framework's search makes garbage.</summary>
    internal static int PlainLength(ReadOnlySpan<char> text)
    {
        int length = 0;
        while (length < text.Length && text[length] is >= ' ' and <= '~')
            length++;
        return length;
    }

    /// <summary>Length in chars of the first cluster: what must not be cut apart. Never 0 unless the text is empty.</summary>
    public static int NextCluster(ReadOnlySpan<char> text, out int width)
    {
        width = 0;
        if (text.IsEmpty)
            return 0;
        int point = PointAt(text, 0, out int length);
        width = CodePoints.Width(point);
        bool joined = false, flag = CodePoints.IsRegionalIndicator(point);
        while (length < text.Length)
        {
            int next = PointAt(text, length, out int size);
            if (joined)
                joined = false;
            else if (next == CodePoints.Joiner)
                joined = true;
            else if (flag && CodePoints.IsRegionalIndicator(next))
            {
                flag = false;
                width++;
            }
            else if (CodePoints.IsSkinTone(next) && CodePoints.IsPictographic(point))
                width += 2;
            else if (!CodePoints.IsVariationSelector(next) && !CodePoints.IsCombining(next))
                break;
            length += size;
        }
        return length;
    }

    /// <summary>The text in at most so many columns; what is cut off at the end is said by the mark.</summary>
    public static string Cut(string text, int columns, char mark = '…')
    {
        if (Of(text) <= columns)
            return text;
        return columns <= 0 ? "" : string.Concat(Head(text, columns - 1), Mark(mark));
    }

    /// <summary>The same, keeping both ends: <c>worker-im…ation-041</c>.</summary>
    public static string CutMiddle(string text, int columns, char mark = '…')
    {
        if (Of(text) <= columns)
            return text;
        if (columns <= 2)
            return Cut(text, columns, mark);
        var head = Head(text, (columns - 1) / 2);
        return string.Concat(head, Mark(mark), Tail(text, columns - 1 - Of(head)));
    }

    /// <summary>The same, keeping the end: for folders.</summary>
    public static string CutStart(string text, int columns, char mark = '…')
    {
        if (Of(text) <= columns)
            return text;
        return columns <= 0 ? "" : string.Concat(Mark(mark), Tail(text, columns - 1));
    }

    public static string PadRight(string text, int columns)
    {
        int missing = columns - Of(text);
        return missing <= 0 ? text : string.Concat(text, SignText.Blanks(missing));
    }

    public static string PadLeft(string text, int columns)
    {
        int missing = columns - Of(text);
        return missing <= 0 ? text : string.Concat(SignText.Blanks(missing), text);
    }

    private static ReadOnlySpan<char> Mark(char mark) => mark == '…' ? "…" : mark == '~' ? "~" : mark.ToString();

    /// <summary>As much from the start as fits into so many columns.</summary>
    public static ReadOnlySpan<char> Head(ReadOnlySpan<char> text, int columns)
    {
        int at = 0;
        while (at < text.Length)
        {
            int length = NextCluster(text[at..], out int width);
            if (width > columns)
                break;
            columns -= width;
            at += length;
        }
        return text[..at];
    }

    /// <summary>As much from the end as fits into so many columns.</summary>
    public static ReadOnlySpan<char> Tail(ReadOnlySpan<char> text, int columns)
    {
        int excess = Of(text) - columns, at = 0;
        while (at < text.Length && excess > 0)
        {
            at += NextCluster(text[at..], out int width);
            excess -= width;
        }
        return text[at..];
    }

    private static int PointAt(ReadOnlySpan<char> text, int index, out int length)
    {
        length = 1;
        char first = text[index];
        if (!char.IsHighSurrogate(first) || index + 1 >= text.Length || !char.IsLowSurrogate(text[index + 1]))
            return first;
        length = 2;
        return char.ConvertToUtf32(first, text[index + 1]);
    }
}
