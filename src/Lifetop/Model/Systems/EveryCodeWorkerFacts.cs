using System;

namespace Lifetop.Model.Systems;

/// <summary>What is known of Every Code's worker: the daemon of one state folder that claims requests and opens sessions.</summary>
public sealed record EveryCodeWorkerFacts : SystemFacts
{
    public required string Root { get; init; }

    /// <summary>Of the tmux server its sessions are on; null for the usual one.</summary>
    public string? TmuxSocket { get; init; }
    public EveryCodePidFile PidFile { get; init; }

    /// <summary>The host whose worker it is, where that is another one and the folder is shared; its pid says nothing here.</summary>
    public string ForeignHost { get; init; } = "";

    /// <summary>Requests that wait for it, and since when the first of them does.</summary>
    public int Queued { get; init; }
    public DateTimeOffset? OldestQueued { get; init; }

    /// <summary>Session files of this host.</summary>
    public int Sessions { get; init; }

    /// <summary>Content of the lock that a start takes; null when there is none.</summary>
    public EveryCodeLock? Lock { get; init; }

    public override bool IsDaemon => true;

    public override bool IsMissed => Queued + Sessions > 0;

    public bool Equals(EveryCodeWorkerFacts? other)
        => ReferenceEquals(this, other) || (other is not null && Root == other.Root && TmuxSocket == other.TmuxSocket && PidFile == other.PidFile && ForeignHost == other.ForeignHost && Queued == other.Queued && OldestQueued == other.OldestQueued && Sessions == other.Sessions
            && Lock == other.Lock && base.Equals(other));

    public override int GetHashCode() => string.GetHashCode(Root, StringComparison.Ordinal);
}

public enum EveryCodePidFile
{
    Missing,
    /// <summary>Torn, or no JSON object with a pid in it.</summary>
    Invalid,
    Pid,
}

/// <param name="Pid">Null when there is no pid in it.</param>
public sealed record EveryCodeLock(int? Pid, DateTimeOffset WrittenAt)
{
    // By hand, as in all that is compared in each look.
    public bool Equals(EveryCodeLock? other) => other is not null && Pid == other.Pid && WrittenAt == other.WrittenAt;

    public override int GetHashCode() => Pid ?? 0;
}

/// <summary>The start lock as a row of its own, while it is in the way.</summary>
public sealed record EveryCodeLockFacts(string Root, EveryCodeLock Lock) : SystemFacts
{
    /// <summary>What has no pid in it for longer was left by a crash between making and writing it.</summary>
    public static readonly TimeSpan Writing = TimeSpan.FromSeconds(60);

    /// <summary>Null when nobody can tell.</summary>
    public static bool? IsHeld(EveryCodeLock seen, Census census)
    {
        if (seen.Pid is not { } pid)
            return census.Time - seen.WrittenAt <= Writing;
        var table = census.Processes;
        int row = table.IndexOf(pid);
        if (row < 0)
            return table.MayHide(pid) ? null : false;
        // Started after it was written: another process has the pid now.
        return !table.Rows[row].IsZombie && census.StartedAt(table.Rows[row].StartTicks) <= seen.WrittenAt + TimeSpan.FromSeconds(2);
    }

    public bool Equals(EveryCodeLockFacts? other) => other is not null && Root == other.Root && Lock == other.Lock && base.Equals(other);

    public override int GetHashCode() => string.GetHashCode(Root, StringComparison.Ordinal);
}
