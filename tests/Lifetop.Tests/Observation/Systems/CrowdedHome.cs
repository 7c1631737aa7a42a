using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Lifetop.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Lifetop.Tests.Observation.Systems;

/// <summary>A home in which each of the five agent systems has so many workers, none of which lives.</summary>
internal sealed class CrowdedHome(TempFolder folder, int workers)
{
    public const string Config = """{ "sources": { "process": { "enabled": false }, "tmux": { "enabled": false }, "agent-relay": { "roots": ["HOME/relay"] }, "orchestrator": { "roots": ["HOME/orchestrated"] } } }""";

    private const string EveryCodeState = "person/.local/state/launchplane/every-code";

    public string Home => folder.File("person");

    public void Make()
    {
        Multiclaude();
        AgentRelay();
        CommitRelay();
        EveryCode();
        Orchestrator();
    }

    private void Multiclaude()
    {
        string agents = string.Join(",\n", Names("fox").Select(static name => $$"""
            "{{name}}": { "type": "worker", "tmux_window": "{{name}}", "session_id": "4f6c0c2e-0000-4000-8000-7a24ffcac5f2", "pid": 999999999, "task": "task of {{name}}", "created_at": "2026-11-21T10:00:00Z" }
            """));
        folder.Write("person/.multiclaude/state.json", $$"""{ "repos": { "r": { "tmux_session": "mc-r", "agents": { {{agents}} } } } }""");
        folder.Write("person/.multiclaude/daemon.pid", "999999998\n");
    }

    private void AgentRelay()
    {
        folder.Write("person/relay/.agent-relay/relay.sock.pid", "999999997\n");
        folder.Write("person/relay/.agent-relay/team/workers.json", $$"""{ "workers": [ {{string.Join(", ", Names("agent").Select(static name => $$"""{ "name": "{{name}}", "cli": "claude", "task": "task of {{name}}", "spawnedAt": 1795253400000, "pid": 999999999 }"""))}} ] }""");
        folder.Write("person/relay/.agent-relay/team/connected-agents.json", $$"""{ "agents": [ {{string.Join(", ", Names("agent").Select(static name => $"\"{name}\""))}} ] }""");
        folder.Write("person/relay/.agent-relay/team/agents.json", $$"""{ "agents": [ {{string.Join(", ", Names("agent").Select(static name => $$"""{ "id": "{{name}}", "name": "{{name}}", "lastSeen": "2026-11-21T10:00:00.000Z" }"""))}} ] }""");
    }

    private void CommitRelay()
    {
        foreach (string id in Names("worker-fix"))
        {
            folder.Write($"person/commit-relay/coordination/worker-specs/active/{id}.json", $$"""{ "worker_id": "{{id}}", "worker_type": "fix", "task_id": "{{id}}", "status": "running", "created_at": "2026-11-21T05:00:00-0600", "token_budget": { "allocated": 8000, "used": 500 } }""");
            folder.Write($"person/commit-relay/agents/workers/{id}/worker.pid", "999999999\n");
            folder.Write($"person/commit-relay/agents/workers/{id}/heartbeat.json", """{ "timestamp": "2026-11-21T11:59:30Z", "progress": "tests" }""");
            folder.Write($"person/commit-relay/agents/workers/{id}/logs/stdout.log", "working\n");
        }
    }

    private void EveryCode()
    {
        foreach (string name in Names("every-code-acme-board"))
        {
            folder.Write($"{EveryCodeState}/every-code-worker/sessions/{name}.json", $$"""{ "request_id": "{{name}}", "session_name": "every-code-{{name}}", "launch_root": "/w/{{name}}", "worktree_branch": "every-code/x", "source_checkout_root": "/s" }""");
            folder.Write($"{EveryCodeState}/launchplane_every_code_work_requests/{name}.json", $$"""{ "request_id": "{{name}}", "state": "running", "repository": "acme/board", "issue_number": 7, "lease_expires_at": "2026-11-21T12:00:00Z" }""");
        }
        folder.Write($"{EveryCodeState}/every-code-worker/worker.pid", """{ "pid": 999999999, "command": ["uv", "run"] }""");
    }

    private void Orchestrator()
    {
        using var database = OpenChannel();
        using var insert = database.CreateCommand();
        string now = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        insert.CommandText = "CREATE TABLE sessions (session_id TEXT PRIMARY KEY, id8 TEXT, role TEXT, name TEXT, started_at TEXT, last_heartbeat_at TEXT, current_task TEXT);"
            + string.Concat(Names("session").Select(name => $"INSERT INTO sessions VALUES('{name}', '{name}', 'subordinate', '{name}', '{now}', '{now}', 'task of {name}');"));
        insert.ExecuteNonQuery();
    }

    /// <summary>Each system's own tool takes its entries away, and leaves the rest as it does.</summary>
    public void RemoveEntries()
    {
        folder.Write("person/.multiclaude/state.json", """{ "repos": { "r": { "tmux_session": "mc-r", "agents": {} } } }""");
        folder.Write("person/relay/.agent-relay/team/workers.json", """{ "workers": [] }""");
        folder.Write("person/relay/.agent-relay/team/connected-agents.json", """{ "agents": [] }""");
        foreach (string id in Names("worker-fix"))
            File.Delete(folder.File($"person/commit-relay/coordination/worker-specs/active/{id}.json"));
        foreach (string name in Names("every-code-acme-board"))
        {
            File.Delete(folder.File($"{EveryCodeState}/every-code-worker/sessions/{name}.json"));
            File.Delete(folder.File($"{EveryCodeState}/launchplane_every_code_work_requests/{name}.json"));
        }
        using var database = OpenChannel();
        using var delete = database.CreateCommand();
        delete.CommandText = "DELETE FROM sessions";
        delete.ExecuteNonQuery();
    }

    private SqliteConnection OpenChannel()
    {
        string channel = folder.File("person/orchestrated/.orchestrator-state/agent-channel/agent_channel.db");
        Directory.CreateDirectory(Path.GetDirectoryName(channel)!);
        var database = new SqliteConnection($"Data Source={channel};Pooling=False");
        database.Open();
        return database;
    }

    private string[] Names(string prefix) => [.. Enumerable.Range(0, workers).Select(i => prefix + "-" + i.ToString(CultureInfo.InvariantCulture))];
}
