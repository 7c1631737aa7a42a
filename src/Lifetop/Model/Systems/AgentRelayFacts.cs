using System;

namespace Lifetop.Model.Systems;

/// <summary>What agent-relay's files say of one agent, for the rules of that system.</summary>
public sealed record AgentRelayFacts : SystemFacts
{
    public required AgentRelayRole Role { get; init; }

    /// <summary>Who looks after it.</summary>
    public required AgentRelayDaemonFacts Daemon { get; init; }

    public override string? DaemonIdentity => Daemon.Identity;

    public override bool IsHistoryOnceOver => Role is AgentRelayRole.Offline or AgentRelayRole.External;

    /// <summary>0 when its entry has none.</summary>
    public int Pid { get; init; }
    public DateTimeOffset? SpawnedAt { get; init; }
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>It stands in the list of agents with an open socket, whose own age says nothing.</summary>
    public bool IsConnected { get; init; }

    /// <summary>When it began with the message it is at.</summary>
    public DateTimeOffset? ProcessingSince { get; init; }
    public string? Team { get; init; }
    public string? Model { get; init; }

    /// <summary>When its last session with the daemon began, was closed, and by whom (agent, disconnect, error); an open one of who is gone is a crash.</summary>
    public DateTimeOffset? SessionStartedAt { get; init; }
    public DateTimeOffset? SessionEndedAt { get; init; }
    public string SessionClosedBy { get; init; } = "";

    /// <summary>Its broker starts it again when it ends.</summary>
    public bool IsRestarted { get; init; }

    public bool Equals(AgentRelayFacts? other)
        => ReferenceEquals(this, other) || (other is not null && Role == other.Role && Daemon == other.Daemon && Pid == other.Pid && SpawnedAt == other.SpawnedAt && LastSeen == other.LastSeen && IsConnected == other.IsConnected
            && ProcessingSince == other.ProcessingSince && Team == other.Team && Model == other.Model && IsRestarted == other.IsRestarted && SessionStartedAt == other.SessionStartedAt && SessionEndedAt == other.SessionEndedAt && SessionClosedBy == other.SessionClosedBy && base.Equals(other));

    public override int GetHashCode() => Daemon.GetHashCode();
}

public enum AgentRelayRole
{
    /// <summary>The daemon started it: an entry of workers.json.</summary>
    Spawned,
    /// <summary>In the connected list without an entry: a person's own.</summary>
    External,
    /// <summary>Only in the registry of every agent that ever was.</summary>
    Offline,
    /// <summary>In a tmux session that is named after it.</summary>
    Wrapped,
    /// <summary>The broker started it: an entry of its state file.</summary>
    Brokered,
}

/// <summary>What is known of the daemon of one project, or of a broker, which took its place.</summary>
public sealed record AgentRelayDaemonFacts : SystemFacts
{
    public required string Identity { get; init; }

    /// <summary>The project it works for, links resolved.</summary>
    public required string Root { get; init; }

    /// <summary>The folder of its state.</summary>
    public required string Folder { get; init; }

    /// <summary>Where it listens; empty for a broker.</summary>
    public string Socket { get; init; } = "";

    /// <summary>The folder with the files on its agents.</summary>
    public string Team { get; init; } = "";
    public bool IsBroker { get; init; }

    /// <summary>0 when it has left none.</summary>
    public int Pid { get; init; }

    /// <summary>When the pid was written down: who started later is somebody else.</summary>
    public DateTimeOffset PidWritten { get; init; }
    public bool HasSocket { get; init; }

    /// <summary>It wrote its processing state within the last seconds.</summary>
    public bool IsBeating { get; init; }

    /// <summary>When it did last; null while it does, so that nothing changes then.</summary>
    public DateTimeOffset? LastBeat { get; init; }

    /// <summary>Somebody holds the lock that a broker holds for life.</summary>
    public bool IsLockHeld { get; init; }

    /// <summary>Where its dashboard listens.</summary>
    public int DashboardPort { get; init; }

    /// <summary>Another living daemon has its dashboard at the same port, so that nobody knows whose answers.</summary>
    public bool IsPortShared { get; init; }

    public override bool IsDaemon => !IsBroker;

    public bool Equals(AgentRelayDaemonFacts? other)
        => ReferenceEquals(this, other) || (other is not null && Identity == other.Identity && Root == other.Root && Folder == other.Folder && Socket == other.Socket && Team == other.Team && IsBroker == other.IsBroker && Pid == other.Pid
            && PidWritten == other.PidWritten && HasSocket == other.HasSocket && IsBeating == other.IsBeating && LastBeat == other.LastBeat && IsLockHeld == other.IsLockHeld && DashboardPort == other.DashboardPort
            && IsPortShared == other.IsPortShared && base.Equals(other));

    public override int GetHashCode() => string.GetHashCode(Identity, StringComparison.Ordinal);
}
