using System;

namespace Lifetop.Model.Systems;

/// <summary>A row of the orchestrator's session registry, as far as its rules ask for it.</summary>
public sealed record OrchestratorSession : SystemFacts
{
    /// <summary>Its project folder.</summary>
    public required string Root { get; init; }
    public required string SessionId { get; init; }
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>A suspicion that other sessions wrote down, and until when it counts; null for none or healthy.</summary>
    public string? Suspicion { get; init; }
    public DateTimeOffset? SuspectedUntil { get; init; }

    /// <summary>Since when the server says that its Claude does not hear it.</summary>
    public DateTimeOffset? CutSince { get; init; }

    /// <summary>What it says it is at: driving, holding-for-X, idle-available, parked.</summary>
    public string? HotPath { get; init; }

    /// <summary>Its server by the lifecycle log; 0 when that does not tell.</summary>
    public int ServerPid { get; init; }

    public override bool IsHistoryOnceOver => true;

    // By hand, as in the declaration: what the compiler makes is compiled on the spot for every kind of time in it.
    public bool Equals(OrchestratorSession? other)
        => ReferenceEquals(this, other) || (other is not null && Root == other.Root && SessionId == other.SessionId && StartedAt == other.StartedAt && Suspicion == other.Suspicion && SuspectedUntil == other.SuspectedUntil && CutSince == other.CutSince && HotPath == other.HotPath && ServerPid == other.ServerPid && base.Equals(other));

    public override int GetHashCode() => string.GetHashCode(SessionId, StringComparison.Ordinal);
}

/// <summary>An <c>active-session-PID</c> file: the process of a Claude, and the session it is at.</summary>
public sealed record OrchestratorAnchor : SystemFacts
{
    public required string Root { get; init; }
    public required int Pid { get; init; }

    /// <summary>Null when what it holds is no session id.</summary>
    public string? SessionId { get; init; }

    /// <summary>That session's name, where the registry has it.</summary>
    public string? SessionName { get; init; }

    /// <summary>User whose file it is.</summary>
    public uint Owner { get; init; }

    public override bool OnlyNamesProcess => true;

    public bool Equals(OrchestratorAnchor? other)
        => ReferenceEquals(this, other) || (other is not null && Root == other.Root && Pid == other.Pid && SessionId == other.SessionId && SessionName == other.SessionName && Owner == other.Owner && base.Equals(other));

    public override int GetHashCode() => Pid;
}

/// <summary>A process of the orchestrator that no session's row stands for.</summary>
public sealed record OrchestratorServer : SystemFacts
{
    public required OrchestratorRole Role { get; init; }
    public required int Pid { get; init; }

    /// <summary>Of the lifecycle log; null where that does not tell.</summary>
    public string? SessionId { get; init; }
    public DateTimeOffset? CrashedAt { get; init; }

    public bool Equals(OrchestratorServer? other)
        => ReferenceEquals(this, other) || (other is not null && Role == other.Role && Pid == other.Pid && SessionId == other.SessionId && CrashedAt == other.CrashedAt && base.Equals(other));

    public override int GetHashCode() => Pid;
}

public enum OrchestratorRole
{
    /// <summary>A server without a Claude above it.</summary>
    Orphan,
    /// <summary>As <see cref="Orphan"/>, but there is a Claude farther up than the orchestrator itself looks.</summary>
    FarOrphan,
    /// <summary>The embedding server that all of them share.</summary>
    Sidecar,
    /// <summary>In the lifecycle log its life just stops.</summary>
    Killed,
}
