using System;
using System.Globalization;
using System.Text;
using Lifetop.Platform;
using Lifetop.Registry;

namespace Lifetop.App.Watching;

/// <summary>Where watch keeps what others know it by, beside the registry it leads: its lock, pid, health and log.</summary>
public sealed class WatchFolder(string state)
{
    public string Path { get; } = NativePath.Join(state, "watch");

    public string Lock => NativePath.Join(Path, "lock");

    public string Pid => NativePath.Join(Path, "pid");

    public string Health => NativePath.Join(Path, "health.json");

    public string Log => NativePath.Join(Path, "log");

    /// <summary>Makes the pid file say what it should, whoever removed or overwrote it.</summary>
    public void KeepPid(int pid)
    {
        byte[] right = Encoding.ASCII.GetBytes(pid.ToString(CultureInfo.InvariantCulture) + "\n");
        const int enough = 64;
        if (RegularFile.Read(Pid, enough) is { IsRead: true } there && there.Bytes.SequenceEqual(right))
            return;
        _ = AtomicFile.WriteUnsynced(Pid, right);
    }

    /// <summary>A clean end leaves nothing that claims to be alive.</summary>
    public void Leave()
    {
        _ = StateFile.Remove(Pid);
        _ = StateFile.Remove(Health);
    }
}
