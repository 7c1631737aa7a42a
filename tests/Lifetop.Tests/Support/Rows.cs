using System;
using Lifetop.Model;
using Lifetop.Model.Query;

namespace Lifetop.Tests.Support;

/// <summary>Builds rows for tests: a plain running worker, changed as the test needs it.</summary>
internal static class Rows
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 14, 5, 7, TimeSpan.Zero);
    public static readonly Guid Boot = new("6f1c1f5e-0000-4000-8000-000000000001");

    public static readonly TmuxServer DefaultServer = new("/tmp/tmux-1000/default", "", 700, 5000);

    public static TimeSpan Span(string text) => AgeText.TryParseDuration(text, out var span) ? span : throw new ArgumentException(text);

    public static Pane Pane(string session = "main", string id = "%3") => new()
    {
        Server = DefaultServer,
        SessionId = "$1",
        SessionName = session,
        WindowId = "@7",
        WindowIndex = 2,
        WindowName = "w",
        PaneId = id,
        PaneIndex = 0,
        Pid = 4242,
        WindowPanes = 1,
    };

    public static Worker Worker(string name, string? key = null, WorkerKind kind = WorkerKind.Agent)
    {
        var parsed = new WorkerKey(key ?? "process/" + name);
        return new Worker { Identity = "id:" + parsed.Text, Key = parsed, Name = name, Source = parsed.Source, Kind = kind };
    }

    public static JudgedWorker Judged(Worker worker, Lifecycle state = Lifecycle.Running, string age = "5m", string note = "", int slot = -1)
        => new(worker, new Verdict { State = state, Since = Now - Span(age), Note = note }, slot);

    public static WorkerRow Row(string name, Lifecycle state = Lifecycle.Running, string age = "5m", string note = "", string? key = null,
        WorkerKind kind = WorkerKind.Agent, Counters? counters = null, Func<Worker, Worker>? with = null)
    {
        var worker = Worker(name, key, kind);
        return new WorkerRow(Judged(with is null ? worker : with(worker), state, age, note), counters ?? WorkerRow.Uncounted, Now);
    }

    public static Counters Busy(float cpu, long bytes, int tree = 1, string? idle = null) => new()
    {
        CpuPercent = cpu,
        ResidentBytes = bytes,
        TreeSize = tree,
        LastOutputTicks = idle is null ? 0 : (Now - Span(idle)).UtcTicks,
    };
}
