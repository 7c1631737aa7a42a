using System;
using System.Collections.Generic;
using Lifetop.Observation.Sources;

namespace Lifetop.Observation.Systems.AgentRelay;

/// <summary>processing-state.json: written anew twice a second while the daemon runs, so that it is its heartbeat; and who is at a message.</summary>
internal sealed class ProcessingFile(string path) : RelayFile(path)
{
    /// <summary>So old it is none any more.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private List<ProcessingEntry> _processing = [];

    public DateTimeOffset? UpdatedAt { get; private set; }

    public bool IsBeating(DateTimeOffset now) => UpdatedAt is { } beat && now - beat < Limit;

    public DateTimeOffset? ProcessingSince(string agent)
    {
        foreach (var entry in _processing)
            if (entry.Agent == agent)
                return entry.Since;
        return null;
    }

    protected override void Clear()
    {
        _processing = [];
        UpdatedAt = null;
    }

    protected override bool Take(ReadOnlySpan<byte> text, out string wrong, out bool changed)
    {
        changed = false;
        var found = new List<ProcessingEntry>();
        DateTimeOffset? updated = null;
        if (!RelayJson.Read(text, (string name, ref JsonFields json) =>
        {
            if (name == "updatedAt")
                updated = RelayJson.Milliseconds(ref json);
            else if (name == "processingAgents" && !json.IsNull)
                TakeAgents(ref json, found);
            else
                json.Skip();
        }, out wrong))
            return false;
        changed = !IsSame(found);
        if (changed)
            _processing = found;
        UpdatedAt = updated;
        return true;
    }

    private static void TakeAgents(ref JsonFields json, List<ProcessingEntry> to)
    {
        if (!json.Object())
            return;
        while (json.Next("processingAgents") is { } agent)
        {
            if (!json.Object())
                continue;
            while (json.Next(agent) is { } field)
            {
                if (field != "startedAt")
                    json.Skip();
                else if (RelayJson.Milliseconds(ref json) is { } since)
                    to.Add(new ProcessingEntry(agent, since));
            }
        }
    }

    private bool IsSame(List<ProcessingEntry> found)
    {
        if (found.Count != _processing.Count)
            return false;
        for (int i = 0; i < found.Count; i++)
            if (found[i].Agent != _processing[i].Agent || found[i].Since != _processing[i].Since)
                return false;
        return true;
    }
}

/// <summary>An agent at a message.</summary>
internal sealed class ProcessingEntry(string agent, DateTimeOffset since)
{
    public string Agent => agent;
    public DateTimeOffset Since => since;
}
