using System;
using Lifetop.Model;

namespace Lifetop.Tests.Support;

/// <summary>The invented machine of the tables and texts: one worker for most states.</summary>
internal static class SampleWorld
{
    public static Roster Roster()
    {
        var counters = new Counters[20];
        int slots = 0;
        JudgedWorker Make(string key, string name, Lifecycle state, string age, string note, WorkerKind kind, Counters? seen = null, Func<Worker, Worker>? with = null)
        {
            counters[slots] = seen ?? Lifetop.Model.Query.WorkerRow.Uncounted;
            var worker = Rows.Worker(name, key, kind) with { Cwd = "/home/me/src/web" };
            return Rows.Judged(with is null ? worker : with(worker), state, age, note, slots++);
        }
        JudgedWorker[] workers =
        [
            Make("tmux/scratch:0.0", "scratch", Lifecycle.Idle, "9d", "", WorkerKind.Shell, Rows.Busy(0, 6L << 20, 1, "9d")),
            Make("process/postgres-800", "postgres :5432", Lifecycle.Running, "12d", "12 connections", WorkerKind.Daemon, Rows.Busy(1, 640L << 20, 8, "1s"),
                worker => worker with { Root = new ProcessIdentity(800, 1, Rows.Boot), RootAlive = true, Ports = [5432] }),
            Make("commit-relay/worker-implementation-041", "worker-implementation-041", Lifecycle.Stalled, "12m", "no heartbeat 17m, limit 5m", WorkerKind.Agent, Rows.Busy(0, 512L << 20, 3, "38m")),
            Make("multiclaude/my.app/happy-otter", "happy-otter", Lifecycle.Waiting, "14m", "asks: run npm test?", WorkerKind.Agent, Rows.Busy(0, 410L << 20, 4, "14m"),
                worker => worker with { Pane = new PaneSighting(Rows.Pane()), Root = new ProcessIdentity(4211, 7, Rows.Boot), RootAlive = true }),
            Make("multiclaude/my.app/brave-lynx", "brave-lynx", Lifecycle.Zombie, "47m", "left 2 processes, window", WorkerKind.Agent, Rows.Busy(0.2f, 96L << 20, 2)),
            Make("process/vite-18301", "vite :5173", Lifecycle.Orphan, "3d", "owner gone, holds :5173", WorkerKind.Server, Rows.Busy(2, 310L << 20, 1, "3d")),
            Make("lifetop/migrate-db", "migrate-db", Lifecycle.Failed, "51m", "exit 1: \"users\" exists", WorkerKind.Job),
            Make("lifetop/quick-ibis", "quick-ibis", Lifecycle.Completed, "2h", "PR #298 merged", WorkerKind.Agent),
            Make("lifetop/short-elk", "short-elk", Lifecycle.Completed, "4m", "PR #299 merged", WorkerKind.Agent),
            Make("tmux/evil:1.0", "e\u001b[2Jvil\u202E日本", Lifecycle.Idle, "7m", "\u0007", WorkerKind.Job, Rows.Busy(0, 8L << 30, 1, "7m")),
        ];
        return new Roster { Time = Rows.Now, Counters = counters, Workers = [.. workers] };
    }

    /// <summary>A worker of which everything is known.</summary>
    public static JudgedWorker KnownInFull()
    {
        var now = Rows.Now;
        var key = new WorkerKey("multiclaude/my.app/brave-lynx");
        var declaration = new Declaration
        {
            Source = "multiclaude",
            Identity = "multiclaude:my.app:brave-lynx",
            Key = key,
            Name = "brave-lynx",
            Type = "worker",
            WrittenAt = now.AddMinutes(-51),
            File = "/home/me/.multiclaude/state.json",
            Owner = new OwnerClaim("daemon"),
            Branch = "work/brave-lynx",
            Worktree = "/home/me/wt/brave-lynx",
            Log = "/home/me/logs/brave-lynx.log",
            LastBeat = now.AddMinutes(-48),
            Task = "fix flaky upload test (#309)",
            Priority = "high",
            ResultUrl = "https://example.org/pr/1",
            Summary = "gave up",
            HealthScore = 40,
            TokensAllocated = 40_000,
            TokensUsed = 1204,
            Restarts = 2,
            NativeState = "running",
            Says = DeclaredState.Live,
        };
        return new JudgedWorker(
            new Worker
            {
                Identity = declaration.Identity,
                Key = key,
                Name = "brave-lynx",
                Source = "multiclaude",
                Kind = WorkerKind.Agent,
                AlsoKnownAs = ["tmux/mc-my.app:3.0"],
                Declaration = declaration,
                Pane = new PaneSighting(Rows.Pane("mc-my.app", "%14") with { AttachedClients = 1 }),
                OwnsPane = true,
                Root = new ProcessIdentity(18233, 12345, Rows.Boot),
                Ports = [3001],
                Command = "claude --resume",
                Cwd = "/home/me/wt/brave-lynx",
                User = "me",
                StartedAt = now.AddHours(-3),
            },
            new Verdict
            {
                State = Lifecycle.Zombie,
                Since = now.AddMinutes(-47),
                Note = "left 2 processes, window",
                Evidence =
                [
                    new Evidence("pid 18233 gone for", "proc", now.AddMinutes(-47), ", no exit status seen"),
                    new Evidence("a shell is left in %14: zsh 18190, no input for", "tmux", now.AddMinutes(-46)),
                    new Evidence("last log line: API error: connection reset", "log"),
                ],
                Residue =
                [
                    new Residue("process", "node 18301, vite --port 3001, listens on :3001"),
                    new Residue("window", "window @7 of mc-my.app, pane %14"),
                ],
                Ending = new Ending(1, 9, now.AddMinutes(-47), "proc"),
                Ended = "failed",
                Suggestion = "reap ends 2 processes, closes @7; keeps the worktree",
            },
            0)
        {
            Protected = true,
            SnoozedUntil = now.AddHours(1),
        };
    }

    public static Counters KnownCounters => Rows.Busy(3.44f, 96L << 20, 2, "46m") with { BeatTicks = Rows.Now.AddMinutes(-48).UtcTicks };
}
