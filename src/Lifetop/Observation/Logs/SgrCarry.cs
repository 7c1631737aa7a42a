using System;
using System.Collections.Generic;
using System.Text;

namespace Lifetop.Observation.Logs;

/// <summary>tmux says a colour once and goes on with it in the lines below: gives each captured line what it begins with, so that it can stand alone.</summary>
internal sealed class SgrCarry
{
    private const int Longest = 256;

    private string _colours = "";

    /// <param name="trimsEnd">Empty lines at the end are room on a screen, not output.</param>
    public string[] Lines(ReadOnlySpan<char> text, bool trimsEnd)
    {
        var lines = new List<string>();
        while (!text.IsEmpty)
        {
            int end = text.IndexOf('\n');
            var line = (end < 0 ? text : text[..end]).TrimEnd(' ');
            text = end < 0 ? default : text[(end + 1)..];
            lines.Add(line.IsEmpty ? "" : string.Concat(_colours, line));
            Follow(line);
        }
        while (trimsEnd && lines.Count > 0 && lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        return [.. lines];
    }

    private void Follow(ReadOnlySpan<char> line)
    {
        while (NextSequence(ref line, out _) is var sequence && !sequence.IsEmpty)
        {
            if (sequence[^1] != 'm')
                continue;
            bool isReset = sequence is "\e[m" or "\e[0m" || sequence.StartsWith("\e[0;");
            _colours = isReset ? "" : _colours;
            if (sequence is not ("\e[m" or "\e[0m") && _colours.Length + sequence.Length <= Longest)
                _colours = string.Concat(_colours, sequence);
        }
    }

    /// <summary>The line without its looks: where a capture begins decides how they are written.</summary>
    public static string Plain(string line)
    {
        if (!line.Contains('\e'))
            return line;
        var plain = new StringBuilder(line.Length);
        ReadOnlySpan<char> rest = line;
        while (!NextSequence(ref rest, out var before).IsEmpty)
            plain.Append(before);
        return plain.Append(rest).ToString();
    }

    /// <summary>Takes the next control sequence and what is before it off the line; empty when there is none.</summary>
    private static ReadOnlySpan<char> NextSequence(ref ReadOnlySpan<char> line, out ReadOnlySpan<char> before)
    {
        before = default;
        int at = line.IndexOf("\e[", StringComparison.Ordinal);
        int end = at < 0 ? -1 : EndOfParameters(line[(at + 2)..]);
        if (end < 0)
            return default;
        before = line[..at];
        var sequence = line.Slice(at, end + 3);
        line = line[(at + sequence.Length)..];
        return sequence;
    }

    // Not IndexOfAnyExcept: it is vector code, which is compiled on the spot.
    private static int EndOfParameters(ReadOnlySpan<char> text)
    {
        for (int i = 0; i < text.Length; i++)
            if (!char.IsAsciiDigit(text[i]) && text[i] is not (';' or ':'))
                return i;
        return -1;
    }
}
