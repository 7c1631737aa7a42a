using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Threading;

namespace Lifetop.Model;

/// <summary>One tmux server: ids mean something only together with the server process that printed them.</summary>
/// <param name="Socket">Absolute path of its socket.</param>
/// <param name="Label">Empty for the default server; else what a key shows behind <c>tmux@</c>.</param>
public sealed record TmuxServer(string Socket, string Label, int Pid, long StartTicks)
{
    /// <param name="socket">Null for the server that plain <c>tmux</c> talks to.</param>
    public bool IsAt(string? socket) => socket is null ? Label.Length == 0 : Socket == socket;
}

/// <summary>One pane as its server listed it. Facts only; made anew only when one of them changed.</summary>
public sealed record Pane
{
    public required TmuxServer Server { get; init; }
    public required string SessionId { get; init; }
    public required string SessionName { get; init; }
    public required string WindowId { get; init; }
    public required int WindowIndex { get; init; }
    public required string WindowName { get; init; }
    public required string PaneId { get; init; }
    public required int PaneIndex { get; init; }

    /// <summary>The pane's root process. Once Dead the kernel may have given this pid to anybody.</summary>
    public required int Pid { get; init; }
    public string Terminal { get; init; } = "";
    public bool Dead { get; init; }
    public int? ExitStatus { get; init; }
    public int? ExitSignal { get; init; }
    public DateTimeOffset? DiedAt { get; init; }
    public string Title { get; init; } = "";
    public string StartCommand { get; init; } = "";
    public bool Bell { get; init; }
    public int WindowPanes { get; init; }
    public int AttachedClients { get; init; }
    public DateTimeOffset SessionCreated { get; init; }

    /// <summary>Other places the same pane is listed at: grouped sessions, linked windows ("name:index.pane").</summary>
    public ImmutableArray<string> AlsoAt { get; init; } = [];

    /// <summary>Stable name of the pane behind any key: server process and pane id.</summary>
    // Put together from texts, in fours at most: what makes a text of numbers, or of more, is compiled on the spot.
    public string Identity => string.Concat("pane:", Number(Server.Pid), ":", Number(Server.StartTicks)) + ":" + PaneId;

    public string Address => string.Concat(SessionName, ":", Number(WindowIndex), ".") + Number(PaneIndex);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A pane with what moves without its facts changing. Belongs to the observing side.</summary>
public sealed class PaneSighting(Pane facts)
{
    private long _windowActivity;

    public Pane Facts { get; } = facts;

    /// <summary>That of the facts, made once.</summary>
    public string Identity => field ??= Facts.Identity;

    /// <summary>Last output in its window, to the second; says something about this pane only where WindowPanes is 1.</summary>
    public DateTimeOffset WindowActivity
    {
        // Kept as one word: the thread that lists panes writes it while the observing thread reads.
        get => DateTimeOffset.FromUnixTimeSeconds(Volatile.Read(ref _windowActivity));
        set => Volatile.Write(ref _windowActivity, value.ToUnixTimeSeconds());
    }

    /// <summary>Modification time of its tty: the only output time that is true per pane (8 s steps).</summary>
    public DateTimeOffset? TerminalWritten { get; set; }

    /// <summary>The question that stands in its last lines, if one of the known prompts does.</summary>
    public Prompt? Prompt { get; set; }
}

/// <summary>A person is asked something: the pattern that recognised it and the line that asks.</summary>
public sealed record Prompt(string Pattern, string Line);
