using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Tmux;

/// <summary>Whether who answers at a socket is still the server process that was meant.</summary>
public enum ServerPresence
{
    Same,

    /// <summary>It has ended and its panes with it; nobody listens there.</summary>
    Ended,

    /// <summary>It has ended and another one listens there, whose ids begin anew.</summary>
    Replaced,

    /// <summary>Nobody can tell: it does not answer, or may not be asked.</summary>
    Unanswered,
}

/// <summary>A server's panes at one moment; none unless it is the same.</summary>
/// <param name="Why">Who answered or why nobody did, in words for a person.</param>
public sealed record ServerLook(ServerPresence Presence, string Why, ImmutableArray<PaneStanding> Panes)
{
    public PaneStanding? Pane(string id)
    {
        foreach (var pane in Panes)
            if (pane.Id == id)
                return pane;
        return null;
    }

    /// <summary>Clients attached to a session; null when there is no such session.</summary>
    public int? AttachedTo(string sessionId)
    {
        foreach (var pane in Panes)
            if (pane.SessionId == sessionId)
                return pane.Attached;
        return null;
    }
}

/// <summary>What an action must know of a pane right before it: ids and numbers only, nothing that others can write.</summary>
/// <param name="InMode">Keys go to copy mode or a menu, not to the program.</param>
/// <param name="Synchronized">Keys go to all panes of its window.</param>
/// <param name="InputOff">Keys go nowhere.</param>
public sealed record PaneStanding(string Id, string SessionId, int Pid, int Attached, int WindowPanes, bool Dead, bool InMode, bool Synchronized, bool InputOff);

/// <summary>
/// One server process, and no other that may listen at its socket by now: every question says who answers, and a command is
/// carried out by the server itself only if it is the one.
/// </summary>
public sealed class ExactServer(TmuxServer server)
{
    private const string Format =
        "#{pane_id} #{session_id} #{pane_pid} #{session_attached} #{window_panes} #{pane_dead} #{pane_in_mode} #{pane_synchronized} #{pane_input_off}";

    private const string Another = "not this server", Gone = "its tmux server has ended";

    private readonly TmuxClient _client = new(server.Socket);

    public ServerLook Look()
    {
        var reply = _client.Run("display-message", "-p", PaneListing.Header, ";", "list-panes", "-a", "-F", Format);
        switch (reply.End)
        {
            case TmuxEnd.Answered:
            // What list-panes says where there is a server without a session.
            case TmuxEnd.Failed when reply.Text is "no current target" or "no sessions":
                return Read(reply.Output.Span);
            case TmuxEnd.NoServer when ServerProcess.IsAlive(server):
                return Nobody($"the socket of the tmux server {Number(server.Pid)} is gone, the server lives: kill -USR1 {Number(server.Pid)} makes it again");
            case TmuxEnd.NoServer:
            // It ended while we asked.
            case TmuxEnd.Failed when !ServerProcess.IsAlive(server):
                return new ServerLook(ServerPresence.Ended, Gone, []);
            case TmuxEnd.TimedOut:
                return Nobody("the tmux server does not answer (stopped?)");
            case TmuxEnd.Denied:
                return Nobody("no right to ask the tmux server");
            case TmuxEnd.NoTmux:
                return Nobody("there is no tmux on PATH to ask with");
            default:
                return Nobody("tmux: " + reply.Text);
        }
    }

    /// <summary>For right after a pane was closed: with its last one a server ends, and for a moment it neither answers nor is gone.</summary>
    public ServerLook LookAfterClosing()
    {
        const int mostMilliseconds = 1000;
        using var process = ProcessHandle.TryOpen(server.Pid);
        var look = Look();
        if (look.Presence != ServerPresence.Unanswered || process is null || !ServerProcess.IsAlive(server) || !process.WaitForEnd(mostMilliseconds))
            return look;
        return Look();
    }

    /// <summary>A command of constants and ids, which the server carries out only if it is the one that is meant.</summary>
    public TmuxReply Run(string command)
    {
        var reply = _client.Run("if-shell", "-F", "#{==:#{pid}," + Number(server.Pid) + "}", command, $"display-message -p '{Another}'");
        return reply.End == TmuxEnd.Answered && Encoding.UTF8.GetString(reply.Output.Span).StartsWith(Another, StringComparison.Ordinal)
            ? new TmuxReply(TmuxEnd.NoServer, default, $"another tmux server listens at {server.Socket} now")
            : reply;
    }

    /// <summary>Literal keys for one pane, right after a look that found it; afterwards the server must still be the one.</summary>
    public TmuxReply SendKeys(string paneId, params ReadOnlySpan<string> keys)
    {
        var reply = _client.Run(["send-keys", "-t", paneId, .. keys]);
        return reply.End == TmuxEnd.Answered && !ServerProcess.IsAlive(server)
            ? new TmuxReply(TmuxEnd.NoServer, default, "its tmux server has just ended")
            : reply;
    }

    private ServerLook Read(ReadOnlySpan<byte> answer)
    {
        if (!PaneListing.TryReadHeader(ref answer, out int pid, out _))
            return Nobody("the tmux server's answer has no head");
        long started = ServerProcess.StartTicks(pid);
        if (pid == server.Pid && started < 0)
            return new ServerLook(ServerPresence.Ended, Gone, []);
        if (pid != server.Pid || started != server.StartTicks)
            return ServerProcess.IsAlive(server)
                ? Nobody($"another tmux server listens at {server.Socket} now, and {Number(server.Pid)} cannot be reached")
                : new ServerLook(ServerPresence.Replaced, $"another tmux server listens at {server.Socket} now", []);
        var panes = ImmutableArray.CreateBuilder<PaneStanding>();
        foreach (string row in Encoding.UTF8.GetString(answer).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] fields = row.Split(' ');
            if (fields.Length != 9)
                return Nobody("the listing of the tmux server cannot be read");
            panes.Add(new PaneStanding(fields[0], fields[1], Value(fields[2]), Value(fields[3]), Value(fields[4]), fields[5] == "1", fields[6] is not ("" or "0"), fields[7] == "1", fields[8] == "1"));
        }
        return new ServerLook(ServerPresence.Same, "", panes.DrainToImmutable());
    }

    private static ServerLook Nobody(string why) => new(ServerPresence.Unanswered, why, []);

    private static int Value(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : 0;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
