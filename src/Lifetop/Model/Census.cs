using System;
using System.Collections.Immutable;

namespace Lifetop.Model;

/// <summary>
/// Everything seen in one look, and what could not be read. It belongs to the one thread that observes and judges and is
/// filled again each look; its arrays are immutable and the same objects as long as nothing in them changed.
/// </summary>
public sealed class Census
{
    public DateTimeOffset Time { get; set; }
    public required ProcessTable Processes { get; init; }

    /// <summary>Time of boot, from which start ticks count.</summary>
    public DateTimeOffset BootTime { get; set; }
    public ImmutableArray<PaneSighting> Panes { get; set; } = [];

    /// <summary>tmux servers that answered with a whole listing in this look or whose listing still holds; only they prove a pane gone.</summary>
    public ImmutableArray<TmuxServer> Servers { get; set; } = [];
    public ImmutableArray<Declaration> Declarations { get; set; } = [];

    /// <summary>Workers that the naming of an agent system claims though no entry of it declares them; worked out from all the rest.</summary>
    public ImmutableArray<Declaration> Derived { get; set; } = [];
    public ImmutableArray<Gap> Gaps { get; set; } = [];

    /// <summary>Sources that have not answered yet since the start: their rows come when they do, which is no gap.</summary>
    public ImmutableArray<string> Awaited { get; set; } = [];

    /// <summary>How watched processes ended that died since the last look.</summary>
    public ImmutableArray<Death> Deaths { get; set; } = [];

    /// <summary>How long the CPU clocks were watched for the percentages in the table.</summary>
    public TimeSpan CpuWatched { get; set; }

    /// <summary>lifetop itself, nearest first, then its ancestors: never to be ended.</summary>
    public ProcessIdentities Self { get; set; } = ProcessIdentities.None;

    /// <summary>The control group scopes that hold one living pane alone.</summary>
    public PaneScopes Scopes { get; set; } = PaneScopes.None;

    /// <summary>Effective user of this lifetop: only this user's processes are looked through for workers.</summary>
    public uint UserId { get; set; }

    /// <summary>Whether a process is root or member of a worker of this very look; filled in by the matching.</summary>
    public Func<ProcessIdentity, bool> IsClaimed { get; set; } = static _ => false;

    /// <summary>Whether a file or folder still exists, or cannot be looked at; asked only for what a finished worker may have left.</summary>
    public Func<string, bool> Exists { get; set; } = static _ => false;

    /// <summary>UTC ticks of the last write to a log; 0 when there is no such file.</summary>
    public Func<string, long> WrittenAt { get; set; } = static _ => 0;

    /// <summary>The last line of a log that says anything; asked only for who ended badly and said nothing itself.</summary>
    public Func<string, string?> LastWords { get; set; } = static _ => null;

    /// <summary>Whether the tmux server at a socket is asked, or would be if there were one; null is the one that plain <c>tmux</c> talks to.</summary>
    public Func<string?, bool> LooksAtTmux { get; set; } = static _ => true;

    /// <summary>Whether a source, by its name, is asked in this look and would see the file that declares a worker if it is there.</summary>
    public Func<string, string, bool> LooksAtFile { get; set; } = static (_, _) => true;

    /// <summary>A path with its links resolved, so that two spellings of one folder compare equal; itself when it cannot be.</summary>
    public Func<string, string> RealPath { get; set; } = static path => path;

    /// <summary>What was last heard of a pull request, by its address; null where nobody has asked.</summary>
    public Func<string, PullRequestAnswer?> PullRequestOf { get; set; } = static _ => null;

    /// <summary>
    /// The row of a pane's root; -1 when it is gone. tmux lists what was so when it was asked: the number of one that has ended since may be
    /// another's by now, but then it is no child of the pane's server.
    /// </summary>
    public int RootOf(Pane pane)
    {
        int row = pane.Dead ? -1 : Processes.IndexOf(pane.Pid);
        return row >= 0 && (Processes.Rows[row].Parent == pane.Server.Pid || Processes.IndexOf(pane.Server.Pid) < 0) ? row : -1;
    }

    public const long TicksPerSecond = 100;

    public DateTimeOffset StartedAt(long startTicks) => BootTime + TimeSpan.FromMilliseconds(startTicks * (1000 / TicksPerSecond));
}

/// <summary>A watched process has ended; how, if the kernel told.</summary>
public sealed record Death(ProcessIdentity Process, Ending Ending);
