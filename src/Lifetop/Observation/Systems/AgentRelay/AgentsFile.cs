using System;
using System.Collections.Generic;
using Lifetop.Observation.Sources;

namespace Lifetop.Observation.Systems.AgentRelay;

/// <summary>agents.json: every agent that ever was, as a list or, of old, as an object by name.</summary>
internal sealed class AgentsFile(string path) : RelayFile(path)
{
    /// <summary>More than that nobody looks through.</summary>
    private const int Most = 2000;

    public List<AgentEntry> Agents { get; private set; } = [];

    protected override void Clear() => Agents = [];

    protected override bool Take(ReadOnlySpan<byte> text, out string wrong, out bool changed)
    {
        var found = new List<AgentEntry>();
        changed = RelayJson.Read(text, (string name, ref JsonFields json) => Take(name, ref json, found), out wrong);
        if (changed)
            Agents = found;
        return changed;
    }

    private static void Take(string name, ref JsonFields json, List<AgentEntry> to)
    {
        if (name != "agents" || json.IsNull)
        {
            json.Skip();
        }
        else if (json.IsList)
        {
            while (json.NextItem())
                if (json.Object())
                    Add(new AgentEntry(), ref json, to);
        }
        else if (json.Object())
        {
            while (json.Next(name) is { } key)
                if (json.Object())
                    Add(new AgentEntry { Name = key }, ref json, to);
        }
    }

    private static void Add(AgentEntry entry, ref JsonFields json, List<AgentEntry> to)
    {
        while (json.Next("agents") is { } field)
        {
            switch (field)
            {
                case "name": entry.Name = json.Text() ?? ""; break;
                case "cli": entry.Program = json.Text(); break;
                case "model": entry.Model = json.Text(); break;
                case "task": entry.Task = json.Text(); break;
                case "workingDirectory": entry.Folder = json.Text(); break;
                case "team": entry.Team = json.Text(); break;
                case "firstSeen": entry.FirstSeen = json.Time(); break;
                case "lastSeen": entry.LastSeen = json.Time(); break;
                default: json.Skip(); break;
            }
        }
        if (to.Count < Most)
            to.Add(entry);
    }
}

/// <summary>One agent of the registry.</summary>
internal sealed class AgentEntry
{
    public string Name = "";
    public string? Program, Model, Task, Folder, Team;
    public DateTimeOffset? FirstSeen, LastSeen;
}
