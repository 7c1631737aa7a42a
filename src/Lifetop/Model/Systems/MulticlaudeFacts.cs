using System;
using System.Collections.Immutable;

namespace Lifetop.Model.Systems;

/// <summary>What multiclaude keeps of an agent in its state.json, as far as its rules ask for it.</summary>
public sealed record MulticlaudeFacts : SystemFacts
{
    public required MulticlaudeRole Role { get; init; }

    public override string? DaemonIdentity => $"multiclaude:{Root}:daemon";

    public override bool IsHistoryOnceOver => Role == MulticlaudeRole.History;

    /// <summary>Folder of the state file; two of them are two installations.</summary>
    public required string Root { get; init; }
    public string Repository { get; init; } = "";
    public string Session { get; init; } = "";
    public string Window { get; init; } = "";

    /// <summary>The shell of its pane as recorded: 0 was never obtained, below 0 is no number at all.</summary>
    public int Pid { get; init; }
    public string SessionId { get; init; } = "";

    /// <summary>When it was begun; a later restart leaves it as it is.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
    public bool ReadyForCleanup { get; init; }

    /// <summary>Its daemon starts such an agent again; others are only reported.</summary>
    public bool IsPersistent { get; init; }
    public bool IsKnownType { get; init; }

    /// <summary>Why it failed, or what it did, as multiclaude recorded it.</summary>
    public string? Failure { get; init; }

    /// <summary>The pid in daemon.pid; 0 when there is none.</summary>
    public int DaemonPid { get; init; }

    public bool Equals(MulticlaudeFacts? other)
        => ReferenceEquals(this, other) || (other is not null && Role == other.Role && Root == other.Root && Repository == other.Repository && Session == other.Session && Window == other.Window && Pid == other.Pid && SessionId == other.SessionId && CreatedAt == other.CreatedAt && ReadyForCleanup == other.ReadyForCleanup && IsPersistent == other.IsPersistent && IsKnownType == other.IsKnownType && Failure == other.Failure && DaemonPid == other.DaemonPid && base.Equals(other));

    public override int GetHashCode() => string.GetHashCode(Root, StringComparison.Ordinal);
}

public enum MulticlaudeRole
{
    Agent,
    /// <summary>Only in the task history any more.</summary>
    History,
    /// <summary>A folder among the worktrees that no agent has.</summary>
    Worktree,
    /// <summary>A window in a session of multiclaude that no agent has.</summary>
    Window,
}

/// <summary>What is known of the daemon of one installation, and of the sessions that are multiclaude's.</summary>
public sealed record MulticlaudeDaemonFacts : SystemFacts
{
    public required string Root { get; init; }
    public MulticlaudePidFile PidFile { get; init; }
    public bool HasSocket { get; init; }
    public string? TmuxSocket { get; init; }

    /// <summary>Agents in the state file; null while that could not be read.</summary>
    public int? Agents { get; init; }

    /// <summary>When the first of them was begun; null where no entry says.</summary>
    public DateTimeOffset? OldestAgent { get; init; }
    public ImmutableArray<MulticlaudeSession> Sessions { get; init; } = [];

    public override bool IsDaemon => true;

    /// <summary>Its agents have nobody else to look after them; half a pid file may be that of one who does.</summary>
    public override bool IsMissed => IsTorn || Agents > 0;

    /// <summary>It is not written at once, so what cannot be read may be half of it.</summary>
    public override bool IsTorn => PidFile == MulticlaudePidFile.Bad;

    public override string? ListensOn => HasSocket ? Root + "/daemon.sock" : null;

    public bool Equals(MulticlaudeDaemonFacts? other)
        => ReferenceEquals(this, other) || (other is not null && Root == other.Root && PidFile == other.PidFile && HasSocket == other.HasSocket && TmuxSocket == other.TmuxSocket && Agents == other.Agents && OldestAgent == other.OldestAgent && Sessions == other.Sessions && base.Equals(other));

    public override int GetHashCode() => string.GetHashCode(Root, StringComparison.Ordinal);
}

public enum MulticlaudePidFile
{
    Missing,
    /// <summary>Empty, or no pid in it.</summary>
    Bad,
    Pid,
}

/// <summary>The tmux session of a repository, as its state file names it.</summary>
public sealed record MulticlaudeSession(string Name, string Repository);
