using System;
using System.Collections.Generic;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.Orchestrator;

/// <summary>
/// The log that all servers write, and begin anew when it is longer than 2 MiB: the last life of each pid in it. Only what was appended is
/// read, and no more than its end when it is met.
/// </summary>
/// <param name="path">Null where there is no place for one.</param>
internal sealed class LifecycleLog(string? path)
{
    private const int Longest = 2 * 1024 * 1024, LongestLine = 16 * 1024;

    private readonly List<LoggedServer> _servers = [];
    private byte[] _buffer = [];
    private FileStamp _stamp;
    private long _next;

    public string Path => path ?? "";

    public bool Exists => _stamp.Exists;

    /// <summary>Another one whenever something was read.</summary>
    public int Version { get; private set; }

    public IReadOnlyList<LoggedServer> Servers => _servers;

    /// <summary>The newest of a session that has not said that it goes; null for none.</summary>
    public LoggedServer? ServerOf(string session)
    {
        LoggedServer? newest = null;
        foreach (var server in _servers)
            if (server.Session == session && !server.HasShutDown && (newest is null || newest.AliveAt is null || server.AliveAt >= newest.AliveAt))
                newest = server;
        return newest;
    }

    /// <summary>True when something was read.</summary>
    public bool Refresh(DateTimeOffset now)
    {
        if (path is null)
            return false;
        var seen = FileStamp.Of(path, followLinks: true);
        if (seen == _stamp)
            return false;
        bool isAnother = !seen.IsSameFile(_stamp) || seen.Size < _next;
        _stamp = seen;
        if (isAnother)
        {
            _servers.Clear();
            _next = Math.Max(0, seen.Size - Longest);
        }
        Read();
        Version++;
        return true;
    }

    private void Read()
    {
        using var file = _stamp.Exists ? RegularFile.Open(path!, followLinks: true, out _) : null; // it exists
        if (file is null)
            return;
        if (_buffer.Length == 0)
            _buffer = new byte[64 * 1024];
        while (true)
        {
            int count = file.ReadAt(_buffer, _next, out _);
            if (count <= 0)
                return;
            int whole = _buffer.AsSpan(0, count).LastIndexOf((byte)'\n') + 1;
            // A line without end would be read for ever: it is passed over in parts.
            if (whole == 0 && count < LongestLine)
                return;
            Take(_buffer.AsSpan(0, whole));
            _next += whole == 0 ? count : whole;
        }
    }

    private void Take(ReadOnlySpan<byte> lines)
    {
        while (!lines.IsEmpty)
        {
            int end = lines.IndexOf((byte)'\n');
            TakeLine(LifecycleLine.Of(lines[..end]));
            lines = lines[(end + 1)..];
        }
    }

    private void TakeLine(LifecycleLine line)
    {
        if (!(line.IsStart || line.IsAlive || line.IsShutdown || line.IsCrash) || line.Pid is not (> 0 and var pid))
            return;
        var server = Find(pid);
        // A start is another life, and so is a sign of it after its end.
        if (server is null || line.IsStart || (line.IsAlive && server.HasShutDown))
        {
            _servers.RemoveAll(one => one.Pid == pid);
            _servers.Add(server = new LoggedServer(pid));
        }
        server.Session = line.Session ?? server.Session;
        if (line.IsStart)
            server.Project = line.Project;
        else if (line.IsAlive)
            server.AliveAt = line.At ?? server.AliveAt;
        else if (line.IsShutdown)
            server.HasShutDown = true;
        else
            server.CrashedAt = line.At;
    }

    private LoggedServer? Find(int pid)
    {
        foreach (var server in _servers)
            if (server.Pid == pid)
                return server;
        return null;
    }
}
