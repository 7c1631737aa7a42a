using System;

namespace Lifetop.Model.Systems;

/// <summary>What a work request of Every Code says. Its owner alone may write it: lifetop reads it and nothing more.</summary>
public sealed record EveryCodeRequest
{
    public required string Id { get; init; }
    public EveryCodeRequestState State { get; init; }
    public string Repository { get; init; } = "";
    public long? Issue { get; init; }

    /// <summary>Host of the worker that has it; empty while nobody has.</summary>
    public string Host { get; init; } = "";

    /// <summary>Another host's worker has it: what this one opened for it is no longer its to close.</summary>
    public bool IsElsewhere { get; init; }
    public DateTimeOffset? QueuedAt { get; init; }
    public DateTimeOffset? ClaimedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public DateTimeOffset? LeaseEnds { get; init; }
    public long? Attempt { get; init; }

    /// <summary>What is known of its pull request from the files alone; nobody is asked for it.</summary>
    public EveryCodePullRequest PullRequest { get; init; }

    /// <summary>Done or blocked: its session has nothing to do any more.</summary>
    public bool IsOver => State is EveryCodeRequestState.Done or EveryCodeRequestState.Blocked;

    /// <summary>Over, and by this host's worker: only then its session is closed here.</summary>
    public bool IsOverHere => IsOver && !IsElsewhere;

    // By hand: what the compiler makes of times and enums is compiled on the spot.
    public bool Equals(EveryCodeRequest? other)
        => ReferenceEquals(this, other) || (other is not null && Id == other.Id && State == other.State && Repository == other.Repository && Issue == other.Issue && Host == other.Host && IsElsewhere == other.IsElsewhere
            && QueuedAt == other.QueuedAt && ClaimedAt == other.ClaimedAt && FinishedAt == other.FinishedAt && LeaseEnds == other.LeaseEnds && Attempt == other.Attempt && PullRequest == other.PullRequest);

    public override int GetHashCode() => string.GetHashCode(Id, StringComparison.Ordinal);
}

public enum EveryCodeRequestState
{
    /// <summary>A word that is not known here: taken for one that goes on.</summary>
    Other,
    Queued,
    Claimed,
    Running,
    Done,
    Blocked,
}

public enum EveryCodePullRequest
{
    None,
    /// <summary>There is one, and nothing says that it was merged or closed.</summary>
    OpenOrUnknown,
    Closed,
}
