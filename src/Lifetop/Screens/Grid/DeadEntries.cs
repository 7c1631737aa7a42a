using System;
using Lifetop.Model;
using Lifetop.Model.Query;

namespace Lifetop.Screens.Grid;

/// <summary>Entries of dead workers of which nothing is left but a file: many of one folder are one line, not a screenful.</summary>
internal static class DeadEntries
{
    /// <summary>The folder it would be folded into; null when it is worth a line of its own.</summary>
    public static string? FolderOf(WorkerRow worker)
    {
        if (worker.State != Lifecycle.Zombie || worker.HasProcesses || worker.Verdict.Residue.IsEmpty || worker.Declaration?.File is not { } file)
            return null;
        // Who waits for a system's daemon is told on its own line.
        if (worker.Declaration is { System: not null, Kind: WorkerKind.Daemon })
            return null;
        foreach (var residue in worker.Verdict.Residue)
            if (residue.Kind != "file")
                return null;
        int slash = file.LastIndexOf('/');
        return slash <= 0 ? null : file[..slash];
    }

    /// <summary>What the line is called: the folder's last two parts, which is where people know it by.</summary>
    public static string NameOf(string folder)
    {
        int slash = folder.LastIndexOf('/');
        int before = slash > 0 ? folder.LastIndexOf('/', slash - 1) : -1;
        return string.Concat(folder.AsSpan(before + 1), "/");
    }
}
