using System.Globalization;
using Lifetop.Model;
using Lifetop.Observation.Tmux;
using Lifetop.Platform;

namespace Lifetop.App.Watching;

/// <summary>The leading watch as a process: signalled through a handle that was compared with its identity.</summary>
public static class LeaderProcess
{
    /// <summary>Null when TERM is sent or it has ended, else why not.</summary>
    public static string? Terminate(ProcessIdentity leader)
    {
        using var handle = ProcessHandle.TryOpen(leader.Pid);
        if (handle is null || handle.HasExited || ServerProcess.StartTicks(leader.Pid) != leader.StartTicks)
            return null;
        int errno = handle.Send(Libc.SignalTerminate);
        return errno is 0 or Errno.NoProcess ? null : $"watch, pid {leader.Pid.ToString(CultureInfo.InvariantCulture)}, cannot be signalled: {FileFailures.Words(errno)}";
    }
}
