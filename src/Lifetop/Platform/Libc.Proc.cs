using System.Runtime.InteropServices;

namespace Lifetop.Platform;

/// <summary>What observing processes needs of libc: thread ids, epoll, exit information, and statx without a GC transition.</summary>
internal static unsafe partial class Libc
{
    public const int ClockThreadCpu = 3;
    public const int EpollAdd = 1, EpollDelete = 2;
    public const int LimitOpenFiles = 7;
    public const uint StatXUser = 0x8;

    /// <summary>For names directly in /proc, which wait for nothing.</summary>
    [SuppressGCTransition, DllImport(Library, EntryPoint = "statx")]
    public static extern int ProcStatX(int folder, byte* path, int flags, uint mask, FileStatus* status);

    /// <summary>Bare, because older libcs have no function for it.</summary>
    public static int ThreadId() => (int)SystemCall(186, 0, 0, 0, 0);

    [LibraryImport(Library, EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int EpollCreate(int flags);

    [LibraryImport(Library, EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int EpollControl(int epoll, int operation, int file, EpollEntry* entry);

    [LibraryImport(Library, EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int EpollWait(int epoll, EpollEntry* entries, int count, int milliseconds);
}

/// <summary>struct epoll_event of epoll_ctl(2), which is packed on x86-64.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct EpollEntry
{
    public uint Events;
    public long Data;
}

/// <summary>The first version of struct pidfd_info (PIDFD_GET_INFO, linux/pidfd.h); newer kernels take this size too.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal struct ProcessHandleFacts
{
    [FieldOffset(0)] public ulong Mask;
    [FieldOffset(60)] public int ExitStatus;

    public const ulong Exit = 1 << 3;

    /// <summary>_IOWR(0xFF, 11, struct pidfd_info) with the size of the first version.</summary>
    public const uint Request = 3u << 30 | 64u << 16 | 0xFFu << 8 | 11;
}
