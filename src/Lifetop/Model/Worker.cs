using System;
using System.Collections.Immutable;

namespace Lifetop.Model;

/// <summary>Sightings matched into one unit of work. Made anew only when one of them, or its tree, changed.</summary>
public sealed record Worker
{
    /// <summary>What stays the same when a key is renamed: declared id, pane with its server, or process.</summary>
    public required string Identity { get; init; }
    public required WorkerKey Key { get; init; }
    public required string Name { get; init; }
    public required string Source { get; init; }
    public required WorkerKind Kind { get; init; }

    /// <summary>Every other key and identity that finds it: the sightings that were joined into it.</summary>
    public ImmutableArray<string> AlsoKnownAs { get; init; } = [];
    public Declaration? Declaration { get; init; }

    /// <summary>Set when the worker is only remembered from an earlier look: what was known of it then.</summary>
    public RememberedWorker? Past { get; init; }
    public PaneSighting? Pane { get; init; }

    /// <summary>The pane goes when the worker goes; otherwise the worker only lives in it.</summary>
    public bool OwnsPane { get; init; }

    /// <summary>Recorded, spawned or matched; null when none is known or the claimed pid is not it.</summary>
    public ProcessIdentity? Root { get; init; }

    /// <summary>The control group scope that its pane has to itself, and that speaks for no other worker; null where there is none.</summary>
    public PaneScope? Scope { get; init; }

    /// <summary>The root is in the process table and not a zombie.</summary>
    public bool RootAlive { get; init; }

    /// <summary>Its root is only the shell that waits to be told what to become: its own program has not begun.</summary>
    public bool AtGate { get; init; }

    /// <summary>Why the claimed process is not the worker ("started 3h after the record"), when it is not.</summary>
    public string? RootRefused { get; init; }

    /// <summary>Why nobody can tell whether the claimed process is alive and the worker; it is unknown then.</summary>
    public string? RootUnread { get; init; }

    /// <summary>Its pane holds nothing but a shell somebody could type into: the declared agent has ended, or has not begun.</summary>
    public bool ShellLeft { get; init; }

    /// <summary>The root ended and nobody waits for it: the parent that should.</summary>
    public ProcessIdentity? UnreapedBy { get; init; }

    /// <summary>With that: its wait status, which the parent has not taken; null where it is not ours to know.</summary>
    public int? UnreapedStatus { get; init; }

    /// <summary>Live processes of its tree, root first, and why each belongs.</summary>
    public ImmutableArray<Member> Members { get; init; } = [];
    public ImmutableArray<int> Ports { get; init; } = [];
    public string Command { get; init; } = "";

    /// <summary>Its source's own word for its kind; else that of the config rule by which it was found.</summary>
    public string? Type { get => Declaration?.Type ?? field ?? Past?.Type; init; }

    /// <summary>What its work is done by, by name: the agent or server that was found, else the root's program.</summary>
    public string Program { get; init; } = "";
    public string? Cwd { get; init; }

    /// <summary>Login name its root runs under; null where that is not known.</summary>
    public string? User { get; init; }
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>A stray: re-parented, without terminal and service, in a checkout, declared by nobody.</summary>
    public bool IsStray { get; init; }

    /// <summary>Its claimed owner was looked for and is not there; null when it has none or none was found to be missing.</summary>
    public string? OwnerGone { get; init; }

    /// <summary>lifetop, one of its ancestors, or the pane it runs in: cannot be ended.</summary>
    public bool IsSelf { get; init; }

    /// <summary>Another declaration of the same live process that keeps it: this one is judged without it.</summary>
    public string? ProcessKeptBy { get; init; }
}

/// <summary>A process of a worker's tree and what ties it to the worker.</summary>
public sealed record Member(ProcessIdentity Process, MemberTie Tie)
{
    // By hand: to compare a part of our own, a record asks the framework, and that is compiled on the spot.
    public bool Equals(Member? other) => other is not null && Process == other.Process && Tie == other.Tie;

    public override int GetHashCode() => Process.GetHashCode();
}

/// <summary>What makes a process a member, strongest first; marker, directory and scope are weak.</summary>
public enum MemberTie
{
    Root,
    Descendant,
    Session,
    Group,
    Terminal,
    Remembered,
    Marker,
    Directory,
    Scope,
}

public static class MemberTies
{
    private static readonly string[] Sentences =
        ["its root", "below it", "in its session", "in its process group", "on its terminal", "seen as its member before", "carries its marker", "works in its worktree", "in its pane's scope"];

    public static string Words(this MemberTie tie) => Sentences[(int)tie];
}
