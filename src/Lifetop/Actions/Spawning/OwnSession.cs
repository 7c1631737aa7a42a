using System;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Lifetop.Model;
using Lifetop.Observation.Tmux;
using Lifetop.Platform;

namespace Lifetop.Actions.Spawning;

/// <summary>A window that was opened for a worker, by the ids that tmux printed, and the process in it.</summary>
public sealed record OpenedWindow(TmuxServer Server, string SessionId, string WindowId, string PaneId, int Pid);

/// <summary>
/// lifetop's own tmux session, made when it is missing, and the windows in it. Outside text goes to tmux only where it looks for no
/// commands in it: a folder as the place we call from, all else as data.
/// </summary>
/// <param name="name">Letters, digits, _ and -: a session can be found by it again as it is.</param>
internal sealed class OwnSession(string socket, string name)
{
    /// <summary>A new session needs a program: it ends by itself should lifetop not come to close it.</summary>
    private static readonly string[] Placeholder = ["env", "--", "sleep", "60"];

    /// <summary>A server that lost its last window a moment ago takes so long at most to be gone, busy as the machine may be.</summary>
    private static readonly TimeSpan Ending = TimeSpan.FromSeconds(2);

    private const int MomentMilliseconds = 10;

    private const uint OthersWrite = 0x12; // 022

    private readonly TmuxClient _client = new(socket);

    /// <summary>A process that only keeps a session open until its first window is there.</summary>
    public static bool IsPlaceholder(ImmutableArray<string> arguments) => arguments is [var program, var time] && program == Placeholder[^2] && time == Placeholder[^1];

    /// <summary>Why no window could be opened, as far as that can be seen before; null for nothing. Makes nothing.</summary>
    public string? Refusal() => Distrust() ?? (FileStamp.Of(socket).Exists ? null : Trouble(AtomicFile.Hindrance(Folder)));

    /// <summary>Null with the reason when it cannot be opened.</summary>
    public OpenedWindow? Open(string title, string folder, Variables marks, ReadOnlySpan<string> command, out string why)
    {
        // tmux itself makes and checks the folder of its sockets only where it chooses it by itself.
        if ((Trouble(AtomicFile.MakeFolder(Folder)) ?? Distrust()) is { } distrust)
        {
            why = distrust;
            return null;
        }
        long began = Stopwatch.GetTimestamp();
        while (true)
        {
            var opened = TryOpen(title, folder, marks, command, out why);
            // Whatever such a server has opened goes with it, and the next one is begun by the next try.
            if (opened is not null || !IsOfEnding(why) || Stopwatch.GetElapsedTime(began) >= Ending)
                return opened;
            Pause.For(MomentMilliseconds);
        }
    }

    private string Folder => NativePath.Folder(socket);

    private string? Trouble(int errno) => errno == 0 ? null : $"{Folder}: {FileFailures.Words(errno)}";

    private string? Distrust()
    {
        var stamp = FileStamp.Of(Folder, followLinks: true);
        return stamp.Exists && (stamp.Owner != Libc.EffectiveUser() || (stamp.Mode & OthersWrite) != 0) ? $"{Folder}, where the tmux socket is to be, is open to others" : null;
    }

    private OpenedWindow? TryOpen(string title, string folder, Variables marks, ReadOnlySpan<string> command, out string why)
    {
        string? placeholder = null;
        if (Find(out why) is not { } session)
        {
            if (why.Length > 0 || Make(out placeholder, out why) is not { } made)
                return null;
            session = made;
        }
        // Formats are looked for in a name, so each # is doubled; a last ; would begin another command.
        string[] arguments =
        [
            "new-window", "-d", "-t", session + ":", "-n", Argument(title.Replace("#", "##", StringComparison.Ordinal)), .. Marks(marks),
            "-P", "-F", "#{session_id} #{window_id} #{pane_id} #{pane_pid} #{pid}", "--", .. command,
        ];
        var reply = _client.RunIn(folder, arguments);
        var opened = reply.End == TmuxEnd.Answered ? Read(reply) : null;
        why = opened is not null ? "" : reply.End == TmuxEnd.Answered ? "tmux opened a window and did not say which" : Words(reply);
        // The ids of the server after it begin anew.
        if (placeholder is not null && !IsOfEnding(why))
            _client.Run("kill-window", "-t", placeholder);
        return opened;
    }

    /// <summary>Null when what was meant is done or no longer needed, else why not.</summary>
    public string? KeepWhenDead(OpenedWindow window) => Do("set-option", "-w", "-t", window.WindowId, "remain-on-exit", "on");

    public string? Pipe(OpenedWindow window, string log) => Do("pipe-pane", "-O", "-t", window.PaneId, LogPipe.Command(log));

    public string? Close(OpenedWindow window)
    {
        var reply = _client.Run("kill-window", "-t", window.WindowId);
        return reply.End is TmuxEnd.Answered or TmuxEnd.NoServer || reply.Text.StartsWith("can't find ", StringComparison.Ordinal) ? null : Words(reply);
    }

    /// <summary>Starts in a pane whose program has ended; it keeps its id, its folder and its pipe.</summary>
    public static OpenedWindow? Respawn(TmuxServer server, PaneStanding dead, Variables marks, ReadOnlySpan<string> command, out string why)
    {
        var client = new TmuxClient(server.Socket);
        var reply = client.Run(["respawn-pane", "-k", "-t", dead.Id, .. Marks(marks), "--", .. command]);
        why = reply.End == TmuxEnd.Answered ? "" : Words(reply);
        if (reply.End != TmuxEnd.Answered)
            return null;
        var pane = new ExactServer(server).Look().Pane(dead.Id);
        why = pane is null ? $"{dead.Id} was closed meanwhile" : "";
        return pane is null ? null : new OpenedWindow(server, pane.SessionId, "", pane.Id, pane.Pid);
    }

    /// <summary>The id of the session; null without a reason when there is none.</summary>
    private string? Find(out string why)
    {
        var reply = _client.Run("list-sessions", "-F", "#{session_id} #{session_name}");
        why = reply.End is TmuxEnd.Answered or TmuxEnd.NoServer || (reply.End == TmuxEnd.Failed && reply.Text is "no sessions" or "no current target") ? "" : Words(reply);
        if (reply.End != TmuxEnd.Answered)
            return null;
        foreach (string line in Encoding.UTF8.GetString(reply.Output.Span).Split('\n'))
            if (line.IndexOf(' ', StringComparison.Ordinal) is > 0 and var blank && line[(blank + 1)..] == name)
                return line[..blank];
        return null;
    }

    /// <summary>Another lifetop may make it at the same time: then theirs is found.</summary>
    private string? Make(out string? placeholder, out string why)
    {
        placeholder = null;
        // From the root, where a server that is started by this stays for good.
        // In one with what keeps it where sessions are set to go when nobody is attached: between two calls it would be gone.
        var reply = _client.RunIn("/",
        [
            "new-session", "-d", "-s", name, "-P", "-F", "#{session_id} #{window_id}", "--", .. Placeholder,
            ";", "set-option", "-t", name + ":", "destroy-unattached", "off",
        ]);
        if (reply.End == TmuxEnd.Answered && Encoding.UTF8.GetString(reply.Output.Span).Trim().Split(' ') is [var session, var window])
        {
            why = "";
            placeholder = window;
            return session;
        }
        string refused = Words(reply);
        string? found = Find(out why);
        if (found is null && why.Length == 0)
            why = refused;
        return found;
    }

    private string? Do(params string[] command)
    {
        var reply = _client.Run(command);
        return reply.End == TmuxEnd.Answered ? null : Words(reply);
    }

    internal static string[] Marks(Variables marks)
    {
        var arguments = new System.Collections.Generic.List<string>();
        marks.ForEach((mark, value) =>
        {
            arguments.Add("-e");
            arguments.Add(Argument($"{Encoding.UTF8.GetString(mark)}={Encoding.UTF8.GetString(value)}"));
        });
        return arguments.ToArray();
    }

    private static string Argument(string text) => text.EndsWith(';') ? text[..^1] + "\\;" : text;

    private OpenedWindow? Read(TmuxReply reply)
    {
        string[] fields = Encoding.UTF8.GetString(reply.Output.Span).Trim().Split(' ');
        if (fields.Length != 5 || !int.TryParse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out int pid)
            || !int.TryParse(fields[4], NumberStyles.None, CultureInfo.InvariantCulture, out int server))
            return null;
        return new OpenedWindow(new TmuxServer(socket, "", server, ServerProcess.StartTicks(server)), fields[0], fields[1], fields[2], pid);
    }

    private static bool IsOfEnding(string why)
        => why is "tmux: server exited unexpectedly" or "tmux: lost server" || why.StartsWith("tmux: no server running on ", StringComparison.Ordinal)
            || why.StartsWith("tmux: can't find session: ", StringComparison.Ordinal) || why.EndsWith("(Connection refused)", StringComparison.Ordinal);

    private static string Words(TmuxReply reply) => reply.End switch
    {
        TmuxEnd.NoTmux => "tmux is not installed",
        TmuxEnd.TimedOut => "the tmux server does not answer (stopped?)",
        _ => "tmux: " + reply.Text,
    };
}
