using System;
using System.Buffers.Binary;

namespace Lifetop.Platform;

/// <summary>
/// A SQLite database as one image: its file, and over it every transaction that its write-ahead log holds whole. Put together by hand
/// (sqlite.org/fileformat2.html, section 4), because SQLite itself makes files beside a database it reads, and takes locks on it.
/// </summary>
public static class SqliteImage
{
    private const int Header = 100, LogHeader = 32, FrameHeader = 24;
    private const long MostBytes = 256L * 1024 * 1024;

    /// <summary>Its last bit says in which order the sums take their bytes.</summary>
    private const uint LogMagic = 0x377f0682;

    /// <summary>Null when it is no database, or only the beginning of one.</summary>
    public static byte[]? Of(ReadOnlySpan<byte> file, ReadOnlySpan<byte> log)
    {
        if (!file.IsEmpty && (file.Length < Header || !file.StartsWith("SQLite format 3\0"u8)))
            return null;
        byte[] image = Committed(log, out int pageSize, out long pages) is > 0 and int end && pages * pageSize <= MostBytes
            ? Overlaid(file, log[..end], pageSize, pages)
            : file.ToArray();
        // Says "no write-ahead log": it is in already, and SQLite would look for one.
        if (image.Length >= Header)
            image[18] = image[19] = 1;
        return image;
    }

    private static byte[] Overlaid(ReadOnlySpan<byte> file, ReadOnlySpan<byte> frames, int pageSize, long pages)
    {
        byte[] image = new byte[pages * pageSize];
        file[..Math.Min(file.Length, image.Length)].CopyTo(image);
        for (int at = LogHeader; at < frames.Length; at += FrameHeader + pageSize)
        {
            long page = Word(frames, at);
            if (page >= 1 && page <= pages)
                frames.Slice(at + FrameHeader, pageSize).CopyTo(image.AsSpan((int)((page - 1) * pageSize)));
        }
        return image;
    }

    /// <summary>Up to where the log holds whole transactions of its present round; 0 when it holds none.</summary>
    private static int Committed(ReadOnlySpan<byte> log, out int pageSize, out long pages)
    {
        (pageSize, pages) = (0, 0);
        if (log.Length < LogHeader || (Word(log, 0) & ~1u) != LogMagic)
            return 0;
        bool isBigEndian = (Word(log, 0) & 1) != 0;
        uint size = Word(log, 8), one = 0, two = 0;
        Sum(log[..24], isBigEndian, ref one, ref two);
        if (size is < 512 or > 65536 || (size & (size - 1)) != 0 || one != Word(log, 24) || two != Word(log, 28))
            return 0;
        pageSize = (int)size;
        int end = 0;
        for (int at = LogHeader; at + FrameHeader + pageSize <= log.Length; at += FrameHeader + pageSize)
        {
            // Frames of a round before bear other salts.
            if (Word(log, at + 8) != Word(log, 16) || Word(log, at + 12) != Word(log, 20))
                break;
            Sum(log.Slice(at, 8), isBigEndian, ref one, ref two);
            Sum(log.Slice(at + FrameHeader, pageSize), isBigEndian, ref one, ref two);
            if (one != Word(log, at + 16) || two != Word(log, at + 20))
                break;
            if (Word(log, at + 4) is > 0 and var count)
                (end, pages) = (at + FrameHeader + pageSize, count);
        }
        return end;
    }

    private static void Sum(ReadOnlySpan<byte> bytes, bool isBigEndian, ref uint one, ref uint two)
    {
        for (int at = 0; at < bytes.Length; at += 8)
        {
            one += (isBigEndian ? Word(bytes, at) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..])) + two;
            two += (isBigEndian ? Word(bytes, at + 4) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 4)..])) + one;
        }
    }

    private static uint Word(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
}
