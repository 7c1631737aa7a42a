using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Proc;

/// <summary>
/// Which process listens on which TCP ports. The sockets of a user are one cheap list; whose they are must be sought in
/// the descriptors of processes, so only new sockets are sought, and nobody is searched twice for the same ones.
/// </summary>
public sealed unsafe class ListeningPorts : IDisposable
{
    private readonly ProcFolder _proc = new();
    private readonly NumberListing _descriptors = new();
    private readonly ListenerListing _listeners = new();
    private readonly Dictionary<ulong, Owner> _owners = new();
    private readonly Dictionary<int, long> _searched = new();
    private readonly Dictionary<int, ImmutableArray<int>> _ports = new();
    private readonly HashSet<ulong> _wanted = new();
    private readonly byte[] _link = new byte[64];
    private readonly uint _user;
    private ulong _hash;

    public ListeningPorts() : this(Libc.EffectiveUser())
    {
    }

    public ListeningPorts(uint user) => _user = user;

    /// <summary>The list of sockets or somebody's descriptors could not be read: a port may lack its process, or a process its port.</summary>
    public bool HasGap { get; private set; }

    /// <summary>
    /// Reads the list again and seeks the owners of what is new in it among the candidates, likeliest first; true when
    /// anybody's ports changed. The table tells which owners are dead.
    /// </summary>
    public bool Refresh(ProcessTable table, ReadOnlySpan<int> candidateRows)
    {
        if (!_listeners.Read(_user))
        {
            HasGap = true;
            return false;
        }
        bool changed = ForgetDead(table);
        bool sameSockets = _listeners.Hash == _hash;
        if (!sameSockets)
        {
            _hash = _listeners.Hash;
            changed |= ForgetClosed();
        }
        if (!sameSockets || changed)
        {
            Want();
            _searched.Clear();
            HasGap = false;
        }
        foreach (int index in candidateRows)
        {
            if (_wanted.Count == 0)
                break;
            ref readonly var row = ref table.Rows[index];
            // By start time too: the pid may be another process's since it was searched.
            if (_searched.TryGetValue(row.Pid, out long start) && start == row.StartTicks)
                continue;
            _searched[row.Pid] = row.StartTicks;
            changed |= Search(row.Pid, row.StartTicks);
        }
        if (changed)
            Gather();
        return changed;
    }

    /// <summary>Ascending, each once; empty for who listens on none.</summary>
    public ImmutableArray<int> PortsOf(int pid) => _ports.TryGetValue(pid, out var ports) ? ports : [];

    public void Dispose() => _proc.Dispose();

    private bool ForgetDead(ProcessTable table)
    {
        List<ulong>? dead = null;
        foreach (var (inode, owner) in _owners)
            if (table.IndexOf(owner.Pid) is var index && (index < 0 || table.Rows[index].StartTicks != owner.StartTicks))
                (dead ??= []).Add(inode);
        dead?.ForEach(inode => _owners.Remove(inode));
        return dead is not null;
    }

    private bool ForgetClosed()
    {
        List<ulong>? closed = null;
        foreach (ulong inode in _owners.Keys)
            if (!_listeners.Inodes.Contains(inode))
                (closed ??= []).Add(inode);
        closed?.ForEach(inode => _owners.Remove(inode));
        return closed is not null;
    }

    private void Want()
    {
        _wanted.Clear();
        foreach (ulong inode in _listeners.Inodes)
            if (!_owners.ContainsKey(inode))
                _wanted.Add(inode);
    }

    private bool Search(int pid, long startTicks)
    {
        int folder = _proc.Open(pid, "/fd\0"u8, Libc.Directory);
        if (folder < 0)
        {
            HasGap |= -folder is not (Errno.NoEntry or Errno.NoProcess);
            return false;
        }
        bool found = false;
        _descriptors.Begin(folder);
        while (_wanted.Count > 0 && _descriptors.TryNext(out int descriptor))
            if (TryReadSocket(folder, descriptor, out ulong inode) && _wanted.Remove(inode))
            {
                _owners[inode] = new Owner(pid, startTicks);
                found = true;
            }
        HasGap |= _descriptors.Failed;
        _ = Libc.Close(folder);
        return found;
    }

    /// <summary>A socket's link reads "socket:[4242]".</summary>
    private bool TryReadSocket(int folder, int descriptor, out ulong inode)
    {
        inode = 0;
        Span<byte> name = stackalloc byte[16];
        _ = Utf8Formatter.TryFormat(descriptor, name, out int length);
        name[length] = 0;
        nint count;
        fixed (byte* path = name, into = _link)
            count = Libc.ReadLinkAt(folder, path, into, (nuint)_link.Length);
        return count > 9 && _link.AsSpan(0, (int)count).StartsWith("socket:["u8) && Utf8Parser.TryParse(_link.AsSpan(8, (int)count - 8), out inode, out _);
    }

    private void Gather()
    {
        _ports.Clear();
        for (int i = 0; i < _listeners.Count; i++)
        {
            if (!_owners.TryGetValue(_listeners.Inodes[i], out var owner))
                continue;
            var known = PortsOf(owner.Pid);
            int at = known.BinarySearch(_listeners.Ports[i]);
            if (at < 0)
                _ports[owner.Pid] = known.Insert(~at, _listeners.Ports[i]);
        }
    }

    private sealed class Owner(int pid, long startTicks)
    {
        public int Pid => pid;

        public long StartTicks => startTicks;
    }
}
