using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Lifetop.Platform;

/// <summary>An owned pidfd: stays on one process whoever gets its number later.</summary>
internal sealed unsafe class ProcessHandle : SafeHandleMinusOneIsInvalid
{
    private ProcessHandle(int descriptor) : base(ownsHandle: true) => SetHandle(descriptor);

    /// <summary>Null when there is no such process (or it is a mere thread), or no descriptor is free: <paramref name="error"/> says which.</summary>
    public static ProcessHandle? TryOpen(int pid, out int error)
    {
        int descriptor = pid > 0 ? Libc.PidFdOpen(pid) : -1;
        error = descriptor >= 0 ? 0 : pid > 0 ? Marshal.GetLastPInvokeError() : Errno.NoProcess;
        return descriptor >= 0 ? new ProcessHandle(descriptor) : null;
    }

    public static ProcessHandle? TryOpen(int pid) => TryOpen(pid, out _);

    /// <summary>For a poll loop: readable once the process has ended, waited for or not.</summary>
    public int Descriptor => (int)handle;

    /// <summary>Ended, all its threads included; true for a zombie. Needs no rights over the process.</summary>
    public bool HasExited => WaitForEnd(0);

    /// <summary>False when it lives on after so long.</summary>
    public bool WaitForEnd(int milliseconds)
    {
        var entry = new PollEntry { File = Descriptor, Events = Libc.PollIn };
        return Libc.Poll(&entry, 1, milliseconds) > 0;
    }

    /// <summary>0, or the error: ESRCH when it has ended, EPERM when it is not ours.</summary>
    public int Send(int signal) => Libc.PidFdSendSignal(Descriptor, signal) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>
    /// The wait status of a process that has ended and been waited for, anybody's child (Linux 6.15). False before that:
    /// a zombie's status is in its stat file still.
    /// </summary>
    public bool TryReadExitStatus(out int status)
    {
        var facts = new ProcessHandleFacts { Mask = ProcessHandleFacts.Exit };
        bool told = Libc.IoControl(Descriptor, ProcessHandleFacts.Request, &facts) == 0
            && (facts.Mask & ProcessHandleFacts.Exit) != 0;
        status = told ? facts.ExitStatus : -1;
        return told;
    }

    protected override bool ReleaseHandle() => Libc.Close((int)handle) == 0;
}
