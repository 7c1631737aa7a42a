using System;
using System.Collections.Immutable;

namespace Lifetop.Model;

/// <summary>State, since when, because of which facts; what is left; what to do about it.</summary>
public sealed record Verdict
{
    public required Lifecycle State { get; init; }
    public required DateTimeOffset Since { get; init; }
    public ImmutableArray<Evidence> Evidence { get; init; } = [];
    public ImmutableArray<Residue> Residue { get; init; } = [];

    /// <summary>The one thing to know, for the list; without the age that belongs to it, see <see cref="RenderNote"/>.</summary>
    public string Note { get; init; } = "";

    /// <summary>Where the note speaks of an age, the moment that counts from, and the words behind it: the note stays while its age grows.</summary>
    public DateTimeOffset? NoteSince { get; init; }
    public string NoteAfter { get; init; } = "";

    /// <summary>The note as it reads at this moment: <c>no heartbeat 17m, limit 5m</c>.</summary>
    public string RenderNote(DateTimeOffset now)
        => NoteSince is { } since ? string.Concat(Note, " ", AgeText.Age(now - since), NoteAfter) : Note;

    /// <summary>How it ended: set with zombie, completed, failed, blocked.</summary>
    public Ending? Ending { get; init; }

    /// <summary>completed, failed or blocked, whatever residue makes of the state.</summary>
    public string? Ended { get; init; }

    /// <summary>The state it had when it was last seen clearly; set with unknown.</summary>
    public Lifecycle? LastKnown { get; init; }

    /// <summary>The word its system has for what lifetop found, where that system has rules of its own; else null, and there is only what the source says.</summary>
    public string? NativeState { get; init; }

    /// <summary>What was last heard of its pull request; null where there is none, or nobody has asked.</summary>
    public PullRequestAnswer? PullRequest { get; init; }

    /// <summary>What it ended without, as its system's own rules have it (<c>exited before PR</c>); null for all others.</summary>
    public string? MissingResult => this is { State: Lifecycle.Blocked, NativeState: not null, Note.Length: > 0 } ? Note : null;

    /// <summary>What its log says last, of one that ended badly and said nothing itself.</summary>
    public string? LastWords { get; init; }

    /// <summary>The next action's key in words ("reap", "answer it"); null when there is nothing to do.</summary>
    public string? Suggestion { get; init; }
}

/// <summary>What speaks for and against removing a worker.</summary>
public sealed record Safety(SafetyAnswer Answer, ImmutableArray<string> For, ImmutableArray<string> Against);

public enum SafetyAnswer
{
    Unknown,
    Yes,
    No,
}

/// <summary>Numbers of a worker that move from look to look; kept apart from its verdict so that a steady look makes nothing.</summary>
public struct Counters
{
    /// <summary>Percent of one core for the whole tree; negative when it could not be read.</summary>
    public float CpuPercent;
    /// <summary>Resident memory of the whole tree; negative when it could not be read.</summary>
    public long ResidentBytes;
    public long CpuNanoseconds;
    public int TreeSize;
    /// <summary>Newest of tty, window activity, log and transcript, in UTC ticks; 0 when nothing tells.</summary>
    public long LastOutputTicks;
    /// <summary>Last moment its tree used 2 % of a core or more, in UTC ticks; 0 when it never was seen to.</summary>
    public long BusyTicks;
    /// <summary>Last heartbeat, in UTC ticks; 0 when there is none.</summary>
    public long BeatTicks;
}

/// <summary>Two buffers of counters: the observing side fills one while others read the other, then swaps. A steady look makes nothing new.</summary>
public sealed class CounterBoard(Counters[] first)
{
    private Counters[] _published = first;
    private Counters[] _spare = new Counters[first.Length];

    /// <summary>The newest whole set; stays untouched until the look after the next.</summary>
    public Counters[] Published => System.Threading.Volatile.Read(ref _published);

    /// <summary>The buffer to fill for the next look, at least this long.</summary>
    public Counters[] Spare(int length)
    {
        if (_spare.Length < length)
            _spare = new Counters[length * 3 / 2 + 8];
        return _spare;
    }

    public void Publish()
    {
        var filled = _spare;
        _spare = _published;
        System.Threading.Volatile.Write(ref _published, filled);
    }
}

/// <summary>A worker with its verdict; Slot is its place in the roster's counters.</summary>
public sealed record JudgedWorker(Worker Worker, Verdict Verdict, int Slot)
{
    public bool Protected { get; init; }
    public DateTimeOffset? SnoozedUntil { get; init; }
}

/// <summary>The judged workers of one census: all that a screen or a list gets to see.</summary>
public sealed record Roster
{
    // Not quite empty: the empty array of a struct of ours is made by code that is compiled on the spot.
    private static readonly CounterBoard NoCounters = new(new Counters[1]);

    public static readonly Roster Empty = new() { Time = DateTimeOffset.UnixEpoch, Counters = NoCounters.Published };

    public required DateTimeOffset Time { get; init; }

    /// <summary>In no particular order; shells and ended ones included.</summary>
    public ImmutableArray<JudgedWorker> Workers { get; init; } = [];

    /// <summary>By slot. Refilled by the observing side in one of two buffers: the newest published one is yours until the next comes.</summary>
    public required Counters[] Counters
    {
        get => Board.Published;
        init => Board = new CounterBoard(value);
    }

    internal CounterBoard Board { get; init; } = NoCounters;
    public ImmutableArray<Gap> Gaps { get; init; } = [];
    public ImmutableArray<string> Awaited { get; init; } = [];
    public TimeSpan CpuWatched { get; init; }
}
