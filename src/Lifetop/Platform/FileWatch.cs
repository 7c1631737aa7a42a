using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lifetop.Platform;

/// <summary>
/// Says which of the watched files and folders may have changed, by inotify(7). Hints only: what it cannot watch
/// (a limit reached, a network file system, a renamed grandparent) is found by the regular look.
/// </summary>
public sealed unsafe class FileWatch : IDisposable
{
    public const int MostPaths = 4096;

    // A reader that falls behind reads on at the next turn of its loop.
    private const int BufferSize = 16 * 1024, ReadsPerDrain = 64;

    private const uint Modified = 0x2, Attributes = 0x4, ClosedWritten = 0x8, MovedFrom = 0x40, MovedTo = 0x80, Created = 0x100, Deleted = 0x200;
    private const uint SelfDeleted = 0x400, SelfMoved = 0x800, Unmounted = 0x2000, Overflow = 0x4000, Ignored = 0x8000, OnlyFolder = 0x1000000;
    private const uint Interest = Modified | Attributes | ClosedWritten | MovedFrom | MovedTo | Created | Deleted | SelfDeleted | SelfMoved | OnlyFolder;

    private readonly FileDescriptor descriptor;
    private readonly Dictionary<string, WatchedPath> paths = [];

    /// <summary>By the kernel's number of the watch; paths that lead to one folder share it.</summary>
    private readonly Dictionary<int, WatchedFolder> folders = [];

    /// <summary>The highest number the kernel gave to a watch; it counts up from 1.</summary>
    private volatile int newest;
    private volatile bool abandoned;

    public FileWatch()
    {
        int number = Libc.NotifyInit(Libc.NonBlocking | Libc.CloseOnExec);
        Refusal = number < 0 ? FileFailures.Words(Marshal.GetLastPInvokeError()) : null;
        descriptor = new FileDescriptor(number);
    }

    /// <summary>For a poll loop: readable when something happened. -1 when the kernel gave none.</summary>
    public int Descriptor => descriptor.Number;

    /// <summary>Why the newest path could not be watched; null when all are.</summary>
    public string? Refusal { get; private set; }

    /// <summary>
    /// Watches a folder (the names directly in it), a file (by its name in its folder, because writers rename), or
    /// what does not exist yet, by the nearest folder above that does. False when it could not: look regularly.
    /// </summary>
    public bool Watch(string path)
    {
        if (descriptor.IsInvalid)
            return false;
        if (paths.TryGetValue(path, out var known))
            return known.Folder is not null || Arm(known);
        if (paths.Count >= MostPaths)
        {
            Refusal = "too many paths to watch";
            return false;
        }
        var watched = new WatchedPath(path);
        if (!Arm(watched))
            return false;
        paths.Add(path, watched);
        return true;
    }

    public void Forget(string path)
    {
        if (paths.Remove(path, out var watched))
            Disarm(watched);
    }

    /// <summary>Adds to <paramref name="changed"/> each watched path that may have changed, once, and tells how many. Never waits.</summary>
    [SkipLocalsInit]
    public int Drain(List<string> changed)
    {
        if (descriptor.IsInvalid)
            return 0;
        byte* buffer = stackalloc byte[BufferSize];
        int before = changed.Count;
        for (int reads = 0; reads < ReadsPerDrain; reads++)
        {
            nint length = Libc.Read(descriptor.Number, buffer, BufferSize);
            if (length <= 0)
                break;
            // struct inotify_event: watch 4, mask 4, cookie 4, name length 4, name padded with zeros.
            for (byte* at = buffer; at < buffer + length; at += 16 + *(uint*)(at + 12))
            {
                var name = *(uint*)(at + 12) == 0 ? default : MemoryMarshal.CreateReadOnlySpanFromNullTerminated(at + 16);
                Take(*(int*)at, *(uint*)(at + 4), name, changed);
            }
        }
        if (changed.Count > before)
            Rearm(changed, before);
        return changed.Count - before;
    }

    /// <summary>
    /// From any thread, by who is about to end: the kernel takes up to 25 ms to take watches away (a grace period of its own), and whoever waits
    /// for the program's end would wait for that, too. Begun before the last work, it is done with it.
    /// </summary>
    public void Abandon()
    {
        // The kernel tells of each that is taken away, and who hears of it shall not set it up again.
        abandoned = true;
        for (int watch = 1; watch <= newest; watch++)
            _ = Libc.NotifyRemove(descriptor.Number, watch);
    }

    public void Dispose() => descriptor.Dispose();

    private void Take(int watch, uint mask, ReadOnlySpan<byte> name, List<string> changed)
    {
        if ((mask & Overflow) != 0)
        {
            // Events were lost, so anything may have happened to anything.
            foreach (var path in paths.Values)
                Mark(path, mustRearm: true, changed);
            return;
        }
        if (!folders.TryGetValue(watch, out var folder))
            return;
        bool gone = (mask & (SelfDeleted | SelfMoved | Unmounted | Ignored)) != 0;
        if ((mask & Ignored) != 0)
        {
            folder.IsGone = true;
            folders.Remove(watch);
        }
        foreach (var path in folder.Paths)
        {
            // A change of the folder's own rights comes without a name and concerns who watches the folder.
            bool concerned = path.Name is null || gone || name.SequenceEqual(path.Name);
            if (concerned)
                Mark(path, mustRearm: gone || path.IsAwaited, changed);
        }
    }

    private static void Mark(WatchedPath path, bool mustRearm, List<string> changed)
    {
        path.MustRearm |= mustRearm;
        if (path.IsChanged)
            return;
        path.IsChanged = true;
        changed.Add(path.Path);
    }

    private void Rearm(List<string> changed, int from)
    {
        for (int i = from; i < changed.Count; i++)
        {
            var path = paths[changed[i]];
            path.IsChanged = false;
            if (!path.MustRearm)
                continue;
            path.MustRearm = false;
            Disarm(path);
            _ = Arm(path);
        }
    }

    private bool Arm(WatchedPath path)
    {
        // What is missing may appear between our two looks at it: then begin again, but not for ever.
        for (int attempt = 0; attempt < 8 && !abandoned; attempt++)
        {
            path.Name = null;
            path.IsAwaited = false;
            int watch = Add(path.Path, out int errno);
            string folder = path.Path, below = path.Path;
            while (watch < 0 && errno is Errno.NoEntry or Errno.NotDirectory or Errno.Access)
            {
                if (folder is "/" or ".")
                    break;
                below = folder;
                folder = NativePath.Folder(folder);
                watch = Add(folder, out errno);
            }
            if (watch < 0)
            {
                Refusal = errno == Errno.NoSpace ? "fs.inotify.max_user_watches is used up" : FileFailures.Words(errno);
                return false;
            }
            if ((object)folder != path.Path)
            {
                path.Name = PlainText.Terminated(NativePath.Name(below).ToString())[..^1];
                path.IsAwaited = !FileStamp.Of(path.Path).Exists;
            }
            Join(path, watch);
            if (!path.IsAwaited || !FileStamp.Of(below, followLinks: true).Exists)
                return true;
            Disarm(path);
        }
        Refusal = "it comes and goes";
        return false;
    }

    [SkipLocalsInit]
    private int Add(string folder, out int errno)
    {
        byte* bytes = stackalloc byte[NativePath.Size];
        if (!NativePath.TryEncode(folder, new Span<byte>(bytes, NativePath.Size)))
        {
            errno = Errno.NameTooLong;
            return -1;
        }
        int watch = Libc.NotifyAdd(descriptor.Number, bytes, Interest);
        errno = watch < 0 ? Marshal.GetLastPInvokeError() : 0;
        newest = Math.Max(newest, watch);
        return watch;
    }

    private void Join(WatchedPath path, int watch)
    {
        if (!folders.TryGetValue(watch, out var folder))
            folders.Add(watch, folder = new WatchedFolder(watch));
        folder.Paths.Add(path);
        path.Folder = folder;
    }

    private void Disarm(WatchedPath path)
    {
        if (path.Folder is not { } folder)
            return;
        path.Folder = null;
        folder.Paths.Remove(path);
        if (folder.Paths.Count > 0 || folder.IsGone)
            return;
        folders.Remove(folder.Watch);
        _ = Libc.NotifyRemove(descriptor.Number, folder.Watch);
    }

    private sealed class WatchedPath(string path)
    {
        public string Path { get; } = path;

        /// <summary>The name to wait for in the folder; null when the folder itself is watched.</summary>
        public byte[]? Name { get; set; }

        /// <summary>It does not exist yet, and the folder watched may be far above it.</summary>
        public bool IsAwaited { get; set; }
        public WatchedFolder? Folder { get; set; }
        public bool IsChanged { get; set; }
        public bool MustRearm { get; set; }
    }

    private sealed class WatchedFolder(int watch)
    {
        public int Watch { get; } = watch;
        public List<WatchedPath> Paths { get; } = [];
        public bool IsGone { get; set; }
    }
}
