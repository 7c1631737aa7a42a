using System;

namespace Lifetop.Observation.Systems.Orchestrator;

/// <summary>The last life of one pid by the lifecycle log.</summary>
internal sealed class LoggedServer(int pid)
{
    public int Pid => pid;
    public string? Session, Project;
    public DateTimeOffset? AliveAt, CrashedAt;

    /// <summary>It said that it goes.</summary>
    public bool HasShutDown;
}
