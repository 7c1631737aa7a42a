using System;
using System.IO;
using Lifetop.Platform;

namespace Lifetop.Registry;

/// <summary>The folder lifetop keeps its state in, and whether it may be trusted: ours alone, or nothing is read from or written to it.</summary>
public sealed class StateFolder(string path)
{
    public string Path { get; } = System.IO.Path.TrimEndingDirectorySeparator(path);

    public string Registry => Path + "/registry.db";

    public string Memory => Path + "/memory.json";

    /// <summary>Nobody has recorded anything yet.</summary>
    public bool IsMissing => StateFile.Status(Path, out _) == Errno.NoEntry;

    /// <summary>Why nothing here may be read or written; null when all is well or the folder does not exist yet.</summary>
    public string? Distrust()
    {
        if (Libc.RealUser() != Libc.EffectiveUser())
            return "lifetop runs setuid and keeps no records then; run it as the user whose workers these are";
        int error = StateFile.Status(Path, out var folder);
        if (error == Errno.NoEntry)
            return DistrustOfParent();
        if (error != 0)
            return $"the state folder {Path} cannot be looked at ({Explain(error)})";
        if ((folder.Mode & FileStatus.TypeMask) == FileStatus.Link)
            return $"the state folder {Path} is a link; point XDG_STATE_HOME at the real folder";
        if (!folder.IsFolder)
            return $"{Path} is not a folder; move it away";
        if (folder.User != Libc.EffectiveUser())
            return $"the state folder {Path} belongs to another user (uid {folder.User}); run lifetop as that user or set XDG_STATE_HOME";
        if ((folder.Mode & GroupOrOthersWrite) != 0)
            return $"the state folder {Path} can be written by others; chmod 700 {Path}";
        return null;
    }

    // Under sudo with the home of somebody: nothing of root's is left in there, where its owner could not even remove it.
    private string? DistrustOfParent()
    {
        if (Libc.EffectiveUser() != 0)
            return null;
        for (var parent = Directory.GetParent(Path); parent is not null; parent = parent.Parent)
            if (StateFile.Status(parent.FullName, out var found) == 0)
                return found.User == 0 ? null : $"{parent.FullName} belongs to another user (uid {found.User}) and root makes no state folder there; run lifetop as that user or set XDG_STATE_HOME";
        return null;
    }

    /// <summary>Makes the folder, 0700, and its parents where they are missing. An errno, 0 when it is there.</summary>
    internal int Make()
    {
        int error = StateFile.MakeFolder(Path);
        if (error == Errno.NoEntry && Directory.GetParent(Path) is { } parent)
        {
            error = new StateFolder(parent.FullName).Make();
            if (error == 0)
                error = StateFile.MakeFolder(Path);
        }
        return error == Errno.Exists ? 0 : error;
    }

    /// <summary>True where SQLite's shared memory and locks cannot be relied on between hosts: WAL is not for these.</summary>
    internal bool IsOnNetwork => StateFile.FileSystem(Path, out var status) == 0 && IsNetwork(status.Type);

    /// <summary>
    /// Why nothing can be recorded here now though all may be read; null when nothing speaks against it. A folder that is not there yet
    /// would be made where its nearest parent is.
    /// </summary>
    public string? Hindrance
        => StateFile.FileSystem(Existing(Path), out var status) != 0 ? null
            : (status.Flags & FileSystemStatus.ReadOnly) != 0 ? $"{Path} is on a read-only file system: nothing is recorded"
            : status.BlocksAvailable == 0 ? $"the disk under {Path} is full: nothing is recorded"
            : null;

    private static string Existing(string path)
        => StateFile.Status(path, out _) == Errno.NoEntry && Directory.GetParent(path) is { } parent ? Existing(parent.FullName) : path;

    internal bool IsFull => StateFile.FileSystem(Path, out var status) == 0 && status.BlocksAvailable == 0;

    /// <summary>By the magic numbers of statfs(2): NFS, the three of SMB, AFS, Ceph, 9P, FUSE (sshfs).</summary>
    internal static bool IsNetwork(long magic)
        => (magic & 0xFFFFFFFF) is 0x6969 or 0x517B or 0xFF534D42 or 0xFE534D42 or 0x5346414F or 0x00C36400 or 0x01021997 or 0x65735546;

    internal static string Explain(int error) => error switch
    {
        Errno.Access or Errno.Perm => "no permission",
        Errno.ReadOnlyFilesystem => "the file system is read-only",
        Errno.NoSpace => "the disk is full",
        Errno.NotDirectory => "a part of the path is not a folder",
        Errno.TooManyLinks => "it is a link",
        Errno.NoEntry => "it does not exist",
        _ => "error " + error.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private const uint GroupOrOthersWrite = 0x12; // 0022
}
