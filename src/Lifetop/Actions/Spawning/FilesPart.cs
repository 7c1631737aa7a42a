using System;
using Lifetop.Actions.Steps;
using Lifetop.Platform;

namespace Lifetop.Actions.Spawning;

/// <summary>The worker's folder, with its variables and an empty log. An older log of the same name is put aside.</summary>
internal sealed unsafe class FilesPart(WorkerFolder folder, Variables variables)
    : SpawnPart(new SpawnStep("make files", folder.Path, variables.Count == 0 ? $"make its log {folder.Log}" : $"make its log {folder.Log}, and keep {variables} for the next start"))
{
    private bool _hadFolder, _hadLog, _isBegun, _hasVariables;

    public override string? Do()
    {
        _hadFolder = FileStamp.Of(folder.Path).IsFolder;
        int errno = AtomicFile.MakeFolder(folder.Path);
        if (errno != 0)
            return $"{folder.Path}: {FileFailures.Words(errno)}";
        if (FileStamp.Of(folder.Path).Owner != Libc.EffectiveUser())
            return $"{folder.Path} belongs to another user";
        _isBegun = true;
        _hadLog = FileStamp.Of(folder.Log).Exists;
        if (_hadLog && Move(folder.Log, folder.Log + ".1") is { } unmoved)
            return unmoved;
        errno = AtomicFile.Create(folder.Log, []);
        if (errno != 0)
            return $"{folder.Log}: {FileFailures.Words(errno)}";
        // Beats and variables of an earlier worker of this name are not this one's.
        Remove(folder.Heartbeat);
        Remove(folder.Variables);
        if (variables.Count == 0)
            return null;
        errno = AtomicFile.Create(folder.Variables, variables.ToBytes());
        _hasVariables = errno == 0;
        return errno == 0 ? null : $"{folder.Variables}: {FileFailures.Words(errno)}";
    }

    public override string? Undo()
    {
        if (!_isBegun)
            return null;
        Remove(folder.Log);
        if (_hadLog)
            _ = Move(folder.Log + ".1", folder.Log);
        if (_hasVariables)
            Remove(folder.Variables);
        Remove(folder.Heartbeat);
        if (!_hadFolder)
            Remove(folder.Path, isFolder: true);
        return !_hadLog && FileStamp.Of(folder.Log).Exists ? folder.Log : null;
    }

    /// <summary>The same for one whose lifetop died: as much of it as was made. A log with something in it stays.</summary>
    public static void RemoveLeft(WorkerFolder folder)
    {
        Remove(folder.Heartbeat);
        Remove(folder.Variables);
        var log = FileStamp.Of(folder.Log);
        if (!log.Exists || log is { IsRegular: true, Size: 0 })
        {
            Remove(folder.Log);
            if (FileStamp.Of(folder.Log + ".1").Exists)
                _ = Move(folder.Log + ".1", folder.Log);
        }
        Remove(folder.Path, isFolder: true);
    }

    private static string? Move(string from, string to)
    {
        byte* source = stackalloc byte[NativePath.Size];
        byte* target = stackalloc byte[NativePath.Size];
        if (!NativePath.TryEncode(from, new Span<byte>(source, NativePath.Size)) || !NativePath.TryEncode(to, new Span<byte>(target, NativePath.Size)))
            return $"{from}: {FileFailures.Words(Errno.NameTooLong)}";
        return Libc.Rename(source, target) == 0 ? null : $"{from}: {FileFailures.Words(System.Runtime.InteropServices.Marshal.GetLastPInvokeError())}";
    }

    /// <summary>A folder goes only when it is empty.</summary>
    internal static void Remove(string path, bool isFolder = false)
    {
        byte* bytes = stackalloc byte[NativePath.Size];
        if (NativePath.TryEncode(path, new Span<byte>(bytes, NativePath.Size)))
            _ = Libc.UnlinkAt(Libc.AtCurrent, bytes, isFolder ? Libc.AtRemoveDirectory : 0);
    }
}
