using System;
using Lifetop.Observation.Sources;

namespace Lifetop.Observation.Systems.AgentRelay;

/// <summary>.project: whose state a folder holds that does not lie in its project.</summary>
internal sealed class ProjectFile(string path) : RelayFile(path)
{
    public string? Root { get; private set; }

    protected override void Clear() => Root = null;

    protected override bool Take(ReadOnlySpan<byte> text, out string wrong, out bool changed)
    {
        string? root = null;
        bool isWhole = RelayJson.Read(text, (string name, ref JsonFields json) =>
        {
            if (name == "projectRoot")
                root = json.Text();
            else
                json.Skip();
        }, out wrong);
        changed = isWhole && root != Root;
        if (isWhole)
            Root = root is ['/', _, ..] ? root.TrimEnd('/') : null;
        return isWhole;
    }
}
