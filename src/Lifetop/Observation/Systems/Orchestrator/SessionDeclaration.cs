using System;
using Lifetop.Model;
using Lifetop.Model.Systems;

namespace Lifetop.Observation.Systems.Orchestrator;

/// <summary>A row of a session registry to a declaration, as far as the row alone tells; pure.</summary>
internal static class SessionDeclaration
{
    /// <summary>Servers beat every 30 s; three missed beats are the orchestrator's own limit.</summary>
    private static readonly TimeSpan HeartbeatLimit = TimeSpan.FromSeconds(90);

    /// <param name="name">Unlike that of every other session of the project.</param>
    public static Declaration Of(SessionRow row, string root, string label, string name, string file, DateTimeOffset written) => new()
    {
        Source = OrchestratorSource.Label,
        Identity = $"{OrchestratorSource.Label}:{root}:{row.Id}",
        Key = new WorkerKey(OrchestratorSource.Label, $"{label}/{name}"),
        Name = name,
        Kind = WorkerKind.Agent,
        Type = row.Kind ?? row.Role,
        File = file,
        WrittenAt = row.StartedAt ?? written,
        LastBeat = row.LastBeat,
        HeartbeatLimit = HeartbeatLimit,
        Cwd = root,
        Task = row.Task,
        Says = row.HotPath is "idle-available" or "parked" ? DeclaredState.Idle : DeclaredState.Nothing,
    };

    public static OrchestratorSession Facts(SessionRow row, string root, int serverPid) => new()
    {
        Root = root,
        SessionId = row.Id!, // only rows with an id are kept
        StartedAt = row.StartedAt,
        Suspicion = row.Liveness is null or "healthy" ? null : row.Liveness,
        SuspectedUntil = row.LivenessUntil,
        CutSince = row.CutSince,
        HotPath = row.HotPath,
        ServerPid = serverPid,
    };
}
