using System;
using System.Globalization;
using System.Threading;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Registry;

/// <summary>memory.json, the copy from which a look knows what earlier ones saw without opening SQLite. Losing it loses only speed.</summary>
public static class MemoryFile
{
    private const int Largest = 16 << 20;
    private const uint GroupOrOthersWrite = 0x12; // 0022
    private static int _written;

    /// <summary>What is remembered, or null and why: then the registry is read instead.</summary>
    public static Recollection? Read(string path, out string reason)
    {
        byte[]? bytes = Bytes(path, out int length, out reason);
        return bytes is null ? null : RecollectionJson.Read(bytes.AsSpan(0, length), out reason);
    }

    /// <summary>Written whole beside the old one, then put in its place. Null when done, else why not. After the registry is closed or checkpointed.</summary>
    /// <param name="holds">Asked once it is written and before it counts: no leaves the old one in its place.</param>
    public static string? Write(string path, Recollection recollection, Func<bool>? holds = null)
    {
        var bytes = RecollectionJson.Write(recollection);
        // A name of this process and write alone; one that a killed process of the same pid left is replaced.
        string fresh = $"{path}.{Environment.ProcessId}-{Interlocked.Increment(ref _written)}";
        const int flags = Libc.WriteOnly | Libc.Create | Libc.Exclusive | Libc.NoFollow;
        int error = StateFile.Open(fresh, flags, out int file);
        if (error == Errno.Exists && StateFile.Remove(fresh) == 0)
            error = StateFile.Open(fresh, flags, out file);
        if (error != 0)
            return $"{path} cannot be written ({StateFolder.Explain(error)})";
        _ = Libc.ChangeMode(file, StateFile.Private);
        error = StateFile.WriteAll(file, bytes);
        _ = Libc.Close(file);
        // No fsync: after a crash of the machine it counts for nothing anyway, being of another boot.
        bool counts = error == 0 && holds?.Invoke() != false;
        if (counts)
            error = StateFile.Rename(fresh, path);
        if (error == 0 && counts)
            return null;
        _ = StateFile.Remove(fresh);
        if (error == 0)
            return null;
        return $"{path} cannot be written ({StateFolder.Explain(error)})";
    }

    /// <summary>Takes away what lifetops left that were killed while they wrote; those that still live keep theirs.</summary>
    public static void RemoveLeftovers(string path)
    {
        string folder = NativePath.Folder(path), prefix = string.Concat(NativePath.Name(path), ".");
        foreach (string name in FolderListing.Of(folder).Names)
        {
            int dash = name.LastIndexOf('-');
            if (dash > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal)
                && int.TryParse(name.AsSpan(prefix.Length, dash - prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int pid)
                && !FileStamp.Of("/proc/" + pid.ToString(CultureInfo.InvariantCulture)).Exists)
                _ = StateFile.Remove(NativePath.Join(folder, name));
        }
    }

    /// <summary>Not older than the registry and its log, so that it holds all that was committed.</summary>
    public static bool IsFresh(string path, string registry)
    {
        if (StateFile.Status(path, out var memory) != 0)
            return false;
        if (StateFile.Status(registry, out var file) == 0 && IsNewer(file, memory))
            return false;
        return StateFile.Status(registry + "-wal", out var log) != 0 || log.Size == 0 || !IsNewer(log, memory);
    }

    private static bool IsNewer(in FileStatus one, in FileStatus other)
        => one.ModifiedSeconds > other.ModifiedSeconds
            || (one.ModifiedSeconds == other.ModifiedSeconds && one.ModifiedNanoseconds > other.ModifiedNanoseconds);

    private static byte[]? Bytes(string path, out int length, out string reason)
    {
        length = 0;
        int error = StateFile.Open(path, Libc.ReadOnly | Libc.NonBlocking | Libc.NoFollow, out int file);
        if (error != 0)
        {
            reason = StateFolder.Explain(error);
            return null;
        }
        try
        {
            if (StateFile.Status(file, out var status) != 0 || !status.IsRegular)
                reason = "it is not a regular file";
            else if (status.User != Libc.EffectiveUser() || (status.Mode & GroupOrOthersWrite) != 0)
                reason = "it belongs to, or can be written by, somebody else";
            else if (status.Size > Largest)
                reason = "it is larger than 16 MB";
            else
            {
                byte[] bytes = new byte[(int)status.Size + 1];
                length = StateFile.ReadAll(file, bytes);
                reason = length < 0 ? "it cannot be read" : length == bytes.Length ? "it grew while it was read" : "";
                return reason.Length == 0 ? bytes : null;
            }
            return null;
        }
        finally
        {
            _ = Libc.Close(file);
        }
    }
}
