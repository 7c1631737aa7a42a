using System;
using System.Runtime.InteropServices;

namespace Lifetop.Platform;

/// <summary>A folder held open, reached without following a link at any part of its path: what is looked at in it is what is removed.</summary>
public sealed unsafe class HeldFolder : IDisposable
{
    private readonly FileDescriptor _folder;

    private HeldFolder(FileDescriptor folder) => _folder = folder;

    /// <summary>Null with the error when a part is missing, or a link or file (ENOTDIR), or the path is not absolute.</summary>
    public static HeldFolder? Open(string path, out int errno)
    {
        errno = Errno.Invalid;
        if (path.Length == 0 || path[0] != '/')
            return null;
        int held = Step(Libc.AtCurrent, "/", out errno);
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (held < 0)
                return null;
            int next = -1;
            if (part is "." or "..")
                errno = Errno.Invalid;
            else
                next = Step(held, part, out errno);
            _ = Libc.Close(held);
            held = next;
        }
        return held < 0 ? null : new HeldFolder(new FileDescriptor(held));
    }

    /// <summary>Of what has that name here, of the link itself where it is one.</summary>
    public FileStamp Stamp(string name, out int errno)
    {
        byte* bytes = stackalloc byte[NativePath.Size];
        if (NativePath.TryEncode(name, new Span<byte>(bytes, NativePath.Size)))
            return FileStamp.Read(_folder.Number, bytes, Libc.AtNoFollow, out errno);
        errno = Errno.NameTooLong;
        return default;
    }

    /// <summary>Takes the name away; of a folder only if it is empty. 0 or the error.</summary>
    public int Remove(string name, bool isFolder)
    {
        byte* bytes = stackalloc byte[NativePath.Size];
        if (!NativePath.TryEncode(name, new Span<byte>(bytes, NativePath.Size)))
            return Errno.NameTooLong;
        return Libc.UnlinkAt(_folder.Number, bytes, isFolder ? Libc.AtRemoveDirectory : 0) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    public void Dispose() => _folder.Dispose();

    private static int Step(int from, string part, out int errno)
    {
        byte* bytes = stackalloc byte[NativePath.Size];
        if (!NativePath.TryEncode(part, new Span<byte>(bytes, NativePath.Size)))
        {
            errno = Errno.NameTooLong;
            return -1;
        }
        int file = Libc.OpenAt(from, bytes, Libc.Path | Libc.Directory | Libc.NoFollow | Libc.CloseOnExec, 0);
        errno = file < 0 ? Marshal.GetLastPInvokeError() : 0;
        return file;
    }
}
