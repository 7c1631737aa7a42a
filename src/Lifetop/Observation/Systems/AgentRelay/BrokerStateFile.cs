using System;
using System.Collections.Generic;
using Lifetop.Observation.Sources;

namespace Lifetop.Observation.Systems.AgentRelay;

/// <summary>state-NAME.json, or state.json of old: the agents of one broker.</summary>
internal sealed class BrokerStateFile(string path) : RelayFile(path)
{
    public List<BrokerEntry> Agents { get; private set; } = [];

    protected override void Clear() => Agents = [];

    protected override bool Take(ReadOnlySpan<byte> text, out string wrong, out bool changed)
    {
        var found = new List<BrokerEntry>();
        changed = RelayJson.Read(text, (string name, ref JsonFields json) => TakeAgents(name, ref json, found), out wrong);
        if (changed)
            Agents = found;
        return changed;
    }

    private static void TakeAgents(string name, ref JsonFields json, List<BrokerEntry> to)
    {
        if (name != "agents" || json.IsNull)
        {
            json.Skip();
            return;
        }
        if (!json.Object())
            return;
        while (json.Next(name) is { } agent)
        {
            if (!json.Object())
                continue;
            var entry = new BrokerEntry(agent);
            while (json.Next(agent) is { } field)
                Take(field, ref json, entry);
            to.Add(entry);
        }
    }

    private static void Take(string field, ref JsonFields json, BrokerEntry to)
    {
        switch (field)
        {
            case "runtime": to.Runtime = json.Text(); break;
            case "parent": to.Parent = json.Text(); break;
            case "pid": to.Pid = RelayJson.Pid(ref json); break;
            case "started_at": to.StartedAt = json.Time(); break;
            case "initial_task": to.Task = json.Text(); break;
            case "restart_policy": TakePolicy(ref json, to); break;
            case "spec": TakeSpec(ref json, to); break;
            default: json.Skip(); break;
        }
    }

    private static void TakeSpec(ref JsonFields json, BrokerEntry to)
    {
        if (json.IsNull || !json.Object())
            return;
        while (json.Next("spec") is { } field)
        {
            switch (field)
            {
                case "cli": to.Program = json.Text(); break;
                case "model": to.Model = json.Text(); break;
                case "cwd": to.Folder = json.Text(); break;
                case "team": to.Team = json.Text(); break;
                case "restart_policy": TakePolicy(ref json, to); break;
                default: json.Skip(); break;
            }
        }
    }

    /// <summary>One that says nothing of it is enabled.</summary>
    private static void TakePolicy(ref JsonFields json, BrokerEntry to)
    {
        if (json.IsNull || !json.Object())
            return;
        bool isEnabled = true;
        while (json.Next("restart_policy") is { } field)
        {
            if (field == "enabled")
                isEnabled = json.Truth() ?? true;
            else
                json.Skip();
        }
        to.IsRestarted |= isEnabled;
    }
}

/// <summary>One of a broker's agents.</summary>
internal sealed class BrokerEntry(string name)
{
    public string Name => name;
    public string? Runtime, Parent, Program, Model, Folder, Team, Task;
    public int Pid;
    public DateTimeOffset? StartedAt;
    public bool IsRestarted;
}
