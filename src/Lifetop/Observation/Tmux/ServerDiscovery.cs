using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Platform;

namespace Lifetop.Observation.Tmux;

/// <summary>
/// Finds the sockets of this user's tmux servers: in the folders tmux itself would use, the one we were started in, those
/// the config names, and those where somebody declares a pane. Whether anybody listens behind one is for its source to find out.
/// </summary>
public sealed class ServerDiscovery
{
    private readonly SocketFolder[] _folders;
    private readonly List<SingleSocket> _single = [];
    private ImmutableArray<TmuxSocket> _found = [];

    /// <param name="configured">Absolute socket paths.</param>
    /// <param name="below">Only below this folder are others looked for; null for anywhere.</param>
    public ServerDiscovery(ImmutableArray<string> configured, string? below)
        : this(configured, Environment.GetEnvironmentVariable("TMUX_TMPDIR"), Environment.GetEnvironmentVariable("TMUX"), below: below)
    {
    }

    /// <param name="configured">Absolute socket paths.</param>
    /// <param name="temporary">TMUX_TMPDIR.</param>
    /// <param name="current">TMUX: socket, pid and session, between commas.</param>
    /// <param name="below">Only below this folder are others than the configured looked for; null for anywhere.</param>
    public ServerDiscovery(ImmutableArray<string> configured, string? temporary, string? current, string standard = "/tmp", string? below = null)
    {
        // tmux takes the first of the two that exists (tmux.c, make_label).
        string name = "/tmux-" + Libc.RealUser().ToString(CultureInfo.InvariantCulture);
        string? own = temporary is ['/', ..] && ProgramPath.IsFolder(temporary) ? temporary.TrimEnd('/') : null;
        DefaultSocket = (own ?? standard) + name + "/default";
        string[] folders = own is null || own == standard ? [standard + name] : [own + name, standard + name];
        _folders = Array.ConvertAll(Array.FindAll(folders, folder => IsBelow(folder, below)), static folder => new SocketFolder(folder));
        if (current?.Split(',')[0] is ['/', ..] socket && IsBelow(socket, below))
            _single.Add(new SingleSocket(socket));
        foreach (string path in configured)
        {
            if (path is ['/', ..])
                _single.Add(new SingleSocket(path));
        }
    }

    /// <summary>Somebody says that a pane of his is there: it is looked for from now on.</summary>
    /// <returns>False where it is looked for already.</returns>
    public bool Name(string path)
    {
        if (path is not ['/', ..] || IsInFolder(path) || Single(path) is not null)
            return false;
        _single.Add(new SingleSocket(path));
        return true;
    }

    /// <summary>Whether a server at this socket was found by this path if there is one. Not so where the socket is another user's, or was found by another path.</summary>
    public bool LooksAt(string path) => IsInFolder(path) || Single(path) is { IsUnfound: false };

    private SingleSocket? Single(string path)
    {
        foreach (var single in _single)
            if (single.Path == path)
                return single;
        return null;
    }

    /// <summary>Where plain <c>tmux</c> looks for its server.</summary>
    public string DefaultSocket { get; }

    /// <summary>What the keys of a socket's workers show that is not to be seen now: as when it is.</summary>
    public string LabelOf(string path)
    {
        int end = path.LastIndexOf('/');
        string name = path[(end + 1)..];
        if (path == DefaultSocket)
            return "";
        return name != "default" && IsInFolder(path) ? name : path;
    }

    private bool IsInFolder(string path)
    {
        var folder = path.AsSpan(0, path.LastIndexOf('/'));
        foreach (var own in _folders)
            if (folder.SequenceEqual(own.Path))
                return true;
        return false;
    }

    /// <summary>The folders whose change may mean another server.</summary>
    public ImmutableArray<string> Watch => ImmutableArray.Create(Array.ConvertAll(_folders, static folder => folder.Path));

    /// <summary>The same array as before when nothing changed; then it costs a system call a folder.</summary>
    public ImmutableArray<TmuxSocket> Find(DateTimeOffset now)
    {
        bool changed = false;
        foreach (var folder in _folders)
            changed |= folder.Refresh(now);
        foreach (var single in _single)
            changed |= single.Refresh();
        if (!changed)
            return _found;
        var sockets = Collect();
        if (!sockets.AsSpan().SequenceEqual(_found.AsSpan()))
            _found = sockets;
        return _found;
    }

    private ImmutableArray<TmuxSocket> Collect()
    {
        var sockets = new List<TmuxSocket>();
        var labels = new HashSet<string>();
        var identities = new HashSet<string>();
        for (int i = 0; i < _folders.Length; i++)
        {
            foreach (string name in _folders[i].Names)
            {
                string path = _folders[i].Path + "/" + name;
                if (SocketIdentity(path, Libc.AtNoFollow) is not { } identity || !identities.Add(identity))
                    continue;
                string label = path == DefaultSocket ? "" : name == "default" || !labels.Add(name) ? path : name;
                sockets.Add(new TmuxSocket(path, label));
            }
        }
        foreach (var single in _single)
        {
            single.IsFound = SocketIdentity(single.Path, 0) is { } identity && identities.Add(identity);
            if (single.IsFound)
                sockets.Add(new TmuxSocket(single.Path, single.Path == DefaultSocket ? "" : single.Path));
        }
        return [.. sockets];
    }

    private static bool IsBelow(string path, string? folder)
        => folder is null || (path.StartsWith(folder.TrimEnd('/'), StringComparison.Ordinal) && path.AsSpan(folder.TrimEnd('/').Length) is ['/', ..]);

    /// <summary>Device and inode of a socket that is ours; null for anything else.</summary>
    private static unsafe string? SocketIdentity(string path, int flags)
    {
        FileStatus status;
        fixed (byte* name = TmuxSocket.Terminated(path))
        {
            if (Libc.StatX(Libc.AtCurrent, name, flags, FileStatus.BasicStats, &status) != 0)
                return null;
        }
        bool ours = (status.Mode & FileStatus.TypeMask) == FileStatus.Socket
            && (status.User == Libc.RealUser() || status.User == Libc.EffectiveUser());
        return ours ? string.Concat(Number(status.DeviceMajor) + ":", Number(status.DeviceMinor), ":", Number(status.Inode)) : null;
    }

    private static string Number(ulong number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A socket by its own path.</summary>
    private sealed class SingleSocket(string path)
    {
        private readonly byte[] _path = TmuxSocket.Terminated(path);
        private long _stamp;

        public string Path => path;

        public bool IsFound { get; set; }

        public bool IsUnfound => _stamp != 0 && !IsFound;

        /// <summary>Whether it is another than before, came or went.</summary>
        public bool Refresh()
        {
            long before = _stamp;
            _stamp = TmuxSocket.Stamp(_path);
            return _stamp != before;
        }
    }
}
