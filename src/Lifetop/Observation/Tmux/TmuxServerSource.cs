using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Text;
using System.Threading;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Tmux;

/// <summary>
/// The panes of one tmux server. Asks it only when its CPU clock moved, because a server that did nothing has nothing new;
/// Look belongs to the source's own thread, HasMoved and RefreshOutputs to the observing one.
/// </summary>
public sealed class TmuxServerSource : IWorkerSource
{
    private static readonly TimeSpan WhileFailing = TimeSpan.FromSeconds(2);

    public const string Label = "tmux";

    /// <summary>Nobody can begin to listen behind a socket file that is there already: its stamp would tell.</summary>
    private static readonly TimeSpan WhileDeserted = TimeSpan.FromMinutes(1);

    private readonly TmuxSocket _socket;
    private readonly byte[] _socketPath;
    private readonly PromptReader _prompts;
    private readonly ImmutableArray<string> _watch;
    private volatile TerminalClock[] _terminals = [];
    private ListedPanes? _panes;
    private TmuxServer? _server;
    private TmuxServer? _displaced;
    private volatile int _serverPid;
    private long _serverClock;
    private long _putAway;
    private long _socketStamp;
    private DateTimeOffset _askedAt;
    private long _askAgain;
    private readonly List<string> _command = [];
    private SourceAnswer _answer = SourceAnswer.Nothing;

    public TmuxServerSource(TmuxSocket socket, TmuxClient client, PromptPatterns patterns, int capturesPerLook = 4)
    {
        ArgumentNullException.ThrowIfNull(socket);
        _socket = socket;
        _socketPath = TmuxSocket.Terminated(socket.Path);
        _watch = Path.GetDirectoryName(socket.Path) is { Length: > 0 } folder ? [folder] : [];
        Client = client;
        _prompts = new PromptReader(patterns) { CapturesPerLook = capturesPerLook };
    }

    public string Name => Label;

    public TimeSpan SafetyNet { get; } = TimeSpan.FromSeconds(10);

    public TmuxSocket Socket => _socket;

    public TmuxClient Client { get; }

    /// <summary>Whether Look would find anything to do: one or two system calls, no allocation.</summary>
    public bool HasMoved(DateTimeOffset now) =>
        now.UtcTicks >= Volatile.Read(ref _askAgain) || now.UtcTicks >= _prompts.Due || ServerMoved();

    /// <summary>Reads again when each living pane's terminal was last written to; no allocation, no child.</summary>
    public void RefreshOutputs()
    {
        foreach (var terminal in _terminals)
            terminal.Refresh();
    }

    /// <summary>For a first look: the panes' last lines are read with the first listing.</summary>
    public bool ReadsAhead { get; set; }

    /// <summary>Names the panes in whose last lines a question may stand. What was read ahead of this is judged at once.</summary>
    public void ReadPromptsOf(PromptTarget[] targets) => _prompts.Follow(targets, _answer.Panes);

    /// <summary>Before the first look: a server that an earlier lifetop met here. If it lives where nobody can ask it, that is said.</summary>
    public void Expect(TmuxServer server)
    {
        _displaced = _server;
        Meet(server);
    }

    public SourceAnswer Look(DateTimeOffset now)
    {
        if (!HasMoved(now) && now >= _askedAt)
            return _answer;
        Ask(now);
        if (ReadsAhead)
        {
            ReadsAhead = false;
            _prompts.Ahead = ScreensAhead.Read(Client, _answer.Panes, now);
            AwaitPutAway(nothingNew: false);
        }
        return _answer;
    }

    private bool ServerMoved()
    {
        if (TmuxSocket.Stamp(_socketPath) != Volatile.Read(ref _socketStamp))
            return true;
        int pid = _serverPid;
        return pid > 0 && Libc.CpuClock(pid) != Volatile.Read(ref _serverClock);
    }

    private void Ask(DateTimeOffset now)
    {
        _askedAt = now;
        Volatile.Write(ref _socketStamp, TmuxSocket.Stamp(_socketPath));
        if (_server is null && Client.IsDeserted())
        {
            Volatile.Write(ref _askAgain, (now + WhileDeserted).UtcTicks);
            Publish(null, now);
            return;
        }
        _command.Clear();
        _command.AddRange(["display-message", "-p", PaneListing.Header, ";", "list-panes", "-a", "-F", PaneListing.Format]);
        _prompts.Ask(_command, now);
        bool wasIdle = _serverPid > 0 && Libc.CpuClock(_serverPid) == _putAway;
        string? wrong = Take(Client.Run(_command.ToArray()), out var captures);
        bool isNews = Publish(wrong, now);
        AwaitPutAway(nothingNew: wasIdle && !isNews && wrong is null);
        var wait = wrong is not null ? WhileFailing : _server is null ? WhileDeserted : SafetyNet;
        Volatile.Write(ref _askAgain, (now + wait).UtcTicks);
        if (wrong is null)
            _prompts.Take(_answer.Panes, captures, now);
    }

    /// <summary>Where nothing happened from one question to the next and both had one answer, all that the server does now is ours: a large one has much to put away.</summary>
    private void AwaitPutAway(bool nothingNew)
    {
        var settling = ServerProcess.Settle(_serverPid);
        _putAway = settling.PutAway;
        Volatile.Write(ref _serverClock, nothingNew ? settling.PutAway : settling.Clock);
    }

    /// <summary>Takes in what the server said; null, or what is wrong in words for a person.</summary>
    private string? Take(TmuxReply reply, out ReadOnlySpan<byte> captures)
    {
        captures = default;
        switch (reply.End)
        {
            case TmuxEnd.Answered:
            // What list-panes says where there is a server without a session.
            case TmuxEnd.Failed when reply.Text is "no current target" or "no sessions":
            // One of the panes to be captured has just gone; the listing before it is whole.
            case TmuxEnd.Failed when reply.Text.StartsWith("can't find ", StringComparison.Ordinal):
                return TakeListing(reply.Output, out captures);
            case TmuxEnd.NoServer when _server is { } known && ServerProcess.IsAlive(known):
                return $"the socket of the tmux server {known.Pid} is gone, the server lives: kill -USR1 {known.Pid} makes it again";
            case TmuxEnd.NoServer:
                Forget();
                return null;
            case TmuxEnd.TimedOut:
                return "the tmux server does not answer (stopped?)";
            case TmuxEnd.Denied:
                return "no right to ask the tmux server";
            case TmuxEnd.NoTmux:
                return "no tmux on PATH: install it, there is a server to ask";
            default:
                return "tmux: " + reply.Text;
        }
    }

    private string? TakeListing(ReadOnlyMemory<byte> output, out ReadOnlySpan<byte> captures)
    {
        captures = default;
        var rest = output.Span;
        if (!PaneListing.TryReadHeader(ref rest, out int pid, out var version))
            return "the tmux server's answer has no head";
        long startTicks = ServerProcess.StartTicks(pid);
        if (startTicks < 0)
            return $"the tmux server says it is process {pid}, which is not to be seen here";
        if (_server is null || _server.Pid != pid || _server.StartTicks != startTicks)
        {
            // Ids begin again with a new server: nothing of the old one may be taken for its own.
            _displaced = _server;
            Meet(new TmuxServer(_socket.Path, _socket.Label, pid, startTicks));
        }
        int rows = ListedPanes.CountRows(rest, out captures);
        // A server without a session is asked for captures in vain.
        bool whole = captures.IsEmpty || _prompts.IsEndOfListing(captures);
        if (whole || _panes!.Panes.IsEmpty)
            _panes!.Take(output[^rest.Length..], rows);
        if (whole)
            return null;
        string versionText = Encoding.UTF8.GetString(version);
        return TmuxClient.IsTooOld(versionText)
            ? $"tmux {versionText} is too old: 3.2 or newer is needed"
            : $"the listing of the tmux server cannot be read past row {rows}";
    }

    private void Meet(TmuxServer server)
    {
        _server = server;
        _panes = new ListedPanes(server);
        _serverPid = server.Pid;
    }

    private void Forget()
    {
        _server = null;
        _panes = null;
        _serverPid = 0;
    }

    /// <summary>Whether anything is not as it was.</summary>
    private bool Publish(string? wrong, DateTimeOffset now)
    {
        ImmutableArray<PaneSighting> panes = _panes?.Panes ?? [];
        // Only a whole answer proves what is gone, so a server that gave none is not named.
        ImmutableArray<TmuxServer> servers = _server is null || wrong is not null ? [] : [_server];
        var gaps = Gaps(wrong, now);
        bool same = panes == _answer.Panes
            && gaps.AsSpan().SequenceEqual(_answer.Gaps.AsSpan())
            && servers.Length == _answer.Servers.Length
            && (servers.IsEmpty || servers[0] == _answer.Servers[0])
            && !_answer.Watch.IsEmpty;
        if (same)
            return false;
        if (panes != _answer.Panes)
            Follow(panes);
        _answer = new SourceAnswer
        {
            Panes = panes,
            Servers = servers,
            Gaps = gaps,
            Watch = _watch,
        };
        return true;
    }

    private ImmutableArray<Gap> Gaps(string? wrong, DateTimeOffset now)
    {
        if (_displaced is { } old && !ServerProcess.IsAlive(old))
            _displaced = null;
        string? displaced = _displaced is null
            ? null
            : $"the tmux server {_displaced.Pid} lives, but another one has taken its socket: its panes cannot be seen";
        return (wrong, displaced) switch
        {
            (null, null) => [],
            (not null, null) => [Gap(wrong, hides: true, now)],
            (null, not null) => [Gap(displaced, hides: false, now)],
            _ => [Gap(wrong, hides: true, now), Gap(displaced, hides: false, now)],
        };
    }

    /// <summary>What was wrong before is so since then.</summary>
    private Gap Gap(string what, bool hides, DateTimeOffset now)
    {
        var since = now;
        foreach (var before in _answer.Gaps)
        {
            if (before.HidesWorkers == hides)
                since = before.Since;
        }
        return new Gap(Name, _socket.Path, what, since) { HidesWorkers = hides };
    }

    /// <summary>New sightings get their output time here, before anybody sees them; from then on it is the observing thread's.</summary>
    private void Follow(ImmutableArray<PaneSighting> panes)
    {
        int living = 0;
        foreach (var pane in panes)
            living += pane.Facts.Terminal.Length > 0 ? 1 : 0;
        var terminals = new TerminalClock[living];
        foreach (var pane in panes)
        {
            if (pane.Facts.Terminal.Length == 0)
                continue;
            var clock = new TerminalClock(pane);
            if (pane.TerminalWritten is null)
                clock.Refresh();
            terminals[--living] = clock;
        }
        _terminals = terminals;
    }
}
