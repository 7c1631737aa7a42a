using System;
using System.Collections.Generic;
using Lifetop.Observation.Sources;

namespace Lifetop.Observation.Systems.AgentRelay;

/// <summary>connected-agents.json: names with an open socket. Written only when somebody comes or goes, so its age says nothing.</summary>
internal sealed class ConnectedFile(string path) : RelayFile(path)
{
    private const int Most = 2000;

    public List<string> Agents { get; private set; } = [];

    protected override void Clear() => Agents = [];

    protected override bool Take(ReadOnlySpan<byte> text, out string wrong, out bool changed)
    {
        var found = new List<string>();
        changed = RelayJson.Read(text, (string name, ref JsonFields json) =>
        {
            if (name == "agents" && !json.IsNull)
                found = json.Texts(Most) ?? [];
            else
                json.Skip();
        }, out wrong);
        if (changed)
            Agents = found;
        return changed;
    }
}
