using System.Runtime.InteropServices;

namespace Lifetop.Platform;

/// <summary>Sockets: of the kernel's own answers (netlink(7)) and of paths (unix(7)).</summary>
internal static unsafe partial class Libc
{
    public const int UnixFamily = 1;
    public const int NetlinkFamily = 16;
    public const int Stream = 1;
    public const int RawDatagram = 3;
    public const int SocketCloseOnExec = 0x80000;
    public const int SocketNonBlocking = 0x800;
    public const int NetlinkSocketDiagnosis = 4;
    public const int DoNotWait = 0x40;

    [LibraryImport(Library, EntryPoint = "socket", SetLastError = true)]
    public static partial int NewSocket(int family, int type, int protocol);

    [LibraryImport(Library, EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int socket, void* message, nuint length, int flags);

    [LibraryImport(Library, EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(int socket, void* buffer, nuint length, int flags);

    [LibraryImport(Library, EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(int socket, UnixAddress* address, uint length);
}

/// <summary>struct sockaddr_un.</summary>
internal unsafe struct UnixAddress
{
    public const int LongestPath = 108;

    public ushort Family;
    public fixed byte Path[LongestPath];
}
