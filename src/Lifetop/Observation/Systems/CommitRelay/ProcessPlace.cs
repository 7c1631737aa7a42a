using System;
using System.Text;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.CommitRelay;

/// <summary>Where a process works for: what its environment names as commit-relay's home, and the folder it is in. Belongs to one thread.</summary>
internal sealed class ProcessPlace
{
    private static readonly string[] Homes = ["COMMIT_RELAY_HOME", "CORTEX_HOME"];

    private ProcFolder? _proc;
    private EnvironmentReader? _environment;

    /// <summary>Made when somebody first is asked about: most machines have none of its daemons.</summary>
    private ProcFolder Proc => _proc ??= new ProcFolder();

    /// <summary>Null when nobody has this pid, or nobody can tell.</summary>
    public long? StartTicks(int pid)
    {
        var row = new ProcessRow();
        return Proc.ReadStat(pid, ref row) == StatReading.Done && !row.IsZombie ? row.StartTicks : null;
    }

    public string? HomeOf(int pid)
    {
        int file = Proc.Open(pid, "/environ\0"u8);
        if (file < 0)
            return null;
        (_environment ??= new EnvironmentReader()).Read(file, Homes, out var found);
        _ = Libc.ProcClose(file);
        foreach (var variable in found)
            if (variable.Value is ['/', _, ..])
                return variable.Value;
        return null;
    }

    public string? WorkingDirectory(int pid)
    {
        Span<byte> path = stackalloc byte[NativePath.Size];
        int length = Proc.ReadLink(pid, "/cwd\0"u8, path);
        return length > 0 && length < path.Length ? Encoding.UTF8.GetString(path[..length]) : null;
    }
}
