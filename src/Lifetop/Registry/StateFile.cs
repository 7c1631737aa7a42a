using System;
using System.Runtime.InteropServices;
using Lifetop.Platform;

namespace Lifetop.Registry;

/// <summary>The few things done to files of the state folder by name. Each answers with an errno, 0 when it was done.</summary>
internal static unsafe class StateFile
{
    public const uint Private = 0x180; // 0600
    public const uint PrivateFolder = 0x1C0; // 0700
    private const uint OthersMay = 0x3F; // 0077

    public static int Status(string path, out FileStatus status)
    {
        fixed (byte* name = Name(path))
        fixed (FileStatus* found = &status)
            return Result(Libc.StatX(Libc.AtCurrent, name, Libc.AtNoFollow, FileStatus.BasicStats, found));
    }

    public static int Status(int file, out FileStatus status)
    {
        byte none = 0;
        fixed (FileStatus* found = &status)
            return Result(Libc.StatX(file, &none, Libc.AtEmptyPath, FileStatus.BasicStats, found));
    }

    /// <summary>
    /// Makes an empty file of our own, mode 0600 whatever the umask; fails with EEXIST rather than use what is there. Never opened for it:
    /// whoever closes a file drops all locks of this process on it, those of SQLite too, which may have opened it already (fcntl(2)).
    /// </summary>
    public static int Create(string path)
    {
        fixed (byte* name = Name(path))
        {
            int error = Result(Libc.MakeFile(name, Private));
            return error != 0 ? error : Result(Libc.ChangeMode(name, Private));
        }
    }

    /// <summary>
    /// Takes from others what they may do with a file of ours. By its name, in a folder that is ours alone: opened and closed, it would
    /// lose SQLite's locks.
    /// </summary>
    public static int MakePrivate(string path)
    {
        int error = Status(path, out var status);
        if (error != 0 || !status.IsRegular || status.User != Libc.EffectiveUser() || (status.Mode & OthersMay) == 0)
            return error;
        fixed (byte* name = Name(path))
            return Result(Libc.ChangeMode(name, Private));
    }

    public static int Open(string path, int flags, out int file)
    {
        fixed (byte* name = Name(path))
            file = Libc.Open(name, flags | Libc.CloseOnExec, Private);
        return Result(file);
    }

    public static int MakeFolder(string path)
    {
        fixed (byte* name = Name(path))
            return Result(Libc.MakeDirectory(name, PrivateFolder));
    }

    public static int Rename(string from, string to)
    {
        fixed (byte* old = Name(from), name = Name(to))
            return Result(Libc.Rename(old, name));
    }

    /// <summary>Written just now, by its times.</summary>
    public static int Touch(string path)
    {
        fixed (byte* name = Name(path))
            return Result(Libc.SetTimes(Libc.AtCurrent, name, null, 0));
    }

    public static int Remove(string path)
    {
        fixed (byte* name = Name(path))
            return Result(Libc.UnlinkAt(Libc.AtCurrent, name, 0));
    }

    public static int FileSystem(string path, out FileSystemStatus status)
    {
        fixed (byte* name = Name(path))
        fixed (FileSystemStatus* found = &status)
            return Result(Libc.FileSystem(name, found));
    }

    /// <summary>Bytes read, at most what there is room for; -1 when it failed.</summary>
    public static int ReadAll(int file, Span<byte> into)
    {
        int length = 0;
        fixed (byte* start = into)
        {
            while (length < into.Length)
            {
                nint got = Libc.Read(file, start + length, (nuint)(into.Length - length));
                if (got == 0)
                    break;
                if (got > 0)
                    length += (int)got;
                else if (Marshal.GetLastPInvokeError() != Errno.Interrupted)
                    return -1;
            }
        }
        return length;
    }

    public static int WriteAll(int file, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            for (int done = 0; done < bytes.Length;)
            {
                nint put = Libc.Write(file, start + done, (nuint)(bytes.Length - done));
                if (put > 0)
                    done += (int)put;
                else if (Marshal.GetLastPInvokeError() is var error and not Errno.Interrupted)
                    return error;
            }
        }
        return 0;
    }

    private static byte[] Name(string path) => PlainText.Terminated(path);

    private static int Result(int returned) => returned >= 0 ? 0 : Marshal.GetLastPInvokeError();
}
