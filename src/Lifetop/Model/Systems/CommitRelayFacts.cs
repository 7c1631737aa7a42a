using System;

namespace Lifetop.Model.Systems;

/// <summary>What commit-relay's files say of one worker, for the rules of that system.</summary>
/// <param name="Root">Its project folder, links resolved.</param>
/// <param name="Id">The name of its spec file, by which everything of it is found.</param>
public sealed record CommitRelayFacts(string Root, string Id, CommitRelayFolder Folder) : SystemFacts
{
    /// <summary>The spec's own word; the folder it lies in outranks it.</summary>
    public string Status { get; init; } = "";

    /// <summary>From when a worker that has not started is waited for.</summary>
    public DateTimeOffset DeclaredAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>It has a folder below <c>agents/workers</c>.</summary>
    public bool HasFolder { get; init; }

    /// <summary>The worker daemon has left word that it launched it.</summary>
    public bool IsLaunched { get; init; }

    /// <summary>Its own <c>status.json</c> says completed or failed.</summary>
    public string? Finished { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When it was over, of a spec outside <c>active</c>.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What is left to be allocated in its project; null where nobody can tell.</summary>
    public long? BudgetLeft { get; init; }

    /// <summary>How the daemon is that launches workers and moves on who finished, in words.</summary>
    public string Launcher { get; init; } = "";

    /// <summary>How the daemon is that cleans up after the dead, in words.</summary>
    public string Cleaner { get; init; } = "";

    /// <summary>A spec of this name lies in <c>archived</c> already.</summary>
    public bool IsArchiveTaken { get; init; }

    /// <summary>Its task, and what the task queue says of that; null where it does not know it.</summary>
    public string? TaskId { get; init; }
    public string? TaskStatus { get; init; }

    /// <summary>What the worker pool says of it; null where it does not list it.</summary>
    public string? PoolStatus { get; init; }

    /// <summary>Who replaces it by the restart queue; null for nobody.</summary>
    public string? ReplacedBy { get; init; }

    /// <summary>That one still waits to be started, since then.</summary>
    public bool IsRestartQueued { get; init; }
    public DateTimeOffset? RestartQueuedAt { get; init; }

    /// <summary>Why its type is not started again, in words; null when it is.</summary>
    public string? Breaker { get; init; }

    /// <summary>How the daemon is that carries out the restart queue, in words, and whether it runs for this project.</summary>
    public string Restarter { get; init; } = "";
    public bool IsRestarterUp { get; init; }

    public bool Equals(CommitRelayFacts? other)
        => ReferenceEquals(this, other) || (other is not null && Root == other.Root && Id == other.Id && Folder == other.Folder && Status == other.Status && DeclaredAt == other.DeclaredAt && StartedAt == other.StartedAt
            && TimeLimit == other.TimeLimit && HasFolder == other.HasFolder && IsLaunched == other.IsLaunched && Finished == other.Finished && FinishedAt == other.FinishedAt && EndedAt == other.EndedAt && BudgetLeft == other.BudgetLeft
            && Launcher == other.Launcher && Cleaner == other.Cleaner && IsArchiveTaken == other.IsArchiveTaken && TaskId == other.TaskId && TaskStatus == other.TaskStatus && PoolStatus == other.PoolStatus
            && ReplacedBy == other.ReplacedBy && IsRestartQueued == other.IsRestartQueued && RestartQueuedAt == other.RestartQueuedAt && Breaker == other.Breaker && Restarter == other.Restarter
            && IsRestarterUp == other.IsRestarterUp && base.Equals(other));

    public override int GetHashCode() => string.GetHashCode(Id, StringComparison.Ordinal);
}

/// <summary>The folders of <c>worker-specs</c> that lifetop reads, in the order in which one name in several of them counts.</summary>
public enum CommitRelayFolder
{
    Active,
    Zombie,
    Failed,
    Completed,
}

/// <summary>A daemon of commit-relay, known by the pid file it leaves in the temp folder of the machine.</summary>
/// <param name="Root">The project it was seen to work for; null while nobody can tell.</param>
public sealed record CommitRelayDaemonFacts(string Program, string? Root) : SystemFacts
{
    /// <summary>The only project there is, so that it is the one to start it for although nobody saw it work there.</summary>
    public string? OnlyRoot { get; init; }

    /// <summary>What waits to be done by it, and since when the first of that does.</summary>
    public int Waiting { get; init; }
    public DateTimeOffset? OldestWaiting { get; init; }

    /// <summary>There is no pid file of it, and something waits for it.</summary>
    public bool HasNoFile { get; init; }

    public override bool IsMissed => HasNoFile || Waiting > 0;

    public override bool IsDaemon => true;

    public bool Equals(CommitRelayDaemonFacts? other)
        => ReferenceEquals(this, other) || (other is not null && Program == other.Program && Root == other.Root && OnlyRoot == other.OnlyRoot && Waiting == other.Waiting && OldestWaiting == other.OldestWaiting && HasNoFile == other.HasNoFile && base.Equals(other));

    public override int GetHashCode() => string.GetHashCode(Program, StringComparison.Ordinal);
}
