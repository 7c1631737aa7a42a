using System;
using System.Collections.Immutable;

namespace Lifetop.Model;

/// <summary>What a look needs from earlier ones, whoever made them: the content of memory.json, and what the registry gives when that is missing.</summary>
public sealed record Recollection
{
    public static readonly Recollection Nothing = new();

    /// <summary>Samples and members of another boot mean nothing; declarations, protect and snooze hold.</summary>
    public Guid Boot { get; init; }
    public DateTimeOffset WrittenAt { get; init; }
    public ImmutableArray<Declaration> Declarations { get; init; } = [];

    /// <summary>Identities no plan may touch.</summary>
    public ImmutableArray<string> Protected { get; init; } = [];
    public ImmutableArray<Snooze> Snoozed { get; init; } = [];
    public ImmutableArray<OpenPlan> OpenPlans { get; init; } = [];
    public ImmutableArray<RememberedWorker> Workers { get; init; } = [];

    /// <summary>What of it counts in this boot: all of its own, of another only what was declared and asked for.</summary>
    public Recollection ForBoot(Guid boot)
        => boot == Boot ? this : new() { Boot = boot, WrittenAt = WrittenAt, Declarations = Declarations, Protected = Protected, Snoozed = Snoozed };
}

public sealed record Snooze(string Identity, DateTimeOffset Until)
{
    /// <summary>Long enough to look after something else, short enough not to forget it.</summary>
    public static readonly TimeSpan ForAWhile = TimeSpan.FromHours(1);
}

/// <summary>A plan that was begun and not finished, and the lifetop that owns it.</summary>
public sealed record OpenPlan(long Id, string Action, string WorkerIdentity, ProcessIdentity Owner, DateTimeOffset BegunAt, int StepsDone, int Steps);

/// <summary>A worker as it was last judged.</summary>
public sealed record RememberedWorker
{
    public required string Identity { get; init; }
    public required string Key { get; init; }
    public required string Name { get; init; }
    public required string Source { get; init; }
    public required WorkerKind Kind { get; init; }
    public ImmutableArray<string> AlsoKnownAs { get; init; } = [];
    public required Lifecycle State { get; init; }
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it was last seen clearly.</summary>
    public DateTimeOffset SeenAt { get; init; }

    /// <summary>With unknown: the state it had when it was last seen clearly, and since when.</summary>
    public Lifecycle? KnownState { get; init; }
    public DateTimeOffset? KnownSince { get; init; }
    public string Note { get; init; } = "";

    /// <summary>Its system is about to drop its entry, and its task is in the history for that.</summary>
    public bool IsLost { get; init; }
    public Ending? Ending { get; init; }
    public string? Ended { get; init; }

    /// <summary>With cleaned: by which plan and how, and what that kept on purpose.</summary>
    public string? Reaped { get; init; }
    public string? Kept { get; init; }
    public ProcessIdentity? Root { get; init; }
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The pane it owned or lived in: server socket, server pid and start, pane id.</summary>
    public string? PaneSocket { get; init; }
    public int? PaneServerPid { get; init; }
    public long? PaneServerStart { get; init; }
    public string? PaneId { get; init; }
    public string? PaneSession { get; init; }
    public bool OwnsPane { get; init; }
    public string? DeclarationFile { get; init; }
    public string? Command { get; init; }
    public string? Cwd { get; init; }
    public string? Log { get; init; }
    public string? Worktree { get; init; }
    public string? Branch { get; init; }
    public string? Task { get; init; }
    public string? Type { get; init; }
    public string? ResultUrl { get; init; }
    public string? Summary { get; init; }

    /// <summary>CPU time of its tree at SampledAt: lets the next look, whoever makes it, tell idle from busy.</summary>
    public long CpuNanoseconds { get; init; }
    public DateTimeOffset SampledAt { get; init; }
    public DateTimeOffset? BusyAt { get; init; }
    public ProcessIdentities Members { get; init; } = ProcessIdentities.None;
}
