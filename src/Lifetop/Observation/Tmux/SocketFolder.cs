using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Lifetop.Platform;

namespace Lifetop.Observation.Tmux;

/// <summary>The sockets directly in one folder; read again only when the folder changed.</summary>
internal sealed unsafe class SocketFolder(string path)
{
    private const byte SocketEntry = 12, UnknownEntry = 0;
    private static readonly TimeSpan TimeStep = TimeSpan.FromSeconds(1);

    private readonly byte[] _path = TmuxSocket.Terminated(path);
    private long _modified = long.MinValue;
    private bool _mayChangeUnseen = true;

    public string Path { get; } = path;

    /// <summary>Names of what looks like a socket, sorted.</summary>
    public List<string> Names { get; private set; } = [];

    /// <summary>True if the names were read again.</summary>
    public bool Refresh(DateTimeOffset now)
    {
        FileStatus status;
        long modified = long.MinValue;
        fixed (byte* name = _path)
        {
            if (Libc.StatX(Libc.AtCurrent, name, 0, FileStatus.BasicStats, &status) == 0 && status.IsFolder)
                modified = status.ModifiedSeconds * 1_000_000_000 + status.ModifiedNanoseconds;
        }
        if (modified == _modified && !_mayChangeUnseen)
            return false;
        var names = modified == long.MinValue ? [] : Read();
        if (names is null)
            return false;
        Names = names;
        _modified = modified;
        // Two changes within one step of the kernel's clock leave the same time behind: a fresh folder is read once more.
        _mayChangeUnseen = modified != long.MinValue
            && (now - DateTimeOffset.FromUnixTimeMilliseconds(modified / 1_000_000)).Duration() < TimeStep;
        return true;
    }

    /// <summary>Null when it cannot be read now (no right, no descriptor free): then it is tried again in the next look.</summary>
    private List<string>? Read()
    {
        var names = new List<string>();
        int folder;
        fixed (byte* name = _path)
            folder = Libc.Open(name, Libc.ReadOnly | Libc.Directory | Libc.NonBlocking | Libc.CloseOnExec, 0);
        if (folder < 0)
            return null;
        const int size = 8192;
        byte* buffer = stackalloc byte[size];
        nint length;
        while ((length = Libc.ReadDirectory(folder, buffer, size)) > 0)
        {
            // struct linux_dirent64 of getdents(2): inode 8, offset 8, record length 2, type 1, name.
            for (nint at = 0; at < length; at += *(ushort*)(buffer + at + 16))
            {
                if (buffer[at + 18] is SocketEntry or UnknownEntry)
                    names.Add(PlainText.Of(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(buffer + at + 19)));
            }
        }
        _ = Libc.Close(folder);
        if (length < 0)
            return null;
        names.Sort(string.CompareOrdinal);
        return names;
    }
}
