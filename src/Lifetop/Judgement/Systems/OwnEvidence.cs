using System;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Judgement.Systems;

/// <summary>Takes the facts a system's rules name, each with where it was seen; an age is kept as the moment it counts from.</summary>
/// <param name="since">When the state began that the facts are about.</param>
/// <param name="watchedSince">Before that this lifetop did not look at the worker, so that such a beginning is what the world tells.</param>
internal sealed class OwnEvidence(ImmutableArray<Evidence>.Builder facts, DateTimeOffset since, DateTimeOffset watchedSince)
{
    public DateTimeOffset Since => since;

    /// <summary>How long the state was seen to last.</summary>
    public TimeSpan Watched(DateTimeOffset now) => now - (since > watchedSince ? since : watchedSince);

    /// <summary>For the list, the one thing to know; null leaves the general words.</summary>
    public string? Note { get; set; }

    /// <summary>Where the note speaks of an age, what that counts from.</summary>
    public DateTimeOffset? NoteSince { get; set; }

    /// <summary>The next thing to do; null leaves the general words.</summary>
    public string? Suggestion { get; set; }

    /// <param name="label">One or two words for the column before it.</param>
    /// <param name="at">Its age stands behind the text.</param>
    public void Add(string label, string text, string source, DateTimeOffset? at = null, string after = "")
        => facts.Add(new Evidence(text, source, at, at is null ? "" : after) { Label = label });
}
