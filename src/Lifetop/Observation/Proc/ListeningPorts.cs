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
    private readonly Dictionary<int, Holder> _holders = new();
    private readonly List<Socket> _owned = new();
    private readonly byte[] _link = new byte[64];
    private readonly uint _user;
    private ulong[] _wanted = new ulong[64];
    private int _wantedCount;
    private ulong _hash;
    private bool _listUnread;
    private bool _somebodyUnread;

    public ListeningPorts() : this(Libc.EffectiveUser())
    {
    }

    public ListeningPorts(uint user) => _user = user;

    /// <summary>The list of sockets or somebody's descriptors could not be read: a port may lack its process, or a process its port.</summary>
    public bool HasGap => _listUnread || _somebodyUnread;

    /// <summary>
    /// Reads the list again and seeks the owners of what is new in it among the candidates, likeliest first; true when
    /// anybody's ports changed. Who was searched in vain is not searched again until the sockets change, newcomers are.
    /// The table tells which owners are dead.
    /// </summary>
    public bool Refresh(ProcessTable table, ReadOnlySpan<int> candidateRows)
    {
        _listUnread = !_listeners.Read(_user);
        if (_listUnread)
            return false;
        bool sameSockets = _listeners.Hash == _hash;
        bool changed = Forget(table, closedToo: !sameSockets);
        _hash = _listeners.Hash;
        if (!sameSockets || changed)
            StartSearch();
        foreach (int index in candidateRows)
        {
            if (_wantedCount == 0)
                break;
            if ((uint)index < (uint)table.Count)
                changed |= Search(in table.Rows[index]);
        }
        if (changed)
            GatherPorts();
        return changed;
    }

    /// <summary>Ascending, each once; empty for who listens on none.</summary>
    public ImmutableArray<int> PortsOf(int pid) => _holders.TryGetValue(pid, out var holder) ? Numbers.Of(holder.Ports) : [];

    public void Dispose()
    {
        _proc.Dispose();
        _listeners.Dispose();
    }

    private bool Forget(ProcessTable table, bool closedToo)
    {
        int before = _owned.Count;
        for (int i = before - 1; i >= 0; i--)
        {
            var holder = _owned[i].Holder;
            int index = table.IndexOf(holder.Pid);
            bool dead = index < 0 || table.Rows[index].StartTicks != holder.StartTicks || table.Rows[index].IsZombie;
            if (dead || closedToo && !_listeners.Holds(_owned[i].Inode))
                _owned.RemoveAt(i);
        }
        return _owned.Count < before;
    }

    private void StartSearch()
    {
        _somebodyUnread = false;
        _holders.Clear();
        foreach (var socket in _owned)
            _holders[socket.Holder.Pid] = socket.Holder.NotSearched();
        if (_wanted.Length < _listeners.Count)
            _wanted = new ulong[_listeners.Count];
        _wantedCount = 0;
        foreach (ulong inode in _listeners.Inodes)
            if (!IsOwned(inode))
                _wanted[_wantedCount++] = inode;
    }

    private bool IsOwned(ulong inode)
    {
        foreach (var socket in _owned)
            if (socket.Inode == inode)
                return true;
        return false;
    }

    private bool Search(in ProcessRow row)
    {
        // By start time too: the pid may be another process's since it was searched.
        if (!_holders.TryGetValue(row.Pid, out var holder) || holder.StartTicks != row.StartTicks)
            _holders[row.Pid] = holder = new Holder(row.Pid, row.StartTicks);
        else if (holder.WasSearched)
            return false;
        holder.WasSearched = true;

        int folder = _proc.Open(row.Pid, "/fd\0"u8, Libc.Directory);
        if (folder < 0)
        {
            _somebodyUnread |= -folder is not (Errno.NoEntry or Errno.NoProcess);
            holder.WasSearched = -folder is not (Errno.TooManyOpenFiles or Errno.TooManyOpenFilesInSystem or Errno.NoMemory);
            return false;
        }
        bool found = false;
        _descriptors.Begin(folder);
        while (_wantedCount > 0 && _descriptors.TryNext(out int descriptor))
        {
            int at = _wantedCount;
            if (TryReadSocket(folder, descriptor, out ulong inode))
                for (at = 0; at < _wantedCount && _wanted[at] != inode;)
                    at++;
            if (at == _wantedCount)
                continue;
            _wanted[at] = _wanted[--_wantedCount];
            _owned.Add(new Socket(inode, holder));
            found = true;
        }
        _somebodyUnread |= _descriptors.Failed;
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
        var link = _link.AsSpan(0, (int)Math.Max(count, 0));
        return link.StartsWith("socket:["u8) && Utf8Parser.TryParse(link[8..], out inode, out _);
    }

    private void GatherPorts()
    {
        foreach (var holder in _holders.Values)
            holder.Ports = [];
        for (int i = 0; i < _listeners.Count; i++)
            foreach (var socket in _owned)
                if (socket.Inode == _listeners.Inodes[i])
                    socket.Holder.Add(_listeners.Ports[i]);
    }

    private sealed class Socket(ulong inode, Holder holder)
    {
        public ulong Inode => inode;

        public Holder Holder => holder;
    }

    /// <summary>A process that was searched, and what it was found to hold.</summary>
    private sealed class Holder(int pid, long startTicks)
    {
        public int Pid => pid;

        public long StartTicks => startTicks;

        public bool WasSearched { get; set; }

        public int[] Ports { get; set; } = [];

        public Holder NotSearched()
        {
            WasSearched = false;
            return this;
        }

        /// <summary>The same port on both address families counts once.</summary>
        public void Add(int port)
        {
            foreach (int known in Ports)
                if (known == port)
                    return;
            // Put in its place by hand: few, and the framework's sort is compiled on the spot.
            int[] ports = new int[Ports.Length + 1];
            int at = Ports.Length;
            for (; at > 0 && Ports[at - 1] > port; at--)
                ports[at] = Ports[at - 1];
            ports[at] = port;
            for (int i = 0; i < at; i++)
                ports[i] = Ports[i];
            Ports = ports;
        }
    }
}
