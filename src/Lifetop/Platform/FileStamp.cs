using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lifetop.Platform;

/// <summary>What tells one version of a file from another without reading it.</summary>
public readonly record struct FileStamp(ulong Device, ulong Inode, long Size, long ModifiedNanoseconds, long ChangedNanoseconds)
{
    private const long NanosecondsPerTick = 100;

    /// <summary>File type and permission bits; 0 when there is no such file.</summary>
    public uint Mode { get; init; }
    public uint Owner { get; init; }
    public uint Links { get; init; }

    public bool Exists => Mode != 0;

    public bool IsRegular => (Mode & FileStatus.TypeMask) == FileStatus.RegularFile;

    public bool IsFolder => (Mode & FileStatus.TypeMask) == FileStatus.Folder;

    public bool IsLink => (Mode & FileStatus.TypeMask) == FileStatus.Link;

    /// <summary>Neither this user's nor root's, who could change it anyway.</summary>
    public bool IsOfAnother(uint user) => Owner != user && Owner != 0;

    public DateTimeOffset Modified => TimeOf(ModifiedNanoseconds);

    /// <summary>When content, name or rights last changed; unlike <see cref="Modified"/> nobody can set it.</summary>
    public DateTimeOffset Changed => TimeOf(ChangedNanoseconds);

    /// <summary>
    /// Old enough that a second write would have moved it: kernels stamp in steps of up to 10 ms, and some
    /// file systems in whole seconds or two.
    /// </summary>
    public bool IsSettled(DateTimeOffset now) => now - Changed > TimeSpan.FromSeconds(2);

    public bool IsSameFile(in FileStamp other) => Inode == other.Inode && Device == other.Device && Exists == other.Exists;

    /// <summary>The stamp of what is at a path, of the link itself where that is one; without Exists when nothing is.</summary>
    public static FileStamp Of(string path, bool followLinks = false) => Of(path, followLinks, out _);

    /// <summary>Nothing is at the path. What cannot be looked at, because a folder above it is closed or its disk fails, is not gone for that.</summary>
    public static bool IsGone(string path)
        => !Of(path, followLinks: false, out int errno).Exists && FileFailures.Of(errno) is FileFailure.Missing or FileFailure.NotFolder;

    [SkipLocalsInit]
    public static unsafe FileStamp Of(string path, bool followLinks, out int errno)
    {
        byte* bytes = stackalloc byte[NativePath.Size];
        if (!NativePath.TryEncode(path, new Span<byte>(bytes, NativePath.Size)))
        {
            errno = Errno.NameTooLong;
            return default;
        }
        return Read(Libc.AtCurrent, bytes, followLinks ? 0 : Libc.AtNoFollow, out errno);
    }

    /// <summary>The stamp of a name in a folder, links followed; no path is put together for it.</summary>
    [SkipLocalsInit]
    public static unsafe FileStamp OfIn(string folder, string name)
    {
        byte* bytes = stackalloc byte[NativePath.Size];
        var path = new Span<byte>(bytes, NativePath.Size);
        if (!NativePath.TryEncode(folder, path))
            return default;
        int length = path.IndexOf((byte)0);
        bytes[length++] = (byte)'/';
        return NativePath.TryEncode(name, path[length..]) ? Read(Libc.AtCurrent, bytes, 0, out _) : default;
    }

    internal static unsafe FileStamp Of(int file)
    {
        byte nothing = 0;
        return Read(file, &nothing, Libc.AtEmptyPath, out _);
    }

    internal static unsafe FileStamp Read(int folder, byte* path, int flags, out int errno)
    {
        FileStatus status;
        if (Libc.StatX(folder, path, flags, FileStatus.BasicStats, &status) != 0)
        {
            errno = Marshal.GetLastPInvokeError();
            return default;
        }
        errno = 0;
        return new FileStamp(
            ((ulong)status.DeviceMajor << 32) | status.DeviceMinor,
            status.Inode,
            (long)status.Size,
            status.ModifiedSeconds * 1_000_000_000 + status.ModifiedNanoseconds,
            status.ChangedSeconds * 1_000_000_000 + status.ChangedNanoseconds)
        { Mode = status.Mode, Owner = status.User, Links = status.Links };
    }

    private static DateTimeOffset TimeOf(long nanoseconds) => new(DateTime.UnixEpoch.Ticks + nanoseconds / NanosecondsPerTick, TimeSpan.Zero);

    /// <summary>What sort of thing it is, where that is no regular file.</summary>
    public string Describe() => (Mode & FileStatus.TypeMask) switch
    {
        FileStatus.RegularFile => "a regular file",
        FileStatus.Folder => "a folder, not a regular file",
        FileStatus.Link => "a symlink, not a regular file",
        FileStatus.Fifo => "a FIFO, not a regular file",
        FileStatus.Socket => "a socket, not a regular file",
        FileStatus.CharacterDevice => "a character device, not a regular file",
        _ => "a block device, not a regular file",
    };
}
