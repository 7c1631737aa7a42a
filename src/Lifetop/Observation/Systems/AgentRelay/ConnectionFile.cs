using System;
using Lifetop.Observation.Sources;

namespace Lifetop.Observation.Systems.AgentRelay;

/// <summary>connection.json of a broker, of which only the pid is taken: what else is in it opens the broker to whoever has it.</summary>
internal sealed class ConnectionFile(string path) : RelayFile(path)
{
    /// <summary>0 without a file.</summary>
    public int Pid { get; private set; }

    protected override void Clear() => Pid = 0;

    protected override bool Take(ReadOnlySpan<byte> text, out string wrong, out bool changed)
    {
        int pid = 0;
        bool isWhole = RelayJson.Read(text, (string name, ref JsonFields json) =>
        {
            if (name == "pid")
                pid = RelayJson.Pid(ref json);
            else
                json.Skip();
        }, out wrong);
        changed = isWhole && pid != Pid;
        if (isWhole)
            Pid = pid;
        return isWhole;
    }
}
