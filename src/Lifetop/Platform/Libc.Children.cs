using System.Runtime.InteropServices;

namespace Lifetop.Platform;

internal static unsafe partial class Libc
{
    public const int SignalKill = 9, SignalChild = 17;
    public const short SpawnSetGroup = 0x02, SpawnSetDefaults = 0x04, SpawnSetMask = 0x08, SpawnSetSession = 0x80;
    public const int WaitNoHang = 1;
    private const int DuplicateCloseOnExec = 1030, SignalProcessGroup = 4;

    /// <summary>A copy of the descriptor that is at least <paramref name="lowest"/> and closes on exec.</summary>
    public static int DuplicateFrom(int file, int lowest) => Control(file, DuplicateCloseOnExec, lowest);

    /// <summary>Signals the group that the process of this pidfd leads (Linux 6.9; -1 before).</summary>
    public static int PidFdSendGroupSignal(int handle, int signal) => (int)SystemCall(424, handle, signal, 0, SignalProcessGroup);

    /// <summary>
    /// A parent that ignores SIGCHLD passes that on through exec, and then the kernel throws our children's exit codes
    /// away (wait(2), notes). Takes it back; a handler that is already set stays.
    /// </summary>
    public static void KeepExitCodes()
    {
        const int sizeOfAction = 152;
        const nint ignore = 1;
        byte* action = stackalloc byte[sizeOfAction];
        if (SignalAction(SignalChild, null, action) != 0 || *(nint*)action != ignore)
            return;
        new System.Span<byte>(action, sizeOfAction).Clear();
        _ = SignalAction(SignalChild, action, null);
    }

    /// <summary>What whoever started us left open goes to no child of ours (close_range(2), Linux 5.11).</summary>
    public static void KeepFilesToOurselves()
    {
        const int closeOnExec = 4;
        _ = SystemCall(436, 3, unchecked((nint)uint.MaxValue), closeOnExec, 0);
    }

    /// <summary>Our own environment as bytes, just as it was given to us.</summary>
    public static byte** Environment { get; } = *(byte***)NativeLibrary.GetExport(NativeLibrary.Load(Library), "environ");

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int file, int command, nint argument);

    [DllImport(Library, EntryPoint = "sigaction")]
    private static extern int SignalAction(int signal, void* action, void* before);

    [DllImport(Library, EntryPoint = "posix_spawnattr_setpgroup")]
    public static extern int SpawnAttributesGroup(void* attributes, int group);

    /// <summary>Only for a child of ours that is not reaped yet, so that its number cannot be anybody else's.</summary>
    [DllImport(Library, EntryPoint = "kill")]
    public static extern int SignalChildProcess(int pid, int signal);
}
