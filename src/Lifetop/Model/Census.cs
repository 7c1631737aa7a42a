using System;
using System.Collections.Immutable;

namespace Lifetop.Model;

/// <summary>
/// Everything seen in one look, and what could not be read. The immutable parts are the same objects as long as
/// nothing in them changed; the process table is refilled in place by the one thread that observes and judges.
/// </summary>
public sealed record Census
{
    public required DateTimeOffset Time { get; init; }
    public required ProcessTable Processes { get; init; }

    /// <summary>Time of boot, from which start ticks count.</summary>
    public required DateTimeOffset BootTime { get; init; }
    public ImmutableArray<PaneSighting> Panes { get; init; } = [];

    /// <summary>tmux servers that answered with a whole listing in this look or whose listing still holds; only they prove a pane gone.</summary>
    public ImmutableArray<TmuxServer> Servers { get; init; } = [];
    public ImmutableArray<Declaration> Declarations { get; init; } = [];
    public ImmutableArray<Gap> Gaps { get; init; } = [];

    /// <summary>Sources that have not answered yet since the start: their rows come when they do, which is no gap.</summary>
    public ImmutableArray<string> Awaited { get; init; } = [];

    /// <summary>How watched processes ended that died since the last look.</summary>
    public ImmutableArray<Death> Deaths { get; init; } = [];

    /// <summary>How long the CPU clocks were watched for the percentages in the table.</summary>
    public TimeSpan CpuWatched { get; init; }

    /// <summary>lifetop itself, nearest first, then its ancestors: never to be ended.</summary>
    public ImmutableArray<ProcessIdentity> Self { get; init; } = [];

    public const long TicksPerSecond = 100;

    public DateTimeOffset StartedAt(long startTicks) => BootTime + TimeSpan.FromMilliseconds(startTicks * (1000 / TicksPerSecond));
}

/// <summary>A watched process has ended; how, if the kernel told.</summary>
public sealed record Death(ProcessIdentity Process, Ending Ending);
