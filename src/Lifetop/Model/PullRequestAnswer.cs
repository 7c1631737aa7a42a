using System;

namespace Lifetop.Model;

/// <summary>What became of a pull request.</summary>
public enum PullRequestState
{
    Unknown,
    Open,
    Merged,
    Closed,
}

/// <summary>What was last heard of a pull request; never changed, so the very object stands for what it says.</summary>
public sealed class PullRequestAnswer(string url, PullRequestState state, DateTimeOffset seenAt)
{
    public string Url => url;

    /// <summary>Unknown while nobody has ever answered.</summary>
    public PullRequestState State => state;

    /// <summary>When that was answered.</summary>
    public DateTimeOffset SeenAt { get; } = seenAt;

    /// <summary>When it was asked last, answered or not.</summary>
    public DateTimeOffset AskedAt { get; init; } = seenAt;

    /// <summary>Why the newest question got no answer; null when it did.</summary>
    public string? Trouble { get; init; }

    /// <summary>Taken in or turned down: the work it was made for is over.</summary>
    public bool IsSettled => state is PullRequestState.Merged or PullRequestState.Closed;

    public string Word => state switch
    {
        PullRequestState.Open => "open",
        PullRequestState.Merged => "merged",
        PullRequestState.Closed => "closed",
        _ => "unknown",
    };
}
