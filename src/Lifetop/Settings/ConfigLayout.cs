using System;
using System.Text;

namespace Lifetop.Settings;

/// <summary>Adds and removes keys in the layout that is there: lines of their own with their indent, or one line for all.</summary>
internal static class ConfigLayout
{
    /// <summary>As the last key of that object, behind the comments on the one before.</summary>
    public static byte[] Added(ReadOnlySpan<byte> bytes, ConfigObject into, string member)
    {
        string newline = bytes.Contains((byte)'\r') ? "\r\n" : "\n";
        int from = into.Last?.ValueEnd ?? into.Open + 1;
        int end = EndOfContent(bytes, from, into.Close, out bool hasComma, out bool inLineComment);
        string before, after = "";
        if (into.Last is not { } last)
        {
            string indent = Encoding.UTF8.GetString(Indent(bytes, into.Open, out _));
            before = newline + indent + "  ";
            after = bytes[end..into.Close].Contains((byte)'\n') ? "" : newline + indent;
        }
        else
        {
            var indent = Indent(bytes, last.Start, out bool isAlone);
            before = isAlone ? newline + Encoding.UTF8.GetString(indent) : inLineComment ? newline : " ";
            after = hasComma ? "," : "";
        }
        ReadOnlySpan<byte> comma = into.Last is null || hasComma ? default : ","u8;
        return [.. bytes[..from], .. comma, .. bytes[from..end], .. Encoding.UTF8.GetBytes(before + member + after), .. bytes[end..]];
    }

    /// <summary>With its comma, and with its line where nothing else stands in that.</summary>
    public static byte[] Removed(ReadOnlySpan<byte> bytes, ConfigMember member)
    {
        int start = member.Start, end = member.ValueEnd;
        int comma = NextComma(bytes, end);
        if (comma >= 0 && bytes[end..comma].IndexOfAnyExcept(" \t\r\n"u8) >= 0)
            // A comment stands between them, and stays.
            return [.. bytes[..start], .. bytes[end..comma], .. bytes[(comma + 1)..]];
        if (comma >= 0)
            end = comma + 1;
        var indent = Indent(bytes, start, out bool isAlone);
        int rest = end + bytes[end..].IndexOfAnyExcept(" \t\r"u8);
        if (isAlone && rest >= end && bytes[rest] == (byte)'\n')
        {
            start -= indent.Length;
            end = rest + 1;
        }
        return [.. bytes[..start], .. bytes[end..]];
    }

    /// <summary>The comma behind a value, over blanks and comments; -1 where there is none.</summary>
    private static int NextComma(ReadOnlySpan<byte> bytes, int at)
    {
        while (at < bytes.Length && bytes[at] is not ((byte)'}' or (byte)'"'))
        {
            if (bytes[at] == (byte)',')
                return at;
            at = bytes[at] == (byte)'/' ? EndOfComment(bytes, at) : at + 1;
        }
        return -1;
    }

    /// <summary>Behind the last comma or comment before the closing brace.</summary>
    private static int EndOfContent(ReadOnlySpan<byte> bytes, int from, int close, out bool hasComma, out bool inLineComment)
    {
        (hasComma, inLineComment) = (false, false);
        int end = from;
        for (int at = from; at < close;)
        {
            if (bytes[at] == (byte)'/')
            {
                inLineComment = bytes[at + 1] == (byte)'/';
                at = end = EndOfComment(bytes, at);
                continue;
            }
            if (bytes[at] == (byte)',')
            {
                (hasComma, inLineComment) = (true, false);
                end = at + 1;
            }
            at++;
        }
        return end;
    }

    /// <summary>What blanks its line begins with, and whether nothing else stands before it there.</summary>
    private static ReadOnlySpan<byte> Indent(ReadOnlySpan<byte> bytes, int at, out bool isAlone)
    {
        int line = bytes[..at].LastIndexOf((byte)'\n') + 1;
        int length = bytes[line..at].IndexOfAnyExcept(" \t"u8);
        isAlone = length < 0 && line > 0;
        return bytes.Slice(line, length < 0 ? at - line : length);
    }

    /// <summary>The reader has been over it: every comment has its end.</summary>
    private static int EndOfComment(ReadOnlySpan<byte> bytes, int at)
    {
        if (bytes[at + 1] == (byte)'*')
            return at + 2 + bytes[(at + 2)..].IndexOf("*/"u8) + 2;
        int length = bytes[at..].IndexOfAny((byte)'\n', (byte)'\r');
        return length < 0 ? bytes.Length : at + length;
    }
}
