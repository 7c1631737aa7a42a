using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Lifetop.Observation.Logs;

/// <summary>Whether a line is one that is sought.</summary>
public delegate bool LineTest(ReadOnlySpan<byte> line);

/// <summary>
/// Lines around any place of a log of any size. A line ends at its newline, and where a whole block of the log has none at the
/// block's end too: so what is a line can be told from the bytes around it alone, and none is endless.
/// </summary>
public sealed class LogPieces(int number)
{
    // A line is less than two blocks long.
    private const int Block = LineSplitter.LongestLine / 2;

    /// <summary>How much one call reads at most, in the usual case.</summary>
    public const int Stride = 256 * 1024;

    private readonly string _label = number.ToString(CultureInfo.InvariantCulture);
    private readonly byte[] _buffer = new byte[Stride + 3 * Block];

    /// <summary>Of the log among several; its lines have it as their label.</summary>
    public int Number => number;

    /// <summary>Adds the lines before a line's start, at most about so many bytes of them; tells where the first of them begins.</summary>
    public long Above(ILogContent log, int version, long end, List<LogLine> lines)
    {
        long from = Math.Max(log.Start, (end - Stride) / Block * Block - Block);
        if (from >= end)
            return end;
        var bytes = Read(log, from, end);
        long start = from + FirstStart(bytes, isStart: from == log.Start);
        Cut(bytes[(int)(start - from)..], start, version, isWhole: true, int.MaxValue, lines);
        return start;
    }

    /// <summary>Adds the lines from a line's start on, at most about so many bytes of them; tells where the next one begins.</summary>
    public long Below(ILogContent log, int version, long start, List<LogLine> lines)
    {
        start = Math.Max(start, log.Start);
        long end = log.End;
        long to = Math.Min(end, start + Stride + 2 * Block);
        return to <= start ? start : Cut(Read(log, start, to), start, version, isWhole: to == end, Stride, lines);
    }

    /// <summary>Adds the starts of the lines that pass a test, from a line's start up to a place; at most about so many bytes are looked at. Tells where to go on.</summary>
    public long Scan(ILogContent log, long start, long to, LineTest test, LineStarts hits)
    {
        to = Math.Min(to, log.End);
        var bytes = start < to ? Read(log, start, Math.Min(to, start + Stride + 2 * Block)) : default;
        bool isWhole = start + bytes.Length >= to;
        while (!bytes.IsEmpty)
        {
            int length = PieceLength(bytes, start, out _);
            if (length == 0 && !isWhole)
                break;
            if (length == 0)
                length = bytes.Length;
            if (test(bytes[..length]))
                hits.Add(start);
            bytes = bytes[length..];
            start += length;
        }
        return start;
    }

    /// <summary>Where the line begins that the last of so many bytes is in.</summary>
    public long LastStart(ILogContent log, long end)
    {
        long from = Math.Max(log.Start, (end - 1) / Block * Block - 2 * Block);
        if (from >= end)
            return end;
        var bytes = Read(log, from, end);
        return bytes.Length > 0 && bytes[^1] == '\n' ? from + bytes.Length : LastBoundary(bytes, from, from == log.Start);
    }

    /// <summary>The first line that begins at or behind a place.</summary>
    public long NextStart(ILogContent log, long place)
    {
        if (place <= log.Start)
            return log.Start;
        long from = Math.Max(log.Start, place / Block * Block - Block);
        var bytes = Read(log, from, Math.Min(log.End, from + 4 * Block));
        long start = from + FirstStart(bytes, from == log.Start);
        while (start < place)
        {
            int length = PieceLength(bytes[(int)(start - from)..], start, out _);
            if (length == 0)
                return log.End;
            start += length;
        }
        return start;
    }

    private Span<byte> Read(ILogContent log, long from, long to)
    {
        int wanted = (int)Math.Min(_buffer.Length, to - from), length = 0;
        while (length < wanted && log.ReadAt(_buffer.AsSpan(length, wanted - length), from + length) is > 0 and var more)
            length += more;
        return _buffer.AsSpan(0, length);
    }

    /// <summary>In bytes that begin with a block, or with the log.</summary>
    private static int FirstStart(ReadOnlySpan<byte> bytes, bool isStart)
    {
        if (isStart)
            return 0;
        int newline = bytes[..Math.Min(Block, bytes.Length)].IndexOf((byte)'\n');
        return newline >= 0 ? newline + 1 : Math.Min(Block, bytes.Length);
    }

    private static long LastBoundary(ReadOnlySpan<byte> bytes, long from, bool isStart)
    {
        long start = from + FirstStart(bytes, isStart);
        while (PieceLength(bytes[(int)(start - from)..], start, out _) is > 0 and var length)
            start += length;
        return start;
    }

    private long Cut(ReadOnlySpan<byte> bytes, long start, int version, bool isWhole, int mostBytes, List<LogLine> lines)
    {
        for (int taken = 0; !bytes.IsEmpty && taken < mostBytes;)
        {
            int length = PieceLength(bytes, start, out bool isCut);
            bool isUnfinished = length == 0;
            if (isUnfinished && !isWhole)
                break;
            if (isUnfinished)
                length = bytes.Length;
            lines.Add(Line(bytes[..length], start, version, isCut) with { IsUnfinished = isUnfinished });
            bytes = bytes[length..];
            start += length;
            taken += length;
        }
        return start;
    }

    /// <summary>How long the line is that begins here, with its newline; 0 when its end is not among the bytes.</summary>
    private static int PieceLength(ReadOnlySpan<byte> bytes, long start, out bool isCut)
    {
        long limit = start % Block == 0 ? start + Block : (start / Block + 2) * Block;
        int most = (int)Math.Min(bytes.Length, limit - start);
        int newline = bytes[..most].IndexOf((byte)'\n');
        isCut = newline < 0 && start + most == limit;
        return newline >= 0 ? newline + 1 : isCut ? most : 0;
    }

    private LogLine Line(ReadOnlySpan<byte> bytes, long start, int version, bool isCut)
    {
        var text = bytes;
        if (text is [.., (byte)'\n'])
            text = text[..^1];
        if (text is [.., (byte)'\r'])
            text = text[..^1];
        return new LogLine(_label, Encoding.UTF8.GetString(text), isCut)
        {
            Start = start,
            End = start + bytes.Length,
            Version = version,
        };
    }
}
