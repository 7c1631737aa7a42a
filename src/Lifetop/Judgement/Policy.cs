using System;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>Thresholds, grace times and name lists with their defaults; the config changes them.</summary>
public sealed record Policy
{
    public static readonly Policy Default = new();

    public TimeSpan PendingGrace { get; init; } = TimeSpan.FromMinutes(2);
    public TimeSpan HeartbeatLimit { get; init; } = TimeSpan.FromMinutes(5);
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromMinutes(5);
    public TimeSpan ShowEnded { get; init; } = TimeSpan.FromHours(1);
    public TimeSpan ArchiveAfter { get; init; } = TimeSpan.FromDays(7);

    /// <summary>A tree below this share of one core, in percent, does nothing.</summary>
    public float IdleCpuPercent { get; init; } = 2;

    /// <summary>A process in a record without start time may be this much younger than the record.</summary>
    public TimeSpan RecordSlack { get; init; } = TimeSpan.FromSeconds(2);
    public TimeSpan StrayAge { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Younger than this speaks against removing it.</summary>
    public TimeSpan Young { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Programs that are coding agents, by the basename of exe, argv[0] or the script an interpreter runs.</summary>
    public ImmutableArray<string> AgentPrograms { get; init; } =
    [
        "claude", "codex", "gemini", "aider", "opencode", "goose", "cursor-agent", "amp", "crush", "qwen", "droid",
        "copilot", "auggie", "kimi", "cline", "openhands", "plandex", "codex-lab",
    ];

    /// <summary>tmux sessions whose panes are no workers by themselves.</summary>
    public ImmutableArray<string> IgnoredSessions { get; init; } = [];

    /// <summary>Whether a process that nobody declared can be a worker of its own.</summary>
    public bool FindsProcesses { get; init; } = true;

    /// <summary>The user's own rules, in order; the first that fits decides.</summary>
    public ImmutableArray<WorkerRule> Rules { get; init; } = [];

    /// <summary>Overrides of idle_after and heartbeat limit by source or type ("tmux", "manifest", "worker").</summary>
    public NamedTimes IdleAfterOf { get; init; } = NamedTimes.Empty;
    public NamedTimes HeartbeatLimitOf { get; init; } = NamedTimes.Empty;
    public NamedTimes PendingGraceOf { get; init; } = NamedTimes.Empty;

    public TimeSpan GraceOf(Declaration declaration)
        => declaration.Grace ?? PendingGraceOf.Of(declaration.Type, declaration.Source) ?? PendingGrace;

    /// <summary>Null when it never promised a heartbeat.</summary>
    public TimeSpan? HeartbeatLimitFor(Worker worker)
        => worker.Declaration is null or { HeartbeatLimit: null, LastBeat: null }
            ? null
            : worker.Declaration.HeartbeatLimit ?? HeartbeatLimitOf.Of(worker.Type, worker.Source) ?? HeartbeatLimit;

    public TimeSpan IdleAfterFor(Worker worker) => IdleAfterOf.Of(worker.Type, worker.Source) ?? IdleAfter;
}

/// <summary>A config rule that makes workers of processes: all the conditions that are given must hold.</summary>
/// <param name="Program">Basename of exe or argv[0], exactly; null for any.</param>
/// <param name="Command">A piece of the command line; null for any.</param>
public sealed record WorkerRule(string? Program, string? Command, WorkerKind Kind, string? Type)
{
    public string? OwnerProgram { get; init; }
}
