using System;
using Lifetop.Model.Systems;
using Lifetop.Observation.Systems.AgentRelay;
using Lifetop.Platform;

namespace Lifetop.Actions.Systems.AgentRelay;

/// <summary>Looks once more whether a daemon that was found dead still is: nothing of its is written or removed otherwise.</summary>
internal static class DaemonDeath
{
    /// <summary>Null while it is dead; else what speaks against it.</summary>
    public static string? Doubt(AgentRelayDaemonFacts daemon, DateTimeOffset now)
    {
        var pid = new DaemonPidFile(daemon.Socket + ".pid");
        pid.Refresh(now);
        // A plan before may have removed it; another one is another daemon's.
        if (pid.Gap is not null || (pid.Exists && (pid.Pid != daemon.Pid || pid.Written != daemon.PidWritten)))
            return "its daemon has been started again";
        var processing = new ProcessingFile(NativePath.Join(daemon.Team, "processing-state.json"));
        processing.Refresh(now);
        if (processing.IsBeating(now))
            return "its daemon writes a heartbeat";
        return LocalRequest.IsListening(daemon.Socket) ? "somebody listens on its socket" : null;
    }
}
