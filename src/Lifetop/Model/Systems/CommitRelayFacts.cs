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
    /// <summary>Specs that wait to be launched by it, and since when the first of them does.</summary>
    public int Pending { get; init; }
    public DateTimeOffset? OldestPending { get; init; }

    public override bool IsDaemon => true;

    public bool Equals(CommitRelayDaemonFacts? other)
        => ReferenceEquals(this, other) || (other is not null && Program == other.Program && Root == other.Root && Pending == other.Pending && OldestPending == other.OldestPending && base.Equals(other));

    public override int GetHashCode() => string.GetHashCode(Program, StringComparison.Ordinal);
}
