using System;
using System.Collections.Immutable;

namespace Lifetop.Model;

/// <summary>A worker as a source declares it, in a file, a registry or a table of its own: what it says, not what is true.</summary>
public sealed record Declaration
{
    /// <summary>Label of the source: lifetop, manifest, pidfile, multiclaude…</summary>
    public required string Source { get; init; }

    /// <summary>Stable behind any renaming: the declared id, prefixed by the source.</summary>
    public required string Identity { get; init; }
    public required WorkerKey Key { get; init; }
    public required string Name { get; init; }
    public WorkerKind? Kind { get; init; }

    /// <summary>The source's own word for its kind.</summary>
    public string? Type { get; init; }

    /// <summary>When the declaration was written: a process started more than 2 s later is not the declared one.</summary>
    public DateTimeOffset WrittenAt { get; init; }

    /// <summary>The file it was read from, if one; a gap with this scope makes the worker unknown.</summary>
    public string? File { get; init; }
    public ProcessClaim? Process { get; init; }
    public PaneClaim? Pane { get; init; }
    public OwnerClaim? Owner { get; init; }
    public string? Command { get; init; }

    /// <summary>The command word by word, as far as it was recorded so: what a restart starts.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];
    public string? Cwd { get; init; }
    public string? Worktree { get; init; }
    public string? Branch { get; init; }
    public string? Log { get; init; }
    public string? HeartbeatFile { get; init; }
    public DateTimeOffset? LastBeat { get; init; }

    /// <summary>Newest write to its log or transcript.</summary>
    public DateTimeOffset? LastOutput { get; init; }

    /// <summary>Set when it promised heartbeats; null with a LastBeat means the default limit, null without one means no promise.</summary>
    public TimeSpan? HeartbeatLimit { get; init; }
    public TimeSpan? Grace { get; init; }
    public string? Task { get; init; }
    public string? Priority { get; init; }
    public string? ResultUrl { get; init; }
    public string? Summary { get; init; }
    public int? HealthScore { get; init; }
    public long? TokensAllocated { get; init; }
    public long? TokensUsed { get; init; }
    public int? Restarts { get; init; }

    /// <summary>no, on-failure or always; a declaration with a policy other than no is never residue.</summary>
    public string RestartPolicy { get; init; } = "no";

    /// <summary>The source's own word for the state.</summary>
    public string? NativeState { get; init; }

    /// <summary>What that word means in lifetop's terms: only the cases a source may decide.</summary>
    public DeclaredState Says { get; init; }
    public DateTimeOffset? SaysSince { get; init; }
    public int? ExitCode { get; init; }
    public int? Signal { get; init; }

    /// <summary>Why the file is no good although it was read (same wrong bytes for long, no pid in it…); the worker is failed or a zombie for it, never acted on by pid.</summary>
    public string? Malformed { get; init; }

    /// <summary>What remains once the work is over: the file itself, pid, heartbeat and lock files it names, entries in the system's own tables.</summary>
    public ImmutableArray<Residue> Leaves { get; init; } = [];

    /// <summary>Environment variables and values by which this worker's processes are known.</summary>
    public ImmutableArray<EnvironmentMarker> Markers { get; init; } = [];

    /// <summary>More facts worth showing in why, in the source's words.</summary>
    public ImmutableArray<Evidence> Remarks { get; init; } = [];

    /// <summary>For the rules of the agent system it is from; null for all other sources.</summary>
    public SystemFacts? System { get; init; }
    public bool Adopted { get; init; }
    public bool Spawned { get; init; }

    // By hand, as in the records below: what the compiler makes is compiled on the spot for every kind of number and enum in it.
    public bool Equals(Declaration? other)
        => ReferenceEquals(this, other) || (other is not null && Source == other.Source && Identity == other.Identity && Key.Text == other.Key.Text && Name == other.Name && Kind == other.Kind && Type == other.Type
            && WrittenAt == other.WrittenAt && File == other.File && Process == other.Process && Pane == other.Pane && Owner == other.Owner && Command == other.Command
            && Arguments == other.Arguments && Cwd == other.Cwd && Worktree == other.Worktree && Branch == other.Branch && Log == other.Log
            && HeartbeatFile == other.HeartbeatFile && LastBeat == other.LastBeat && LastOutput == other.LastOutput && HeartbeatLimit == other.HeartbeatLimit
            && Grace == other.Grace && Task == other.Task && Priority == other.Priority && ResultUrl == other.ResultUrl && Summary == other.Summary
            && HealthScore == other.HealthScore && TokensAllocated == other.TokensAllocated && TokensUsed == other.TokensUsed && Restarts == other.Restarts
            && RestartPolicy == other.RestartPolicy && NativeState == other.NativeState && Says == other.Says && SaysSince == other.SaysSince
            && ExitCode == other.ExitCode && Signal == other.Signal && Malformed == other.Malformed && Leaves == other.Leaves && Markers == other.Markers
            && Remarks == other.Remarks && System == other.System && Adopted == other.Adopted && Spawned == other.Spawned);

    public override int GetHashCode() => string.GetHashCode(Identity, StringComparison.Ordinal);
}

/// <summary>The process a declaration names. Start time decides where it is known; else the time of writing and the command line do.</summary>
public sealed record ProcessClaim(int Pid)
{
    public long? StartTicks { get; init; }
    public Guid? Boot { get; init; }

    /// <summary>The start as a time of day where the source records that; true to about a second.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The record's time says nothing about the process's: only what else is known of it tells whether it is the one.</summary>
    public bool IsOfAnyAge { get; init; }

    /// <summary>Must be in the process's command line (arguments joined by blanks); empty: anything.</summary>
    public string RequiredCommand { get; init; } = "";

    /// <summary>Who that is, for people, where the command line is too long to be told; empty tells the command line.</summary>
    public string CalledBy { get; init; } = "";

    /// <summary>Must stand in its command line, and not as part of a longer name; or it works in <see cref="OrFolder"/>. Empty: anything.</summary>
    public string Mention { get; init; } = "";
    public string? OrFolder { get; init; }

    /// <summary>Must be among its arguments, with <see cref="OptionValue"/> whole as the next one: <c>--name</c>. Empty: anything.</summary>
    public string Option { get; init; } = "";
    public string OptionValue { get; init; } = "";

    /// <summary>When the pid was written down, where that was later than the rest of the declaration.</summary>
    public DateTimeOffset? RecordedAt { get; init; }

    /// <summary>The program it must be: the kernel's name for it, or the basename of exe, argv[0] or script. Empty: any.</summary>
    public string RequiredProgram { get; init; } = "";

    public bool Equals(ProcessClaim? other)
        => ReferenceEquals(this, other) || (other is not null && Pid == other.Pid && StartTicks == other.StartTicks && Boot == other.Boot && StartedAt == other.StartedAt && IsOfAnyAge == other.IsOfAnyAge && RequiredCommand == other.RequiredCommand
            && CalledBy == other.CalledBy && Mention == other.Mention && OrFolder == other.OrFolder && Option == other.Option && OptionValue == other.OptionValue && RecordedAt == other.RecordedAt && RequiredProgram == other.RequiredProgram);

    public override int GetHashCode() => Pid;
}

/// <summary>The pane a declaration names: an id of one server process, or an exact session and window name.</summary>
public sealed record PaneClaim
{
    /// <summary>Socket path; null is the default server.</summary>
    public string? Socket { get; init; }
    public string? PaneId { get; init; }
    public int? ServerPid { get; init; }
    public long? ServerStartTicks { get; init; }
    public string? SessionName { get; init; }
    public string? WindowName { get; init; }

    /// <summary>What its root was; tells panes of one name apart.</summary>
    public int? RootPid { get; init; }

    /// <summary>The pane goes with the worker; otherwise the worker only lives in it.</summary>
    public bool Belongs { get; init; } = true;

    /// <summary>Exactly this pane, while its server lives.</summary>
    public static PaneClaim Of(TmuxServer server, string paneId) => new() { Socket = server.Socket, PaneId = paneId, ServerPid = server.Pid, ServerStartTicks = server.StartTicks };

    public bool Equals(PaneClaim? other)
        => ReferenceEquals(this, other) || (other is not null && Socket == other.Socket && PaneId == other.PaneId && ServerPid == other.ServerPid && ServerStartTicks == other.ServerStartTicks && SessionName == other.SessionName && WindowName == other.WindowName && RootPid == other.RootPid && Belongs == other.Belongs);

    public override int GetHashCode() => string.GetHashCode(SessionName ?? PaneId, StringComparison.Ordinal);
}

/// <summary>What should be alive while the worker is: a process, or a program by name among its 8 nearest ancestors, itself included.</summary>
public sealed record OwnerClaim(string Name)
{
    public ProcessIdentity? Process { get; init; }
    public string? AncestorProgram { get; init; }
}

/// <summary>What a source may say about the end or need of its worker.</summary>
public enum DeclaredState
{
    Nothing,
    Pending,
    Live,
    Idle,
    Waiting,
    Stalled,
    Restarting,
    Completed,
    Failed,
    Blocked,
    Orphan,
    /// <summary>Over, and the source wants it cleaned up.</summary>
    Over,
}
