using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.AgentRelay;

/// <summary>
/// The lock a broker holds for life: that its file is there means nothing. Trying it takes it for a moment, so it is tried only
/// where no living process has the broker's pid; a broker that starts just then has written none yet, and tries again.
/// </summary>
internal sealed unsafe class BrokerLock(string path)
{
    private ProcFolder? _proc;

    public string Path => path;

    public bool IsHeld(int pid)
    {
        var row = new ProcessRow();
        return (pid == 0 || (_proc ??= new ProcFolder()).ReadStat(pid, ref row) != StatReading.Done || row.IsZombie) && IsLocked();
    }

    [SkipLocalsInit]
    private bool IsLocked()
    {
        byte* bytes = stackalloc byte[NativePath.Size];
        if (!FileStamp.Of(path).IsRegular || !NativePath.TryEncode(path, new Span<byte>(bytes, NativePath.Size)))
            return false;
        int file = Libc.Open(bytes, Libc.ReadOnly | Libc.NonBlocking | Libc.NoFollow | Libc.CloseOnExec, 0);
        if (file < 0)
            return false;
        bool isHeld = Libc.Lock(file, Libc.LockShared | Libc.LockNonBlocking) != 0 && Marshal.GetLastPInvokeError() == Errno.Again;
        _ = Libc.Close(file);
        return isHeld;
    }
}
