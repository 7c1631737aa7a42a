using System.Runtime.InteropServices;

namespace Lifetop.Platform;

internal static unsafe partial class Libc
{
    public const int LockShared = 1, LockExclusive = 2, LockNonBlocking = 4;

    /// <summary>flock(2): goes with the open file, so it is given back when the holder dies.</summary>
    [LibraryImport(Library, EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(int file, int operation);

    [LibraryImport(Library, EntryPoint = "mkfifo", SetLastError = true)]
    public static partial int MakeFifo(byte* path, uint mode);

    /// <summary>mknodat(2) of a regular file: it is there, and nobody has opened it.</summary>
    public static int MakeFile(byte* path, uint mode) => (int)SystemCall(259, AtCurrent, (nint)path, (nint)(FileStatus.RegularFile | mode), 0);

    public const int CanWrite = 2, CanSearch = 1, AtEffective = 0x200;

    /// <summary>faccessat(2): whether this user may, the rights of the file system included.</summary>
    [LibraryImport(Library, EntryPoint = "faccessat", SetLastError = true)]
    public static partial int Access(int folder, byte* path, int rights, int flags);

    [LibraryImport(Library, EntryPoint = "chmod", SetLastError = true)]
    public static partial int ChangeMode(byte* path, uint mode);

    /// <summary>For <c>renameat2</c>: EEXIST instead of replacing what is there.</summary>
    public const uint RenameNoReplace = 1;

    [LibraryImport(Library, EntryPoint = "renameat2", SetLastError = true)]
    public static partial int Rename(int fromFolder, byte* from, int toFolder, byte* to, uint flags);

    [LibraryImport(Library, EntryPoint = "linkat", SetLastError = true)]
    public static partial int LinkAt(int fromFolder, byte* from, int toFolder, byte* to, int flags);

    [LibraryImport(Library, EntryPoint = "statfs", SetLastError = true)]
    public static partial int FileSystem(byte* path, FileSystemStatus* status);
}

/// <summary>struct statfs of statfs(2) on 64-bit Linux, as far as we ask; the rest is padding.</summary>
[StructLayout(LayoutKind.Explicit, Size = 120)]
internal struct FileSystemStatus
{
    [FieldOffset(0)] public long Type;
    [FieldOffset(8)] public long BlockSize;
    [FieldOffset(32)] public ulong BlocksAvailable;
    [FieldOffset(80)] public long Flags;

    public const long ReadOnly = 1; // ST_RDONLY
}
