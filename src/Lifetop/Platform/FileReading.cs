using System;

namespace Lifetop.Platform;

/// <summary>What came of reading a file: its bytes and stamp, or the failure and why, in words.</summary>
public sealed record FileReading
{
    public static readonly FileReading Missing = new() { Failure = FileFailure.Missing, Errno = Platform.Errno.NoEntry, Why = "no such file" };

    public FileFailure Failure { get; init; }
    public int Errno { get; init; }
    public string Why { get; init; } = "";
    public FileStamp Stamp { get; init; }

    public bool IsRead => Failure == FileFailure.None;

    public ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, Length);

    internal byte[] Buffer { get; init; } = [];
    internal int Length { get; init; }

    public static FileReading Failed(int errno)
        => new() { Failure = FileFailures.Of(errno), Errno = errno, Why = FileFailures.Words(errno) };

    public static FileReading Refused(FileStamp stamp) => new()
    {
        Failure = stamp.IsLink ? FileFailure.TooManyLinks : FileFailure.NotRegular,
        Errno = stamp.IsLink ? Platform.Errno.TooManyLinks : Platform.Errno.Invalid,
        Stamp = stamp,
        Why = stamp.Describe(),
    };

    public static FileReading Oversized(FileStamp stamp, int limitBytes)
        => new() { Failure = FileFailure.TooBig, Stamp = stamp, Why = $"larger than {(limitBytes < 1 << 20 ? $"{limitBytes >> 10} kB" : $"{limitBytes >> 20} MB")}" };
}
