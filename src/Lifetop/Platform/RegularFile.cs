using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lifetop.Platform;

/// <summary>
/// A file opened without ever waiting for a FIFO, a terminal or a device: regular, or refused with the reason in words.
/// </summary>
public sealed unsafe class RegularFile : IDisposable
{
    private readonly FileDescriptor file;

    private RegularFile(FileDescriptor file, FileStamp stamp)
    {
        this.file = file;
        OpenedAs = stamp;
    }

    public FileStamp OpenedAs { get; }

    /// <summary>How the open file looks now, whatever its path names meanwhile.</summary>
    public FileStamp Stamp() => FileStamp.Of(file.Number);

    /// <summary>Bytes from a place in the file; 0 at its end, -1 with an errno when it cannot be read.</summary>
    public int ReadAt(Span<byte> buffer, long offset, out int errno)
    {
        errno = 0;
        fixed (byte* start = buffer)
        {
            while (true)
            {
                nint count = Libc.ReadAt(file.Number, start, (nuint)buffer.Length, offset);
                if (count >= 0)
                    return (int)count;
                errno = Marshal.GetLastPInvokeError();
                if (errno != Errno.Interrupted)
                    return -1;
            }
        }
    }

    public void Dispose() => file.Dispose();

    /// <summary>Null when refused; then <paramref name="refusal"/> says why.</summary>
    public static RegularFile? Open(string path, bool followLinks, out FileReading refusal)
    {
        int number = OpenRegular(path, followLinks, out refusal, out var stamp);
        return number < 0 ? null : new RegularFile(new FileDescriptor(number), stamp);
    }

    /// <summary>The whole content, or why not. A file that changed while it was read is read again, three times at most.</summary>
    public static FileReading Read(string path, int limitBytes, bool followLinks = false)
    {
        for (int attempt = 1; ; attempt++)
        {
            int file = OpenRegular(path, followLinks, out var refusal, out var before);
            if (file < 0)
                return refusal;
            try
            {
                var reading = ReadWhole(file, before, limitBytes);
                var after = FileStamp.Of(file);
                if (attempt == 3 || after == before || reading.Failure != FileFailure.None)
                    return reading;
            }
            finally
            {
                _ = Libc.Close(file);
            }
        }
    }

    [SkipLocalsInit]
    private static int OpenRegular(string path, bool followLinks, out FileReading refusal, out FileStamp stamp)
    {
        refusal = FileReading.Missing;
        stamp = default;
        byte* bytes = stackalloc byte[NativePath.Size];
        if (!NativePath.TryEncode(path, new Span<byte>(bytes, NativePath.Size)))
        {
            refusal = FileReading.Failed(Errno.NameTooLong);
            return -1;
        }
        // Looked at before it is opened, too: opening some devices alone does something (tapes rewind, watchdogs start).
        int flags = followLinks ? 0 : Libc.AtNoFollow;
        stamp = FileStamp.Read(Libc.AtCurrent, bytes, flags, out int errno);
        if (errno == 0 && !stamp.IsRegular)
        {
            refusal = FileReading.Refused(stamp);
            return -1;
        }
        int file = -1;
        if (errno == 0)
        {
            file = Libc.Open(bytes, Libc.ReadOnly | Libc.NonBlocking | Libc.CloseOnExec | (followLinks ? 0 : Libc.NoFollow), 0);
            errno = file < 0 ? Marshal.GetLastPInvokeError() : 0;
        }
        if (errno != 0)
        {
            refusal = errno == Errno.NoEntry ? FileReading.Missing : FileReading.Failed(errno);
            return -1;
        }
        stamp = FileStamp.Of(file);
        if (stamp.IsRegular)
            return file;
        refusal = FileReading.Refused(stamp);
        _ = Libc.Close(file);
        return -1;
    }

    private static FileReading ReadWhole(int file, FileStamp stamp, int limitBytes)
    {
        if (stamp.Size > limitBytes)
            return FileReading.Oversized(stamp, limitBytes);
        // One byte more than it should have shows whether it grew meanwhile; files of /proc say 0 and have more.
        byte[] buffer = new byte[Math.Min(limitBytes, stamp.Size) + 1];
        int length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                if (length > limitBytes)
                    return FileReading.Oversized(stamp, limitBytes);
                Array.Resize(ref buffer, (int)Math.Min(limitBytes + 1L, Math.Max(length * 2L, 4096)));
            }
            nint count;
            fixed (byte* start = buffer)
                count = Libc.Read(file, start + length, (nuint)(buffer.Length - length));
            if (count == 0)
                return new FileReading { Stamp = stamp, Buffer = buffer, Length = length };
            if (count > 0)
                length += (int)count;
            else if (Marshal.GetLastPInvokeError() is var errno && errno != Errno.Interrupted)
                return FileReading.Failed(errno) with { Stamp = stamp };
        }
    }
}
