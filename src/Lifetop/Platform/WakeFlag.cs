using System;
using Microsoft.Win32.SafeHandles;

namespace Lifetop.Platform;

/// <summary>A flag another thread raises and a poll sleeps on: an eventfd.</summary>
public sealed unsafe class WakeFlag : IDisposable
{
    private readonly SafeFileHandle _event = new(Libc.EventFd(0, Libc.CloseOnExec | Libc.NonBlocking), ownsHandle: true);

    /// <summary>False where no descriptor was free: then nobody may wait for it.</summary>
    public bool IsMade => !_event.IsInvalid;

    /// <summary>Readable while the flag is up.</summary>
    public int Descriptor => (int)_event.DangerousGetHandle();

    public void Raise()
    {
        ulong one = 1;
        // A late answer may come after the end.
        if (!_event.IsClosed)
            _ = Libc.Write(Descriptor, (byte*)&one, sizeof(ulong));
    }

    public void Lower()
    {
        ulong count;
        _ = Libc.Read(Descriptor, (byte*)&count, sizeof(ulong));
    }

    /// <summary>Sleeps until it is up, and lowers it. The framework's own events bring the compiler along.</summary>
    public void Wait()
    {
        var entry = new PollEntry { File = Descriptor, Events = Libc.PollIn };
        _ = Libc.Poll(&entry, 1, -1);
        Lower();
    }

    public void Dispose() => _event.Dispose();
}
