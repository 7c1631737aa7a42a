using System;
using System.Collections.Generic;
using System.Globalization;
using Lifetop.Observation.Sources;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.AgentRelay;

/// <summary>workers.json: what the daemon started, and the only file with their pids. It never reads it back.</summary>
internal sealed class WorkersFile(string path) : RelayFile(path)
{
    public List<WorkerEntry> Workers { get; private set; } = [];

    protected override void Clear() => Workers = [];

    protected override bool Take(ReadOnlySpan<byte> text, out string wrong, out bool changed)
    {
        var found = new List<WorkerEntry>();
        changed = RelayJson.Read(text, (string name, ref JsonFields json) => Take(name, ref json, found), out wrong);
        if (changed)
            Workers = found;
        return changed;
    }

    private static void Take(string name, ref JsonFields json, List<WorkerEntry> to)
    {
        if (name != "workers")
        {
            json.Skip();
            return;
        }
        if (json.IsNull || !json.List())
            return;
        while (json.NextItem())
        {
            if (!json.Object())
                continue;
            var entry = new WorkerEntry();
            while (json.Next(name) is { } field)
            {
                switch (field)
                {
                    case "name": entry.Name = json.Text() ?? ""; break;
                    case "cli": entry.Program = json.Text(); break;
                    case "task": entry.Task = json.Text(); break;
                    case "team": entry.Team = json.Text(); break;
                    case "spawnedAt": entry.SpawnedAt = RelayJson.Milliseconds(ref json); break;
                    case "pid": entry.Pid = RelayJson.Pid(ref json); break;
                    case "logFile": entry.Log = json.Text(); break;
                    default: json.Skip(); break;
                }
            }
            to.Add(entry);
        }
    }
}

/// <summary>One of the daemon's workers.</summary>
internal sealed class WorkerEntry
{
    public string Name = "";
    public string? Program, Task, Team, Log;
    public int Pid;
    public DateTimeOffset? SpawnedAt;
    private string? _process;

    /// <summary>Somebody has its pid.</summary>
    public bool IsThere() => FileStamp.Of(_process ??= "/proc/" + Pid.ToString(CultureInfo.InvariantCulture)).Exists;
}
