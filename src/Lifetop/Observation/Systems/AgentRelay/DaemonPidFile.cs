using System;
using Lifetop.Observation.Sources;

namespace Lifetop.Observation.Systems.AgentRelay;

/// <summary>relay.sock.pid: the daemon's pid, gone when it stopped well.</summary>
internal sealed class DaemonPidFile(string path) : RelayFile(path)
{
    /// <summary>0 without a file.</summary>
    public int Pid { get; private set; }

    protected override void Clear() => Pid = 0;

    protected override bool Take(ReadOnlySpan<byte> text, out string wrong, out bool changed)
    {
        int? pid = PidText.Parse(text);
        wrong = pid is null ? "no pid in it" : "";
        changed = pid is { } number && number != Pid;
        if (pid is { } read)
            Pid = read;
        return pid is not null;
    }
}
