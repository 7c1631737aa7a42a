using System;
using System.Text;

namespace Lifetop.Terminal;

/// <summary>
/// Turns outside text into screen text, for the screen and for plain output alike: nothing in it acts on the terminal,
/// nothing is invisible, and two texts that differ look different.
/// </summary>
public static class SafeText
{
    private const int MarksOnABase = 8;

    public static string Of(string? text)
    {
        if (text is null)
            return "";
        int clean = TextWidth.PlainLength(text);
        return clean == text.Length ? text : Rewrite(text, clean);
    }

    public static string Of(ReadOnlySpan<byte> utf8) => utf8.IsEmpty ? "" : Of(Encoding.UTF8.GetString(utf8));

    private static string Rewrite(string text, int clean)
    {
        var safe = new StringBuilder(text.Length + 8);
        safe.Append(text, 0, clean);
        // What stands before decides: a joiner may stay after a pictograph, a mark needs a base, and only so many fit on one.
        int before = clean > 0 ? text[clean - 1] : -1;
        int marks = 0;
        bool changed = false;
        for (int i = clean; i < text.Length;)
        {
            int point = PointAt(text, i, out int length);
            int next = i + length < text.Length ? PointAt(text, i + length, out _) : -1;
            if (point < 0)
            {
                safe.Append('\uFFFD');
                changed = true;
                before = 0xFFFD;
            }
            else if (JoinsEmoji(point, before, next))
            {
                safe.Append(text, i, length);
                // A selector or tone is transparent: what it dresses is still the emoji.
                if (point == CodePoints.Joiner)
                    before = point;
            }
            else if (CodePoints.IsHidden(point))
            {
                AppendMark(safe, point);
                changed = true;
                before = '›';
                marks = 0;
            }
            else if (CodePoints.IsCombining(point))
            {
                if (before < 0)
                {
                    safe.Append('◌');
                    changed = true;
                    before = '◌';
                }
                if (marks++ < MarksOnABase)
                    safe.Append(text, i, length);
                else
                    changed = true;
            }
            else
            {
                safe.Append(text, i, length);
                before = point;
                marks = 0;
            }
            i += length;
        }
        return changed ? safe.ToString() : text;
    }

    private static bool JoinsEmoji(int point, int before, int next)
    {
        if (point == CodePoints.Joiner)
            return CodePoints.IsPictographic(before) && CodePoints.IsPictographic(next);
        if (point is CodePoints.EmojiStyle or CodePoints.TextStyle)
            return CodePoints.IsPictographic(before) || (next == CodePoints.Keycap && before is '#' or '*' or >= '0' and <= '9');
        return CodePoints.IsSkinTone(point) && CodePoints.IsPictographic(before);
    }

    private static void AppendMark(StringBuilder safe, int point)
    {
        if (point < 0x20)
            safe.Append((char)(0x2400 + point));
        else if (point == 0x7F)
            safe.Append('\u2421');
        else
            AppendNumber(safe, point);
    }

    /// <summary>At least four digits. By hand, for a text may be nothing but such points, and each would make a string.</summary>
    private static void AppendNumber(StringBuilder safe, int point)
    {
        safe.Append('‹');
        for (int shift = point > 0xFFFFF ? 20 : point > 0xFFFF ? 16 : 12; shift >= 0; shift -= 4)
            safe.Append("0123456789ABCDEF"[point >> shift & 15]);
        safe.Append('›');
    }

    /// <summary>The code point at a place; -1 for half a surrogate pair.</summary>
    private static int PointAt(string text, int index, out int length)
    {
        char first = text[index];
        length = 1;
        if (!char.IsSurrogate(first))
            return first;
        if (!char.IsHighSurrogate(first) || index + 1 >= text.Length || !char.IsLowSurrogate(text[index + 1]))
            return -1;
        length = 2;
        return char.ConvertToUtf32(first, text[index + 1]);
    }
}
