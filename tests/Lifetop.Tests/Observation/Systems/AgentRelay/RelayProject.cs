using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace Lifetop.Tests.Observation.Systems.AgentRelay;

/// <summary>Files of agent-relay in one project, as its daemon would write them.</summary>
internal sealed class RelayProject(string folder)
{
    public string Folder => folder;

    public string PathOf(string name) => Path.Combine(folder, ".agent-relay", name);

    public string Read(string name) => File.ReadAllText(PathOf(name));

    public bool Has(string name) => File.Exists(PathOf(name));

    /// <summary>Dated far ahead, because the clock of a test may be moved and a record is never older than its process.</summary>
    public RelayProject Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        SampleTree.Put(PathOf(name), Encoding.UTF8.GetBytes(text), DateTimeOffset.UtcNow + TimeSpan.FromHours(1));
        return this;
    }

    public RelayProject DaemonPid(int pid) => Write("relay.sock.pid", pid.ToString(CultureInfo.InvariantCulture) + "\n");

    public RelayProject Beat(DateTimeOffset now) => Write("team/processing-state.json", $$"""{ "processingAgents": {}, "updatedAt": {{Milliseconds(now)}} }""");

    /// <param name="workers">Name, pid and when it was spawned.</param>
    public RelayProject Workers(params (string Name, int Pid, DateTimeOffset SpawnedAt)[] workers) => Write("team/workers.json", $$"""
        { "version": 3, "workers": [
          {{string.Join(",\n  ", workers.Select(static one => $$"""{ "name": "{{one.Name}}", "cli": "claude", "task": "task of {{one.Name}}", "spawnedAt": {{Milliseconds(one.SpawnedAt)}}, "pid": {{one.Pid.ToString(CultureInfo.InvariantCulture)}}, "mood": [1, "ok"] }"""))}} ] }
        """);

    public RelayProject Connected(params string[] names)
        => Write("team/connected-agents.json", $$"""{ "agents": [ {{string.Join(", ", names.Select(static name => $"\"{name}\""))}} ], "users": [ "me" ], "updatedAt": 1 }""");

    public RelayProject Known(string name, DateTimeOffset lastSeen)
        => Write("team/agents.json", $$"""{ "agents": [ { "id": "agent-x", "name": "{{name}}", "lastSeen": "{{lastSeen.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)}}" } ] }""");

    private static string Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
