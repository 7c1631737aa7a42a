using System;
using System.Collections.Generic;
using System.Text;
using Lifetop.Model;

namespace Lifetop.Observation.Proc;

/// <summary>Asks the kernel, at this moment, which processes work inside a folder. Those of others, whose folder nobody may read, are not found.</summary>
internal static class Inhabitants
{
    private const int LongestPath = 4096;

    /// <param name="folder">With its links resolved.</param>
    public static List<ProcessRow> Of(string folder)
    {
        var found = new List<ProcessRow>();
        using var proc = new ProcFolder();
        if (proc.Descriptor < 0)
            return found;
        var whole = Encoding.UTF8.GetBytes(folder);
        Span<byte> link = stackalloc byte[LongestPath];
        var pids = new NumberListing();
        for (pids.Begin(proc.Descriptor); pids.TryNext(out int pid);)
        {
            int length = proc.ReadLink(pid, "/cwd\0"u8, link);
            if (length <= 0 || !IsInside(link[..length], whole))
                continue;
            var row = new ProcessRow();
            if (proc.ReadStat(pid, ref row) == StatReading.Done)
                found.Add(row);
        }
        return found;
    }

    private static bool IsInside(ReadOnlySpan<byte> path, ReadOnlySpan<byte> folder)
        => path.StartsWith(folder) && (path.Length == folder.Length || path[folder.Length] == '/' || path[folder.Length..].SequenceEqual(" (deleted)"u8));
}
