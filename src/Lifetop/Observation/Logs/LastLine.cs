using System;
using System.Text;
using Lifetop.Platform;

namespace Lifetop.Observation.Logs;

/// <summary>The last line of a log that says anything: what a worker that ended without a word of its own had to say.</summary>
public static class LastLine
{
    private const int Window = 16 * 1024, Longest = 200;
    private const byte Escape = 0x1b, Bell = 0x07, Delete = 0x7f;

    /// <summary>Without colours and other control sequences; null where there is none, or the file is none that can be read.</summary>
    public static string? Of(string path)
    {
        using var file = RegularFile.Open(path, followLinks: true, out _);
        if (file is null || file.OpenedAs.Size == 0)
            return null;
        byte[] window = new byte[Math.Min(Window, file.OpenedAs.Size)];
        int length = file.ReadAt(window, file.OpenedAs.Size - window.Length, out _);
        for (int end = length; end > 0;)
        {
            // A bar that redraws itself in one line is many lines, of which the last counts.
            int begin = end;
            while (begin > 0 && window[begin - 1] is not ((byte)'\n' or (byte)'\r'))
                begin--;
            if (Plain(window.AsSpan(begin, end - begin)) is { Length: > 0 } words)
                return words.Length > Longest ? words[..Longest] : words;
            end = begin - 1;
        }
        return null;
    }

    private static string Plain(Span<byte> line)
    {
        int kept = 0;
        for (int at = 0; at < line.Length; at++)
        {
            byte one = line[at];
            if (one == Escape)
                at = EndOfSequence(line, at);
            else if (one == (byte)'\t')
                line[kept++] = (byte)' ';
            else if (one >= ' ' && one != Delete)
                line[kept++] = one;
        }
        return Encoding.UTF8.GetString(line[..kept]).Trim();
    }

    /// <summary>The last byte of the sequence that begins here: CSI ends with a letter, OSC with BEL or ESC \, any other after one byte.</summary>
    private static int EndOfSequence(ReadOnlySpan<byte> line, int at)
    {
        if (++at >= line.Length)
            return at;
        if (line[at] == (byte)'[')
        {
            while (++at < line.Length && line[at] is < 0x40 or > 0x7e)
            {
            }
        }
        else if (line[at] == (byte)']')
        {
            while (++at < line.Length && line[at] is not (Bell or Escape))
            {
            }
            if (at < line.Length && line[at] == Escape)
                at++;
        }
        return at;
    }
}
