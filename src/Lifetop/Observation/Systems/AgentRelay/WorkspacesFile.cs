using System;
using System.Collections.Generic;
using Lifetop.Observation.Sources;

namespace Lifetop.Observation.Systems.AgentRelay;

/// <summary>workspaces.json: the projects of the service that looks after several.</summary>
internal sealed class WorkspacesFile(string path) : RelayFile(path)
{
    public List<string> Projects { get; private set; } = [];

    protected override void Clear() => Projects = [];

    protected override bool Take(ReadOnlySpan<byte> text, out string wrong, out bool changed)
    {
        var found = new List<string>();
        changed = RelayJson.Read(text, (string name, ref JsonFields json) => Take(name, ref json, found), out wrong);
        if (changed)
            Projects = found;
        return changed;
    }

    private static void Take(string name, ref JsonFields json, List<string> to)
    {
        if (name != "workspaces" || json.IsNull)
        {
            json.Skip();
            return;
        }
        if (!json.List())
            return;
        while (json.NextItem())
        {
            if (!json.Object())
                continue;
            while (json.Next(name) is { } field)
            {
                if (field != "path")
                    json.Skip();
                else if (json.Text() is ['/', _, ..] project)
                    to.Add(project.TrimEnd('/'));
            }
        }
    }
}
