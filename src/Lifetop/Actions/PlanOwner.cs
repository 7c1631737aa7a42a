using System;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Observation.Tmux;
using Lifetop.Platform;

namespace Lifetop.Actions;

/// <summary>The lifetop a plan belongs to, asked for by its identity: whether it still lives, and when it does no more.</summary>
public static class PlanOwner
{
    /// <summary>This process.</summary>
    public static ProcessIdentity Self() => new(Environment.ProcessId, ServerProcess.StartTicks(Environment.ProcessId), BootClock.ReadBoot());

    /// <summary>Exactly that process of this boot lives; who has ended and is not waited for does not.</summary>
    public static bool Lives(ProcessIdentity owner)
    {
        using var handle = Open(owner);
        return handle is not null;
    }

    /// <summary>Sleeps until it has ended, at most so long.</summary>
    public static unsafe void Wait(ProcessIdentity owner, TimeSpan limit)
    {
        using var handle = Open(owner);
        if (handle is null)
            return;
        var entry = new PollEntry { File = handle.Descriptor, Events = Libc.PollIn };
        _ = Libc.Poll(&entry, 1, (int)Math.Max(0, limit.TotalMilliseconds));
    }

    // The handle first, then the start time: between the two the pid may become another's, the handle never.
    private static ProcessHandle? Open(ProcessIdentity owner)
    {
        if (owner.Boot != BootClock.ReadBoot() || ProcessHandle.TryOpen(owner.Pid) is not { } handle)
            return null;
        if (!handle.HasExited && ServerProcess.StartTicks(owner.Pid) == owner.StartTicks)
            return handle;
        handle.Dispose();
        return null;
    }
}
