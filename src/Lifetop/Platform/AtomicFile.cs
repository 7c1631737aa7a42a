using System;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace Lifetop.Platform;

/// <summary>Writes a file whole or not at all: a private new file, synced, that gets its name only then, or the place of the old one.</summary>
public static unsafe class AtomicFile
{
    private const uint FileMode = 0x180; // 0600
    private const uint FolderMode = 0x1C0; // 0700
    private const uint Rights = 0x1FF; // 0777

    private static int counter;

    /// <summary>0, or the errno that kept it from being written; what was there before then still is.</summary>
    public static int Write(string path, ReadOnlySpan<byte> content) => Write(path, content, replaces: true, FileMode);

    /// <summary>The same for what may be lost with the machine's power, such as a heartbeat: waits for no disk.</summary>
    public static int WriteUnsynced(string path, ReadOnlySpan<byte> content) => Write(path, content, replaces: true, FileMode, isSynced: false);

    /// <summary>The same for a file that others write too, whose rights it keeps: <see cref="Errno.Again"/> when it is not any more what was read.</summary>
    public static int Replace(string path, in FileStamp read, ReadOnlySpan<byte> content) => Write(path, content, replaces: true, read.Mode & Rights, read: read);

    /// <summary>The same for a path that nothing may be at yet: <see cref="Errno.Exists"/> when there is.</summary>
    public static int Create(string path, ReadOnlySpan<byte> content) => Write(path, content, replaces: false, FileMode);

    /// <summary>Gives a file another name in the same file system; <see cref="Errno.Exists"/> where something has that name.</summary>
    [SkipLocalsInit]
    public static int Move(string path, string target)
    {
        byte* from = stackalloc byte[NativePath.Size];
        byte* to = stackalloc byte[NativePath.Size];
        return !NativePath.TryEncode(path, new Span<byte>(from, NativePath.Size)) || !NativePath.TryEncode(target, new Span<byte>(to, NativePath.Size))
            ? Errno.NameTooLong
            : Rename(from, to, replaces: false);
    }

    [SkipLocalsInit]
    private static int Write(string path, ReadOnlySpan<byte> content, bool replaces, uint mode, bool isSynced = true, FileStamp? read = null)
    {
        // The name is ours alone: other processes by the pid, other threads by the counter.
        string folder = NativePath.Folder(path);
        string temporary = NativePath.Join(folder,
            string.Concat(".", NativePath.Name(path), ".", Libc.ProcessId().ToString(CultureInfo.InvariantCulture)) + "." + Interlocked.Increment(ref counter).ToString(CultureInfo.InvariantCulture) + ".tmp");
        byte* where = stackalloc byte[NativePath.Size];
        byte* from = stackalloc byte[NativePath.Size];
        byte* to = stackalloc byte[NativePath.Size];
        if (!NativePath.TryEncode(folder, new Span<byte>(where, NativePath.Size)) || !NativePath.TryEncode(temporary, new Span<byte>(from, NativePath.Size)) || !NativePath.TryEncode(path, new Span<byte>(to, NativePath.Size)))
            return Errno.NameTooLong;

        int errno = NameWhenWritten(where, replaces ? from : to, content, mode, isSynced);
        if (!replaces && errno is 0 or Errno.Exists)
            return errno;
        if (errno != 0)
            errno = WriteNamed(from, content, mode, isSynced);
        if (errno == 0 && read is { } before && FileStamp.Of(path) != before)
            errno = Errno.Again;
        if (errno == 0)
            errno = Rename(from, to, replaces);
        if (errno != 0)
            _ = Libc.UnlinkAt(Libc.AtCurrent, from, 0);
        return errno;
    }

    /// <summary>Who is killed over a file that has no name yet leaves nothing. Not every file system can.</summary>
    private static int NameWhenWritten(byte* folder, byte* name, ReadOnlySpan<byte> content, uint mode, bool isSynced)
    {
        int file = Libc.Open(folder, Libc.WriteOnly | Libc.Unnamed | Libc.CloseOnExec, FileMode);
        if (file < 0)
            return Marshal.GetLastPInvokeError();
        int errno = Fill(file, content, mode, isSynced);
        if (errno == 0)
            errno = Name(file, name);
        _ = Libc.Close(file);
        return errno;
    }

    [SkipLocalsInit]
    private static int Name(int file, byte* name)
    {
        const int longest = 32;
        byte* open = stackalloc byte[longest];
        _ = NativePath.TryEncode(string.Concat("/proc/self/fd/", file.ToString(CultureInfo.InvariantCulture)), new Span<byte>(open, longest));
        return Libc.LinkAt(Libc.AtCurrent, open, Libc.AtCurrent, name, Libc.AtFollow) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    private static int WriteNamed(byte* name, ReadOnlySpan<byte> content, uint mode, bool isSynced)
    {
        // A planted link is refused.
        const int flags = Libc.WriteOnly | Libc.Create | Libc.Exclusive | Libc.NoFollow | Libc.CloseOnExec;
        int file = Libc.Open(name, flags, FileMode);
        if (file < 0 && Marshal.GetLastPInvokeError() == Errno.Exists)
        {
            // Left by a dead process that had our pid.
            _ = Libc.UnlinkAt(Libc.AtCurrent, name, 0);
            file = Libc.Open(name, flags, FileMode);
        }
        if (file < 0)
            return Marshal.GetLastPInvokeError();
        int errno = Fill(file, content, mode, isSynced);
        _ = Libc.Close(file);
        return errno;
    }

    /// <summary>Makes a folder and those above it that are missing, all 0700; 0 or an errno.</summary>
    [SkipLocalsInit]
    public static int MakeFolder(string path)
    {
        byte* bytes = stackalloc byte[NativePath.Size];
        if (!NativePath.TryEncode(path, new Span<byte>(bytes, NativePath.Size)))
            return Errno.NameTooLong;
        if (Libc.MakeDirectory(bytes, FolderMode) == 0)
            return 0;
        int errno = Marshal.GetLastPInvokeError();
        if (errno == Errno.Exists)
            return FileStamp.Of(path, followLinks: true).IsFolder ? 0 : Errno.NotDirectory;
        string parent = NativePath.Folder(path);
        if (errno != Errno.NoEntry || parent.Length >= path.Length || parent is "." or "/")
            return errno;
        errno = MakeFolder(parent);
        return errno != 0 || Libc.MakeDirectory(bytes, FolderMode) == 0 || Marshal.GetLastPInvokeError() == Errno.Exists
            ? errno
            : Marshal.GetLastPInvokeError();
    }

    /// <summary>0 where a file can be made in this folder, or the folder itself; else the errno that it would come to. Makes nothing.</summary>
    [SkipLocalsInit]
    public static int Hindrance(string folder)
    {
        byte* bytes = stackalloc byte[NativePath.Size];
        // No dot is found in what is no folder.
        if (!NativePath.TryEncode(NativePath.Join(folder, "."), new Span<byte>(bytes, NativePath.Size)))
            return Errno.NameTooLong;
        if (Libc.Access(Libc.AtCurrent, bytes, Libc.CanWrite | Libc.CanSearch, Libc.AtEffective) == 0)
            return 0;
        int errno = Marshal.GetLastPInvokeError();
        string parent = NativePath.Folder(folder);
        return errno == Errno.NoEntry && parent.Length < folder.Length ? Hindrance(parent) : errno;
    }

    private static int Rename(byte* from, byte* to, bool replaces)
    {
        if (replaces)
            return Libc.Rename(from, to) == 0 ? 0 : Marshal.GetLastPInvokeError();
        if (Libc.Rename(Libc.AtCurrent, from, Libc.AtCurrent, to, Libc.RenameNoReplace) == 0)
            return 0;
        int errno = Marshal.GetLastPInvokeError();
        // Network file systems cannot: there a link is what refuses to replace.
        if (errno != Errno.Invalid)
            return errno;
        if (Libc.LinkAt(Libc.AtCurrent, from, Libc.AtCurrent, to, 0) != 0)
            return Marshal.GetLastPInvokeError();
        _ = Libc.UnlinkAt(Libc.AtCurrent, from, 0);
        return 0;
    }

    private static int Fill(int file, ReadOnlySpan<byte> content, uint mode, bool isSynced)
    {
        // A umask may have taken our own bits away.
        if (Libc.ChangeMode(file, mode) != 0)
            return Marshal.GetLastPInvokeError();
        fixed (byte* start = content)
        {
            for (int done = 0; done < content.Length;)
            {
                nint count = Libc.Write(file, start + done, (nuint)(content.Length - done));
                if (count >= 0)
                    done += (int)count;
                else if (Marshal.GetLastPInvokeError() is var errno && errno != Errno.Interrupted)
                    return errno;
            }
        }
        return !isSynced || Libc.Sync(file) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }
}
