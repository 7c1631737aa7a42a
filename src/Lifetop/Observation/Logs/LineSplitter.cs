using System;
using System.Collections.Generic;
using System.Text;

namespace Lifetop.Observation.Logs;

/// <summary>Bytes, cut anywhere, to lines; never holds more than one line's limit.</summary>
internal sealed class LineSplitter(string label)
{
    public const int LongestLine = 64 * 1024;

    private byte[] pending = new byte[256];
    private int length;
    private bool isOverlong;
    private long begun;

    /// <summary>Where in the log the next bytes are from.</summary>
    public long Offset { get; private set; }

    /// <summary>Of what the log's lines are.</summary>
    public int Version { get; private set; }

    /// <summary>What has come of a line that is not ended yet; null when nothing has.</summary>
    public LogLine? Unfinished => length > 0 && !isOverlong ? Make(pending.AsSpan(0, length), isCut: false) with { IsUnfinished = true } : null;

    public int UnfinishedBytes => isOverlong ? 0 : length;

    /// <summary>We are in a line of which no more will be shown.</summary>
    public bool IsPassingOver => isOverlong;

    public void Add(ReadOnlySpan<byte> bytes, List<LogLine> lines)
    {
        while (!bytes.IsEmpty)
        {
            int end = bytes.IndexOf((byte)'\n');
            var piece = end < 0 ? bytes : bytes[..end];
            bytes = end < 0 ? default : bytes[(end + 1)..];
            Offset += piece.Length + (end < 0 ? 0 : 1);
            if (end >= 0 && length == 0 && !isOverlong && piece.Length <= LongestLine)
            {
                lines.Add(Make(piece, isCut: false));
                begun = Offset;
                continue;
            }
            Hold(piece, lines);
            if (end < 0)
                return;
            if (!isOverlong)
                lines.Add(Make(pending.AsSpan(0, length), isCut: false));
            Begin();
        }
    }

    /// <summary>Forgets what was begun; the next bytes are from there.</summary>
    public void Reset(long offset, int version)
    {
        Offset = offset;
        Version = version;
        Begin();
    }

    /// <summary>For a start in the middle of a line.</summary>
    public void PassOverLine()
    {
        length = 0;
        isOverlong = true;
    }

    private void Begin()
    {
        begun = Offset;
        length = 0;
        isOverlong = false;
    }

    private void Hold(ReadOnlySpan<byte> piece, List<LogLine> lines)
    {
        if (isOverlong)
            return;
        int room = LongestLine - length;
        var kept = piece.Length > room ? piece[..room] : piece;
        if (length + kept.Length > pending.Length)
            Array.Resize(ref pending, Math.Min(LongestLine, Math.Max(pending.Length * 2, length + kept.Length)));
        kept.CopyTo(pending.AsSpan(length));
        length += kept.Length;
        if (piece.Length <= room)
            return;
        // Shown as soon as it is known to be too long; the rest of it is passed over.
        lines.Add(Make(pending, isCut: true));
        isOverlong = true;
    }

    private LogLine Make(ReadOnlySpan<byte> line, bool isCut)
    {
        if (!isCut && line is [.., (byte)'\r'])
            line = line[..^1];
        return new LogLine(label, Encoding.UTF8.GetString(line), isCut) { Start = begun, End = Offset, Version = Version };
    }
}
