using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Lifetop.Model;
using Lifetop.Observation.Proc;
using Lifetop.Observation.Tmux;
using Lifetop.Platform;
using Lifetop.Screens;
using Lifetop.Screens.Detail;
using Lifetop.Terminal;

namespace Lifetop.App;

/// <summary>Reads what stands on a pane, colours and all, after its server has said that it is that very pane.</summary>
public sealed class PeekHandler(string tmux = "tmux") : IEffectHandler
{
    private const string Who = "#{pid} #{pane_id} #{pane_pid} #{pane_dead}";

    private ProcFolder? _proc;

    public string Name => "peek";

    public bool Handles(Effect effect) => effect is ReadPeek;

    public bool Supersedes(Effect newer, Effect older) => true;

    public void Run(Effect effect, Inbox inbox)
    {
        var (identity, pane) = (ReadPeek)effect;
        inbox.Post(Read(identity, pane));
    }

    public void Dispose() => _proc?.Dispose();

    private PeekRead Read(string identity, Pane pane)
    {
        if (!ServerProcess.IsAlive(pane.Server))
            return new PeekRead(identity, "its tmux server is gone", []);
        var reply = new TmuxClient(pane.Server.Socket, tmux).Run(
            "display-message", "-p", "-t", pane.PaneId, Who, ";", "capture-pane", "-p", "-e", "-t", pane.PaneId);
        var output = reply.Output.Span;
        int end = output.IndexOf((byte)'\n');
        if (reply.End != TmuxEnd.Answered || end < 0)
            return new PeekRead(identity, Words(reply), []);
        string who = Encoding.UTF8.GetString(output[..end]);
        string expected = string.Concat(Number(pane.Server.Pid), " ", pane.PaneId, " ") + Number(pane.Pid) + " ";
        if (!who.StartsWith(expected, StringComparison.Ordinal))
            return new PeekRead(identity, "its pane is another's now", []);
        bool isDead = (who.EndsWith('1') && who.Length == expected.Length + 1) || IsUnreaped(pane.Pid);
        return new PeekRead(identity, isDead ? "its pane is dead; this is what it left" : null, Lines(output[(end + 1)..]));
    }

    /// <summary>Some tmux miss that their pane's process died; the kernel keeps it for them.</summary>
    private bool IsUnreaped(int pid)
    {
        ProcessRow row = default;
        return (_proc ??= new ProcFolder()).ReadStat(pid, ref row) == StatReading.Done && row.IsZombie;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Empty lines at the bottom are room on the screen, not output.</summary>
    private static ImmutableArray<StyledText> Lines(ReadOnlySpan<byte> screen)
    {
        var lines = StyledText.Screen(screen);
        int count = lines.Length;
        while (count > 0 && string.IsNullOrWhiteSpace(lines[count - 1].Text))
            count--;
        return ImmutableArray.Create(lines, 0, count);
    }

    private static string Words(TmuxReply reply) => reply.End switch
    {
        TmuxEnd.NoServer => "its tmux server is gone",
        TmuxEnd.TimedOut => "its tmux server does not answer",
        TmuxEnd.NoTmux => "tmux is not installed here",
        TmuxEnd.Denied or TmuxEnd.UnsafePermissions => "its tmux server is not yours to ask",
        TmuxEnd.TooOld => "its tmux is older than 3.2",
        _ when reply.Text.Contains("can't find pane", StringComparison.Ordinal) => "its pane is gone",
        _ => reply.Text.Length > 0 ? "tmux: " + reply.Text : "its pane is gone",
    };
}
