using System;
using System.Runtime.InteropServices;
using Lifetop.Platform;

namespace Lifetop.Registry;

/// <summary>
/// Keeps two lifetops from setting the same damaged registry aside, or writing memory.json, at once, and whoever is opening the registry
/// from having its file of before and its log of after. Goes with its holder if that dies.
/// </summary>
public sealed class FolderLock : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    // Who has the folder for itself may open its registry besides: to be taken and given back by one thread.
    [ThreadStatic]
    private static string? _alone;

    private readonly int _file;
    private readonly bool _isShared;

    private FolderLock(int file, bool isShared)
    {
        _file = file;
        _isShared = isShared;
    }

    public static bool TryTake(StateFolder folder, TimeProvider clock, out FolderLock? held)
    {
        held = Lock(folder, clock, Libc.LockExclusive);
        if (held is not null)
            _alone = folder.Path;
        return held is not null;
    }

    /// <summary>Among all who open, and nobody who sets aside. Null where that cannot be had, which stops nobody: a lifetop that is stopped must not.</summary>
    internal static FolderLock? Share(StateFolder folder, TimeProvider clock)
        => _alone == folder.Path ? null : Lock(folder, clock, Libc.LockShared);

    public void Dispose()
    {
        if (!_isShared)
            _alone = null;
        _ = Libc.Close(_file);
    }

    private static FolderLock? Lock(StateFolder folder, TimeProvider clock, int kind)
    {
        if (StateFile.Open(folder.Path, Libc.ReadOnly | Libc.Directory | Libc.NoFollow, out int file) != 0)
            return null;
        long begun = clock.GetTimestamp();
        while (Libc.Lock(file, kind | Libc.LockNonBlocking) != 0)
        {
            // A network file system may have no such locks at all.
            if (Marshal.GetLastPInvokeError() is not (Errno.Again or Errno.Interrupted) || clock.GetElapsedTime(begun) > Limit)
            {
                _ = Libc.Close(file);
                return null;
            }
            Pause();
        }
        return new FolderLock(file, kind == Libc.LockShared);
    }

    private static unsafe void Pause() => _ = Libc.Poll(null, 0, 5);
}
