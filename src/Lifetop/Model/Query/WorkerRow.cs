using System;
using System.Collections.Immutable;
using Lifetop.Model.Budgets;

namespace Lifetop.Model.Query;

/// <summary>
/// What a list shows of one worker at one moment: every value that filter, columns and JSON know, worked out when asked
/// for. What is not known is null, never 0.
/// </summary>
public sealed class WorkerRow(JudgedWorker judged, in Counters counters, DateTimeOffset now)
{
    private Counters _counters = counters;

    public JudgedWorker Judged { get; } = judged;
    public Worker Worker => Judged.Worker;
    public Verdict Verdict => Judged.Verdict;
    public Declaration? Declaration => Worker.Declaration;
    public DateTimeOffset Now { get; private set; } = now;

    /// <summary>The same worker a look later: a steady list keeps its rows.</summary>
    public void Renew(in Counters counters, DateTimeOffset now)
    {
        _counters = counters;
        Now = now;
    }

    /// <summary>The rows of a roster, in its own order.</summary>
    public static WorkerRow[] Of(Roster roster)
    {
        var rows = new WorkerRow[roster.Workers.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            var worker = roster.Workers[i];
            bool counted = (uint)worker.Slot < (uint)roster.Counters.Length;
            rows[i] = new WorkerRow(worker, counted ? roster.Counters[worker.Slot] : Uncounted, roster.Time);
        }
        return rows;
    }

    /// <summary>Counters of a worker that was never measured.</summary>
    public static Counters Uncounted => new() { CpuPercent = -1, ResidentBytes = -1 };

    public string Key => Worker.Key.Text;
    public string Name => Worker.Name;
    public string Source => Worker.Source;
    public WorkerKind Kind => Worker.Kind;
    public Lifecycle State => Verdict.State;
    public string Note => Verdict.RenderNote(Now);
    public TimeSpan StateAge => Elapsed(Verdict.Since);
    public TimeSpan? Age => Elapsed(Worker.StartedAt);
    public int? Pid => Worker.Root?.Pid;
    public long? StartTicks => Worker.Root?.StartTicks;
    public bool HasProcesses => _counters.TreeSize > 0;
    public double? CpuPercent => HasProcesses && _counters.CpuPercent >= 0 ? _counters.CpuPercent : null;
    public long? ResidentBytes => HasProcesses && _counters.ResidentBytes >= 0 ? _counters.ResidentBytes : null;

    /// <summary>Null where the look did not see clearly enough to count.</summary>
    public int? TreeSize => _counters.TreeSize > 0 || State != Lifecycle.Unknown ? _counters.TreeSize : null;

    /// <summary>Since output or CPU, whichever came later; only a live worker can be idle.</summary>
    public TimeSpan? Idle
    {
        get
        {
            long last = Math.Max(_counters.LastOutputTicks, _counters.BusyTicks);
            return last > 0 && State.IsAlive() ? Elapsed(new DateTimeOffset(last, TimeSpan.Zero)) : null;
        }
    }

    public TimeSpan? HeartbeatAge
        => _counters.BeatTicks > 0 ? Elapsed(new DateTimeOffset(_counters.BeatTicks, TimeSpan.Zero)) : Elapsed(Declaration?.LastBeat);

    public Pane? Pane => Worker.Pane?.Facts;

    /// <summary>What a person calls the tmux server: its label, or the path of its socket.</summary>
    public string? Server => Pane is not { } pane ? null : pane.Server.Label.Length > 0 ? pane.Server.Label : pane.Server.Socket;

    public string? Session => Pane?.SessionName;
    public bool? Attached => Pane is { } pane ? pane.AttachedClients > 0 : null;

    /// <summary>Where to find it: its pane, else its folder.</summary>
    public string? Where => Pane?.Address ?? Worker.Cwd;

    public ImmutableArray<int> Ports => Worker.Ports;
    public string Command => Worker.Command.Length > 0 ? Worker.Command : Declaration?.Command ?? "";
    public string? Cwd => Worker.Cwd ?? Declaration?.Cwd;
    public string? Task => Declaration?.Task ?? Worker.Past?.Task;
    public string? Type => Worker.Type;
    public string? Owner => Declaration?.Owner?.Name;
    public string? Priority => Declaration?.Priority;
    public string? Branch => Declaration?.Branch ?? Worker.Past?.Branch;
    public string? Worktree => Declaration?.Worktree ?? Worker.Past?.Worktree;
    public string? Log => Declaration?.Log ?? Worker.Past?.Log;

    /// <summary>What its source says, else what its system's rules found it ended without, else the last line of its log.</summary>
    public string? Summary => Declaration?.Summary ?? Worker.Past?.Summary ?? Verdict.MissingResult ?? Verdict.LastWords;
    public string? ResultUrl => Declaration?.ResultUrl ?? Worker.Past?.ResultUrl;
    public string? NativeState => Verdict.NativeState ?? Declaration?.NativeState;
    public int? HealthScore => Declaration?.HealthScore;
    public long? TokensAllocated => Declaration?.TokensAllocated;
    public long? TokensUsed => Declaration?.TokensUsed;
    public double? TokensSpent => TokenShare.PercentOf(TokensUsed, TokensAllocated);
    public int? Restarts => Declaration?.Restarts;
    public int? ExitCode => Verdict.Ending?.ExitCode;
    public int? Signal => Verdict.Ending?.Signal;
    public string? Ended => Verdict.Ended;

    /// <summary>What to do next. No plan touches who is protected, so what only a plan does comes after that.</summary>
    public string? Suggestion => Judged.Protected && Verdict.Suggestion is { } next && NeedsPlan(next) ? "unprotect it, then " + next : Verdict.Suggestion;

    private static bool NeedsPlan(string suggestion) => suggestion.Contains("reap", StringComparison.Ordinal) || suggestion.Contains("restart", StringComparison.Ordinal);

    private TimeSpan Elapsed(DateTimeOffset since) => Now > since ? Now - since : TimeSpan.Zero;

    private TimeSpan? Elapsed(DateTimeOffset? since) => since is { } moment ? Elapsed(moment) : null;
}
