using System;
using System.Collections.Generic;

namespace Lifetop.Observation.Sources;

/// <summary>A manifest's fields as they stand in the file.</summary>
internal sealed class ManifestFields
{
    public string? Key, Name, Kind, Type, Command, Cwd, Log, HeartbeatFile, Task, Priority, State, ResultUrl, Summary, Branch, Worktree, Restart;
    public bool IsCommandExact, IsPidWrong;
    public int? Pid, Health, Restarts;
    public long? StartTicks, TokensAllocated, TokensUsed;
    public Guid? Boot;
    public DateTimeOffset? StartedAt, HeartbeatAt, StateSince, CreatedAt;
    public TimeSpan? HeartbeatLimit, Grace;
    public ManifestPane? Pane;
    public ManifestOwner? Owner;
    public ManifestEnd? Ended;
    public List<string>? Arguments, Leaves;
    public Dictionary<string, string>? States, Markers;
}

/// <summary>The pane a manifest names.</summary>
internal sealed class ManifestPane
{
    public string? Socket, Id, Session, Window;
    public int? ServerPid;
    public long? ServerStartTicks;
    public bool Belongs = true;
}

/// <summary>The owner a manifest names.</summary>
internal sealed class ManifestOwner
{
    public string? Name, Program;
    public int? Pid;
    public long? StartTicks;
}

/// <summary>How a manifest says its worker ended.</summary>
internal sealed class ManifestEnd
{
    public int? ExitCode, Signal;
    public DateTimeOffset? At;
}
