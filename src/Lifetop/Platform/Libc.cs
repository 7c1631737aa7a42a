using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace Lifetop.Platform;

/// <summary>
/// Every call into libc. All blittable, so that the stubs are compiled ahead; by its full name, because plain "libc"
/// may be found as a linker script. The GC transition is left out only where a call cannot block; there errno is
/// still untouched right after the call (Marshal.GetLastSystemError), elsewhere it is kept (Marshal.GetLastPInvokeError).
/// </summary>
internal static unsafe partial class Libc
{
    private const string Library = "libc.so.6";

    public const int ReadOnly = 0, WriteOnly = 1, ReadWrite = 2, Append = 0x400;
    public const int Create = 0x40, Exclusive = 0x80, NonBlocking = 0x800, Directory = 0x10000, NoFollow = 0x20000, CloseOnExec = 0x80000, Path = 0x200000, Unnamed = 0x410000;
    public const int AtCurrent = -100, AtNoFollow = 0x100, AtFollow = 0x400, AtEmptyPath = 0x1000, AtRemoveDirectory = 0x200;
    public const int ClockMonotonic = 1, ClockProcessCpu = 2, ClockBoottime = 7;
    public const short PollIn = 1, PollOut = 4, PollError = 8, PollHangup = 16;

    // ---- files ----

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true)]
    public static partial int Open(byte* path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "openat", SetLastError = true)]
    public static partial int OpenAt(int folder, byte* path, int flags, uint mode);

    [DllImport(Library, EntryPoint = "close")]
    public static extern int Close(int file);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int file, void* buffer, nuint count);

    [LibraryImport(Library, EntryPoint = "pread", SetLastError = true)]
    public static partial nint ReadAt(int file, void* buffer, nuint count, long offset);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int file, void* buffer, nuint count);

    [LibraryImport(Library, EntryPoint = "lseek", SetLastError = true)]
    public static partial long Seek(int file, long offset, int whence);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(int file);

    [LibraryImport(Library, EntryPoint = "fchmod", SetLastError = true)]
    public static partial int ChangeMode(int file, uint mode);

    /// <summary>Without times: both are now.</summary>
    [LibraryImport(Library, EntryPoint = "utimensat", SetLastError = true)]
    public static partial int SetTimes(int folder, byte* path, void* times, int flags);

    [LibraryImport(Library, EntryPoint = "mkdir", SetLastError = true)]
    public static partial int MakeDirectory(byte* path, uint mode);

    [LibraryImport(Library, EntryPoint = "rename", SetLastError = true)]
    public static partial int Rename(byte* from, byte* to);

    [LibraryImport(Library, EntryPoint = "unlinkat", SetLastError = true)]
    public static partial int UnlinkAt(int folder, byte* path, int flags);

    [LibraryImport(Library, EntryPoint = "readlinkat", SetLastError = true)]
    public static partial nint ReadLinkAt(int folder, byte* path, byte* buffer, nuint size);

    /// <summary>For /proc, whose reads never wait for a device: no GC transition.</summary>
    [SuppressGCTransition, DllImport(Library, EntryPoint = "openat")]
    public static extern int ProcOpenAt(int folder, byte* path, int flags, uint mode);

    [SuppressGCTransition, DllImport(Library, EntryPoint = "read")]
    public static extern nint ProcRead(int file, void* buffer, nuint count);

    [SuppressGCTransition, DllImport(Library, EntryPoint = "pread")]
    public static extern nint ProcReadAt(int file, void* buffer, nuint count, long offset);

    [SuppressGCTransition, DllImport(Library, EntryPoint = "close")]
    public static extern int ProcClose(int file);

    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true)]
    public static partial int StatX(int folder, byte* path, int flags, uint mask, FileStatus* status);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint a, nint b, nint c, nint d);

    public static nint ReadDirectory(int folder, byte* buffer, int size) => SystemCall(217, folder, (nint)buffer, size, 0);

    // ---- processes ----

    [SuppressGCTransition, DllImport(Library, EntryPoint = "clock_gettime")]
    public static extern int ClockGetTime(int clock, TimeSpec* time);

    /// <summary>The CPU clock of any process, all threads, in ns; -1 once the pid is gone (clock_getcpuclockid(3), kernel cpu clock ids).</summary>
    public static long CpuClock(int pid)
    {
        TimeSpec time;
        return ClockGetTime((~pid << 3) | 2, &time) == 0 ? time.Seconds * 1_000_000_000 + time.Nanoseconds : -1;
    }

    public static int PidFdOpen(int pid) => (int)SystemCall(434, pid, 0, 0, 0);

    public static int PidFdSendSignal(int handle, int signal) => (int)SystemCall(424, handle, signal, 0, 0);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    public static partial int IoControl(int file, nuint request, void* argument);

    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollEntry* entries, nuint count, int milliseconds);

    [DllImport(Library, EntryPoint = "getpid")]
    public static extern int ProcessId();

    [DllImport(Library, EntryPoint = "geteuid")]
    public static extern uint EffectiveUser();

    [DllImport(Library, EntryPoint = "getuid")]
    public static extern uint RealUser();

    [DllImport(Library, EntryPoint = "uname")]
    public static extern int SystemName(byte* names);

    [DllImport(Library, EntryPoint = "isatty")]
    public static extern int IsTerminal(int file);

    [DllImport(Library, EntryPoint = "_exit")]
    public static extern void ExitNow(int code);

    [DllImport(Library, EntryPoint = "getpriority")]
    public static extern int Priority(int which, int who);

    [DllImport(Library, EntryPoint = "setpriority")]
    public static extern int SetPriority(int which, int who, int priority);

    [DllImport(Library, EntryPoint = "madvise")]
    public static extern int Advise(void* from, nuint length, int advice);

    [LibraryImport(Library, EntryPoint = "getrlimit", SetLastError = true)]
    public static partial int GetLimit(int resource, ResourceLimit* limit);

    [LibraryImport(Library, EntryPoint = "setrlimit", SetLastError = true)]
    public static partial int SetLimit(int resource, ResourceLimit* limit);

    // ---- children ----

    [DllImport(Library, EntryPoint = "posix_spawn")]
    public static extern int Spawn(int* pid, byte* path, void* actions, void* attributes, byte** arguments, byte** environment);

    [DllImport(Library, EntryPoint = "posix_spawn_file_actions_init")]
    public static extern int SpawnActionsInit(void* actions);

    [DllImport(Library, EntryPoint = "posix_spawn_file_actions_destroy")]
    public static extern int SpawnActionsDestroy(void* actions);

    [DllImport(Library, EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static extern int SpawnActionsDuplicate(void* actions, int from, int to);

    [DllImport(Library, EntryPoint = "posix_spawn_file_actions_addopen")]
    public static extern int SpawnActionsOpen(void* actions, int file, byte* path, int flags, uint mode);

    [DllImport(Library, EntryPoint = "posix_spawn_file_actions_addchdir_np")]
    public static extern int SpawnActionsChangeDirectory(void* actions, byte* path);

    [DllImport(Library, EntryPoint = "posix_spawnattr_init")]
    public static extern int SpawnAttributesInit(void* attributes);

    [DllImport(Library, EntryPoint = "posix_spawnattr_destroy")]
    public static extern int SpawnAttributesDestroy(void* attributes);

    [DllImport(Library, EntryPoint = "posix_spawnattr_setflags")]
    public static extern int SpawnAttributesFlags(void* attributes, short flags);

    [DllImport(Library, EntryPoint = "posix_spawnattr_setsigmask")]
    public static extern int SpawnAttributesMask(void* attributes, void* set);

    [DllImport(Library, EntryPoint = "posix_spawnattr_setsigdefault")]
    public static extern int SpawnAttributesDefaults(void* attributes, void* set);

    [LibraryImport(Library, EntryPoint = "pipe2", SetLastError = true)]
    public static partial int Pipe(int* ends, int flags);

    [LibraryImport(Library, EntryPoint = "waitpid", SetLastError = true)]
    public static partial int WaitPid(int pid, int* status, int options);

    // ---- watching ----

    [LibraryImport(Library, EntryPoint = "inotify_init1", SetLastError = true)]
    public static partial int NotifyInit(int flags);

    [LibraryImport(Library, EntryPoint = "inotify_add_watch", SetLastError = true)]
    public static partial int NotifyAdd(int file, byte* path, uint mask);

    [LibraryImport(Library, EntryPoint = "inotify_rm_watch", SetLastError = true)]
    public static partial int NotifyRemove(int file, int watch);

    [DllImport(Library, EntryPoint = "localtime_r")]
    public static extern void* LocalTime(long* seconds, void* broken);

    [LibraryImport(Library, EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventFd(uint initial, int flags);
}

[StructLayout(LayoutKind.Sequential)]
internal struct TimeSpec
{
    public long Seconds;
    public long Nanoseconds;
}

[StructLayout(LayoutKind.Sequential)]
internal struct PollEntry
{
    public int File;
    public short Events;
    public short Returned;
}

[StructLayout(LayoutKind.Sequential)]
internal struct ResourceLimit
{
    public ulong Soft;
    public ulong Hard;
}

/// <summary>struct statx of statx(2); the tail we never ask for is padding.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct FileStatus
{
    [FieldOffset(0)] public uint Mask;
    [FieldOffset(16)] public uint Links;
    [FieldOffset(20)] public uint User;
    [FieldOffset(24)] public uint Group;
    [FieldOffset(28)] public ushort Mode;
    [FieldOffset(32)] public ulong Inode;
    [FieldOffset(40)] public ulong Size;
    [FieldOffset(96)] public long ChangedSeconds;
    [FieldOffset(104)] public uint ChangedNanoseconds;
    [FieldOffset(112)] public long ModifiedSeconds;
    [FieldOffset(120)] public uint ModifiedNanoseconds;
    [FieldOffset(136)] public uint DeviceMajor;
    [FieldOffset(140)] public uint DeviceMinor;

    public const uint TypeMask = 0xF000, RegularFile = 0x8000, Folder = 0x4000, Link = 0xA000, Socket = 0xC000, CharacterDevice = 0x2000, Fifo = 0x1000;
    public const uint BasicStats = 0x7ff;

    public readonly bool IsRegular => (Mode & TypeMask) == RegularFile;

    public readonly bool IsFolder => (Mode & TypeMask) == Folder;
}
