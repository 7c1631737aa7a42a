using System;
using System.Collections.Immutable;
using System.Globalization;

namespace Lifetop.Model.Query;

/// <summary>The one table of fields: columns, filter words and sort keys are printed and read from it.</summary>
public static class WorkerFields
{
    /// <summary>A column that is no field: only a screen that looks again and again can draw how the CPU went.</summary>
    public const string Trend = "trend";

    public static readonly ImmutableArray<WorkerField> All =
    [
        new()
        {
            Name = "state", Header = "state", Kind = FieldKind.Text, Doc = "what lifetop found it to be",
            Words = ["waiting", "stalled", "zombie", "orphan", "failed", "blocked", "unknown", "reaping", "restarting", "pending", "running", "idle", "completed", "cleaned"],
            Text = row => row.State.Word(),
        },
        Word("name", "name", "what it is called", row => row.Name),
        Word("key", "key", "its whole key, unique", row => row.Key),
        Word("source", "source", "the convention it was found by", row => row.Source, "src"),
        new()
        {
            Name = "kind", Header = "kind", Kind = FieldKind.Text, Doc = "agent, daemon, server, job or shell",
            Words = ["agent", "daemon", "server", "job", "shell"], Text = row => row.Kind.Word(),
        },
        Span("age", "age", "how long in this state", row => row.StateAge, "state_age"),
        Span("up", "up", "how long since it started", row => row.Age, "uptime", "started"),
        Span("idle", "idle", "how long since it wrote or computed", row => row.Idle),
        Value("cpu", "cpu%", "percent of one core, whole tree", row => row.CpuPercent, row => row.CpuPercent is { } cpu ? AgeText.Percent(cpu) : Unread(row), "cpu_percent"),
        new()
        {
            Name = "mem", Aliases = ["memory", "rss"], Header = "mem", Kind = FieldKind.Size, Doc = "resident memory, whole tree",
            Text = row => row.ResidentBytes is { } bytes ? AgeText.Size(bytes) : Unread(row), Number = row => row.ResidentBytes ?? double.NaN,
        },
        Word("note", "note", "the one thing to know", row => row.Note),
        Word("where", "where", "its pane, else its folder", row => row.Where, "place"),
        Value("pid", "pid", "process id of its root", row => row.Pid),
        new()
        {
            Name = "ports", Aliases = ["port"], Header = "ports", Kind = FieldKind.Number, Doc = "TCP ports it listens on",
            Text = row => PortList(row.Ports), Number = row => row.Ports.IsEmpty ? double.NaN : row.Ports[0], Numbers = row => row.Ports,
        },
        Value("tree", "tree", "processes in its tree", row => row.TreeSize, null, "tree_size"),
        Span("heartbeat", "beat", "how long since its last heartbeat", row => row.HeartbeatAge, "beat"),
        Value("health", "health", "health score its source gives", row => row.HealthScore, null, "health_score"),
        Value("tokens", "tokens", "tokens used, of those allocated", row => row.TokensUsed, Tokens, "tokens_used"),
        Value("allocated", "alloc", "tokens allocated", row => row.TokensAllocated, row => row.TokensAllocated is { } count ? AgeText.Count(count) : null, "tokens_allocated"),
        Value("spent", "spent", "percent of its tokens used", row => row.TokensSpent, row => row.TokensSpent is { } spent ? AgeText.Percent(spent) : null, "tokens_percent"),
        Word("type", "type", "its source's word for its kind", row => row.Type),
        Word("owner", "owner", "what should be alive while it is", row => row.Owner),
        new()
        {
            Name = "priority", Aliases = ["prio"], Header = "prio", Kind = FieldKind.Text, Doc = "priority its source gives",
            Text = row => row.Priority,
            NumberInText = row => AgeText.TryParseNumber(row.Priority, out double number) ? number : double.NaN,
            Ranked = ["critical", "urgent", "high", "medium", "normal", "low"],
        },
        Word("task", "task", "what it works on", row => row.Task),
        Word("branch", "branch", "its git branch", row => row.Branch),
        Value("restarts", "restarts", "how often it was started again", row => row.Restarts),
        Word("server", "server", "tmux server of its pane", row => row.Server),
        Word("session", "session", "tmux session of its pane", row => row.Session),
        Word("user", "user", "whose process it is", row => row.Worker.User),
        Word("cwd", "cwd", "its working folder", row => row.Cwd, "folder", "dir"),
        Word("command", "command", "its command line", row => row.Command, "cmd"),
        Word("worktree", "worktree", "its git worktree", row => row.Worktree),
        Word("log", "log", "its log file", row => row.Log),
        Word("ended", "ended", "completed, failed or blocked", row => row.Ended),
        Value("exit", "exit", "exit code", row => row.ExitCode, null, "exit_code"),
        Value("signal", "signal", "signal that ended it", row => row.Signal),
        Word("native", "native", "its source's word for its state", row => row.NativeState, "native_state", "status"),
        Word("summary", "summary", "its own last word", row => row.Summary),
        Word("result", "result", "address of its result", row => row.ResultUrl, "result_url"),
        Word("residue", "residue", "what is left of it", Leftovers),
        Flag("protected", "protected", "no plan may touch it", row => row.Judged.Protected),
        Flag("attached", "attached", "somebody looks at its pane", row => row.Attached),
        Flag("snoozed", "snoozed", "off the attention list for a while", row => row.Judged.SnoozedUntil is { } until && until > row.Now),
    ];

    /// <summary>By name or alias; null when there is none.</summary>
    public static WorkerField? Find(ReadOnlySpan<char> name)
    {
        foreach (var field in All)
        {
            if (name.Equals(field.Name, StringComparison.OrdinalIgnoreCase))
                return field;
            foreach (string alias in field.Aliases)
                if (name.Equals(alias, StringComparison.OrdinalIgnoreCase))
                    return field;
        }
        return null;
    }

    /// <summary>The field whose name or alias is nearest to a mistyped one; null when none is near.</summary>
    public static WorkerField? Nearest(string name)
    {
        var names = new string[All.Length * 4];
        int count = 0;
        foreach (var field in All)
        {
            names[count++] = field.Name;
            foreach (string alias in field.Aliases)
                names[count++] = alias;
        }
        return Model.Nearest.To(name, names.AsSpan(0, count)) is { } near ? Find(near) : null;
    }

    private static WorkerField Word(string name, string header, string doc, WorkerField.TextOf text, params string[] aliases)
        => new() { Name = name, Header = header, Kind = FieldKind.Text, Doc = doc, Text = text, Aliases = ImmutableArray.Create(aliases) };

    private static WorkerField Value(string name, string header, string doc, Func<WorkerRow, double?> number, WorkerField.TextOf? text = null, params string[] aliases)
        => new()
        {
            Name = name,
            Header = header,
            Kind = FieldKind.Number,
            Doc = doc,
            Aliases = ImmutableArray.Create(aliases),
            Number = row => number(row) ?? double.NaN,
            Text = text ?? (row => number(row)?.ToString("0", CultureInfo.InvariantCulture)),
        };

    private static WorkerField Span(string name, string header, string doc, Func<WorkerRow, TimeSpan?> span, params string[] aliases)
        => new()
        {
            Name = name,
            Header = header,
            Kind = FieldKind.Duration,
            Doc = doc,
            Aliases = ImmutableArray.Create(aliases),
            Number = row => span(row)?.TotalSeconds ?? double.NaN,
            Text = row => span(row) is { } age ? AgeText.Age(age) : null,
        };

    private static WorkerField Flag(string name, string header, string doc, Func<WorkerRow, bool?> flag)
        => new()
        {
            Name = name,
            Header = header,
            Kind = FieldKind.Flag,
            Doc = doc,
            Words = ["yes", "no"],
            Number = row => flag(row) is { } set ? set ? 1 : 0 : double.NaN,
            Text = row => flag(row) is { } set ? set ? "yes" : "no" : null,
        };

    /// <summary>A process that could not be measured is not the same as none.</summary>
    private static string? Unread(WorkerRow row) => row.HasProcesses ? "?" : null;

    private static string? PortList(ImmutableArray<int> ports)
    {
        if (ports.IsEmpty)
            return null;
        string list = "";
        foreach (int port in ports)
            list = string.Concat(list, list.Length > 0 ? " :" : ":", port.ToString(CultureInfo.InvariantCulture));
        return list;
    }

    private static string? Tokens(WorkerRow row) => (row.TokensUsed, row.TokensAllocated) switch
    {
        ({ } used, { } allocated) => string.Concat(AgeText.Count(used), "/", AgeText.Count(allocated)),
        ({ } used, null) => AgeText.Count(used),
        (null, { } allocated) => "?/" + AgeText.Count(allocated),
        _ => null,
    };

    private static string? Leftovers(WorkerRow row)
    {
        string list = "";
        foreach (var residue in row.Verdict.Residue)
            list = list.Length == 0 ? residue.What : string.Concat(list, ", ", residue.What);
        return list.Length == 0 ? null : list;
    }
}
