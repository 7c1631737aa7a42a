using System;
using Lifetop.Platform;

namespace Lifetop.Registry;

/// <summary>Keeps two lifetops from setting the same damaged registry aside, or writing memory.json, at once. Goes with its holder if that dies.</summary>
public sealed class FolderLock : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private readonly int _file;

    private FolderLock(int file) => _file = file;

    public static bool TryTake(StateFolder folder, TimeProvider clock, out FolderLock? held)
    {
        held = null;
        if (StateFile.Open(folder.Path, Libc.ReadOnly | Libc.Directory | Libc.NoFollow, out int file) != 0)
            return false;
        long begun = clock.GetTimestamp();
        while (Libc.Lock(file, Libc.LockExclusive | Libc.LockNonBlocking) != 0)
        {
            if (clock.GetElapsedTime(begun) > Limit)
            {
                _ = Libc.Close(file);
                return false;
            }
            Pause();
        }
        held = new FolderLock(file);
        return true;
    }

    public void Dispose() => _ = Libc.Close(_file);

    private static unsafe void Pause() => _ = Libc.Poll(null, 0, 5);
}
