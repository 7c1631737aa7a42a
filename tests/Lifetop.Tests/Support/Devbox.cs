using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Screens;

namespace Lifetop.Tests.Support;

/// <summary>An invented machine with 40 workers, one of nearly every kind and state, whose frames are known cell for cell.</summary>
internal sealed class Devbox
{
    private readonly List<JudgedWorker> _workers = [];
    private readonly List<Counters> _counters = [];

    /// <summary>What has ended so long ago that only view gone has it.</summary>
    private const int LongGone = 121;

    public static readonly UiSettings Settings = new() { ShowEnded = TimeSpan.FromHours(2) };

    public static Roster Roster() => new Devbox().Build();

    private Roster Build()
    {
        Waiting();
        LeftOver();
        Ended();
        Running();
        Idle();
        for (int i = 0; i < LongGone; i++)
            Add($"lifetop/past-{i}", $"past-{i}", Lifecycle.Completed, $"{i + 3}h", "exit 0", WorkerKind.Job);
        return new Roster { Time = Rows.Now, Counters = [.. _counters], Workers = [.. _workers] };
    }

    private void Waiting()
    {
        Add("multiclaude/my.app/happy-otter", "happy-otter", Lifecycle.Waiting, "14m", "asks: run npm test?", WorkerKind.Agent, 0, "410M", "14m");
        Add("agent-relay/api/Frontend", "Frontend", Lifecycle.Waiting, "6m12s", "asks: apply this edit?", WorkerKind.Agent, 1, "388M", "6m12s");
        Add("every-code/fix-login-gemini", "fix-login-gemini", Lifecycle.Waiting, "41s", "bell", WorkerKind.Agent, 0, "296M", "41s", "41s", " ago");
        Add("commit-relay/api/worker-implementation-041", "worker-implementation-041", Lifecycle.Stalled, "12m", "no heartbeat", WorkerKind.Agent, 0, "512M", "38m", "17m", ", limit 5m");
        Add("orchestrator/auto-9f3c1b2e", "auto-9f3c1b2e", Lifecycle.Stalled, "6m2s", "no heartbeat", WorkerKind.Agent, 3, "244M", "11m", "11m2s", ", limit 5m");
    }

    private void LeftOver()
    {
        Add("commit-relay/api/worker-fix-017", "worker-fix-017", Lifecycle.Zombie, "2h11m", "left its spec, 40k tokens", WorkerKind.Agent);
        // What it left does nothing: that is no CPU worth a number.
        Add("multiclaude/my.app/brave-lynx", "brave-lynx", Lifecycle.Zombie, "47m", "left 2 processes, window", WorkerKind.Agent, 0, "96M");
        Add("agent-relay/api/Backend", "Backend", Lifecycle.Zombie, "31m", "still in workers.json", WorkerKind.Agent);
        Add("lifetop/deploy-preview", "deploy-preview", Lifecycle.Zombie, "5m20s", "left pid file, port 4173", WorkerKind.Job);
        Add("process/vite-5173", "vite :5173", Lifecycle.Orphan, "3d", "owner gone, holds :5173", WorkerKind.Server, 2, "310M", "3d");
        Add("process/chrome-headless", "chrome-headless", Lifecycle.Orphan, "1d", "session ended 1d ago", WorkerKind.Job, 0, "720M", "1d");
        Add("process/node-40771", "node worker.js", Lifecycle.Orphan, "11h4m", "owner gone", WorkerKind.Job, 0, "88M", "11h");
    }

    private void Ended()
    {
        Add("lifetop/nightly-eval", "nightly-eval", Lifecycle.Failed, "5h7m", "signal 9, out of memory", WorkerKind.Job);
        Add("lifetop/migrate-db", "migrate-db", Lifecycle.Failed, "51m", "exit 1: \"users\" exists", WorkerKind.Job);
        Add("multiclaude/my.app/calm-heron", "calm-heron", Lifecycle.Blocked, "22m", "no PR, 2 commits kept", WorkerKind.Agent);
        Add("multiclaude/my.app/swift-badger", "swift-badger", Lifecycle.Reaping, "2s", "TERM sent, 5 of 7 gone", WorkerKind.Agent, 4, "120M");
        Add("lifetop/indexer", "indexer", Lifecycle.Restarting, "3s", "try 3 of 5 in 8s", WorkerKind.Daemon);
        Add("commit-relay/api/worker-docs-018", "worker-docs-018", Lifecycle.Pending, "38s", "declared, grace 2m", WorkerKind.Agent);
        Add("multiclaude/my.app/quick-ibis", "quick-ibis", Lifecycle.Completed, "1h4m", "PR #298 merged", WorkerKind.Agent);
        Add("commit-relay/api/worker-implementation-039", "worker-implementation-039", Lifecycle.Completed, "42m", "exit 0, 118k tokens", WorkerKind.Agent);
        Add("lifetop/spike", "spike\u202Egpj.sh", Lifecycle.Completed, "17m", "exit 0", WorkerKind.Job);
    }

    private void Running()
    {
        Add("process/postgres-800", "postgres :5432", Lifecycle.Running, "12d", "12 connections", WorkerKind.Daemon, 1, "640M", "0s");
        Add("process/ollama-900", "ollama :11434", Lifecycle.Running, "9d", "2 models loaded", WorkerKind.Daemon, 212, "8.4G", "3s");
        Add("multiclaude/my.app/supervisor", "supervisor", Lifecycle.Running, "3d4h", "watches 6 workers", WorkerKind.Agent, 6, "455M", "4s");
        Add("multiclaude/my.app/merge-queue", "merge-queue", Lifecycle.Running, "3d", "PR #311 in checks", WorkerKind.Agent, 2, "390M", "12s");
        Add("tmux/main:2.0", "web :3000", Lifecycle.Running, "5h7m", "listens on :3000", WorkerKind.Server, 9, "530M", "1s");
        Add("agent-relay/api/Lead", "Lead", Lifecycle.Running, "2h31m", "plan the billing split", WorkerKind.Agent, 18, "498M", "2s");
        Add("orchestrator/prime", "prime", Lifecycle.Running, "2h2m", "driving", WorkerKind.Agent, 11, "367M", "1s");
        Add("lifetop/embed-docs", "embed-docs", Lifecycle.Running, "51m", "71 of 120 files", WorkerKind.Job, 398, "2.1G", "0s");
        Add("agent-relay/api/Reviewer", "Reviewer", Lifecycle.Running, "34m", "review of #308", WorkerKind.Agent, 7, "402M", "6s");
        Add("commit-relay/api/worker-implementation-042", "worker-implementation-042", Lifecycle.Running, "19m", "rate limiter, step 4", WorkerKind.Agent, 44, "520M", "0s");
        Add("multiclaude/my.app/clever-fox", "clever-fox", Lifecycle.Running, "9m41s", "fix login redirect (#312)", WorkerKind.Agent, 61, "544M", "0s");
        Add("every-code/fix-login-claude", "fix-login-claude", Lifecycle.Running, "7m2s", "edits auth/session.ts", WorkerKind.Agent, 22, "433M", "3s");
        Add("tmux/main:3.0", "検索インデックス", Lifecycle.Running, "4m18s", "cargo build", WorkerKind.Job, 99, "310M", "0s");
    }

    private void Idle()
    {
        Add("process/redis-700", "redis :6379", Lifecycle.Idle, "12d", "no clients", WorkerKind.Daemon, 0, "24M", "8m");
        Add("commit-relay/api/pm-daemon", "pm-daemon", Lifecycle.Idle, "3d", "2 tasks queued", WorkerKind.Daemon, 0, "61M", "7m30s");
        Add("tmux/docs:0.0", "docs-pass", Lifecycle.Idle, "5h2m", "at its prompt", WorkerKind.Agent, 0, "390M", "2h");
        Add("tmux/db:0.0", "psql", Lifecycle.Idle, "3h20m", "at its prompt", WorkerKind.Job, 0, "18M", "52m");
        Add("tmux/evil:0.0", "evil\u001b[2J\u001b]0;pwn", Lifecycle.Idle, "48m", "at its prompt", WorkerKind.Job, 0, "4M", "31m");
        Add("orchestrator/auto-4b81d0aa", "auto-4b81d0aa", Lifecycle.Idle, "26m", "parked", WorkerKind.Agent, 0, "231M", "9m15s");
    }

    private void Add(string key, string name, Lifecycle state, string age, string note, WorkerKind kind,
        float cpu = 0, string? memory = null, string? idle = null, string? noteAge = null, string after = "")
    {
        if (!AgeText.TryParseSize(memory ?? "0B", out double bytes, out _))
            throw new ArgumentException(memory);
        _counters.Add(memory is null ? WorkerRow.Uncounted : Rows.Busy(cpu, (long)bytes, 2, idle));
        _workers.Add(new JudgedWorker(
            Rows.Worker(name, key, kind),
            new Verdict
            {
                State = state,
                Since = Rows.Now - Rows.Span(age),
                Note = note,
                NoteSince = noteAge is null ? null : Rows.Now - Rows.Span(noteAge),
                NoteAfter = after,
            },
            _workers.Count));
    }
}
