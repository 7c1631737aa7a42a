using System;
using Lifetop.Platform;
using Lifetop.Registry;

namespace Lifetop.App.Watching;

/// <summary>Whoever holds it leads the registry. The kernel gives it back when its holder dies, however that dies.</summary>
public sealed class LeaderLock : IDisposable
{
    private readonly int _file;

    private LeaderLock(int file) => _file = file;

    /// <summary>Null when another one holds it, or it cannot be made: the trouble says which, empty for the first.</summary>
    public static LeaderLock? TryTake(WatchFolder folder, out string trouble)
    {
        int errno = AtomicFile.MakeFolder(folder.Path);
        int file = -1;
        if (errno == 0)
            errno = StateFile.Open(folder.Lock, Libc.ReadWrite | Libc.Create | Libc.NoFollow, out file);
        trouble = errno == 0 ? "" : $"{folder.Lock}: {FileFailures.Words(errno)}";
        if (errno != 0)
            return null;
        if (Libc.Lock(file, Libc.LockExclusive | Libc.LockNonBlocking) == 0)
            return new LeaderLock(file);
        _ = Libc.Close(file);
        return null;
    }

    /// <summary>Somebody leads.</summary>
    public static bool IsHeld(WatchFolder folder)
    {
        if (!FileStamp.Of(folder.Lock).Exists)
            return false;
        using var mine = TryTake(folder, out string trouble);
        return mine is null && trouble.Length == 0;
    }

    public void Dispose() => _ = Libc.Close(_file);
}
