using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Platform;
using Microsoft.Win32.SafeHandles;

namespace Lifetop.Observation.Proc;

/// <summary>
/// Waits for the ends of chosen processes through pidfds: any number of them make one descriptor readable, and how
/// a process ended is told by the kernel to whoever held its pidfd before the end.
/// </summary>
public sealed unsafe class DeathWatch : IDisposable
{
    /// <summary>Descriptors left for everything else lifetop opens.</summary>
    private const int Spared = 256;

    private const int Batch = 64;

    private readonly SafeFileHandle _epoll = new(Libc.EpollCreate(Libc.CloseOnExec), ownsHandle: true);
    private readonly ProcFolder _proc = new();
    private readonly Dictionary<int, Watched> _byPid = new();
    private readonly List<Death> _found = new();
    private readonly Guid _boot;

    public DeathWatch(Guid boot)
    {
        _boot = boot;
        Most = Math.Max(16, DescriptorLimit.Raise() - Spared);
    }

    /// <summary>So many processes can be watched at once.</summary>
    public int Most { get; internal set; }

    public int Count => _byPid.Count;

    /// <summary>For a poll loop: readable (POLLIN) when a watched process has ended.</summary>
    public int Descriptor => (int)_epoll.DangerousGetHandle();

    /// <summary>True when exactly this process is watched from now on; false when it is gone already or no more can be watched.</summary>
    public bool Watch(in ProcessIdentity identity)
    {
        if (_byPid.TryGetValue(identity.Pid, out var present))
        {
            if (present.Identity == identity)
                return true;
            // The pid has a new owner, so the old one is dead: keep its ending before its place is taken.
            End(present, at: null);
        }
        if (_byPid.Count >= Most || identity.Boot != _boot || ProcessHandle.TryOpen(identity.Pid) is not { } handle)
            return false;

        // Open first, compare second: a pid reused before the comparison is caught by it, one reused later cannot matter.
        var entry = new EpollEntry { Events = (uint)Libc.PollIn, Data = identity.Pid };
        if (!_proc.TryIdentify(identity.Pid, _boot, out var found) || found != identity
            || Libc.EpollControl(Descriptor, Libc.EpollAdd, handle.Descriptor, &entry) != 0)
        {
            handle.Dispose();
            return false;
        }
        _byPid.Add(identity.Pid, new Watched(identity, handle));
        return true;
    }

    public bool IsWatched(in ProcessIdentity identity) => _byPid.TryGetValue(identity.Pid, out var watched) && watched.Identity == identity;

    public void Unwatch(in ProcessIdentity identity)
    {
        if (_byPid.TryGetValue(identity.Pid, out var watched) && watched.Identity == identity)
            Release(watched);
    }

    /// <summary>Who ended since the last call, and how. A zombie nobody waits for is reported as soon as it is one.</summary>
    public ImmutableArray<Death> Collect(DateTimeOffset now)
    {
        var entries = stackalloc EpollEntry[Batch];
        int count;
        do
        {
            count = Libc.EpollWait(Descriptor, entries, Batch, 0);
            for (int i = 0; i < count; i++)
                if (_byPid.TryGetValue((int)entries[i].Data, out var watched))
                    End(watched, now);
        }
        while (count == Batch);
        if (_found.Count == 0)
            return [];
        ImmutableArray<Death> deaths = [.. _found];
        _found.Clear();
        return deaths;
    }

    public void Dispose()
    {
        foreach (var watched in _byPid.Values)
            watched.Handle.Dispose();
        _byPid.Clear();
        _epoll.Dispose();
        _proc.Dispose();
    }

    private void End(Watched watched, DateTimeOffset? at)
    {
        _found.Add(new Death(watched.Identity, WaitStatus.Decode(StatusOf(watched), at)));
        Release(watched);
    }

    /// <summary>The pidfd knows once the parent has waited, stat until then; between the two looks the parent may wait, so the pidfd is asked again.</summary>
    private int StatusOf(Watched watched)
    {
        if (watched.Handle.TryReadExitStatus(out int status))
            return status;
        var row = new ProcessRow();
        int pid = watched.Identity.Pid;
        if (_proc.ReadStat(pid, ref row) == StatReading.Done && row.StartTicks == watched.Identity.StartTicks && row.State == 'Z')
        {
            row.UserId = _proc.ReadUser(pid, uint.MaxValue);
            _proc.DistrustForeignExit(ref row);
            return row.ExitStatus;
        }
        return watched.Handle.TryReadExitStatus(out status) ? status : -1;
    }

    private void Release(Watched watched)
    {
        // Closing would take it off the list too, unless a child inherited the descriptor between fork and exec.
        _ = Libc.EpollControl(Descriptor, Libc.EpollDelete, watched.Handle.Descriptor, null);
        watched.Handle.Dispose();
        _byPid.Remove(watched.Identity.Pid);
    }

    private sealed record Watched(ProcessIdentity Identity, ProcessHandle Handle);
}
