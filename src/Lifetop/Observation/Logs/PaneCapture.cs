using System;
using System.Globalization;
using System.Text;
using Lifetop.Model;
using Lifetop.Observation.Tmux;
using Lifetop.Platform;

namespace Lifetop.Observation.Logs;

/// <summary>What a pane shows and what scrolled out of it.</summary>
/// <param name="Size">Rows that have scrolled out, as far as the server keeps them.</param>
/// <param name="Scrolled">The last of these as lines.</param>
internal sealed record PaneLines(int Size, string[] Scrolled, string[] Screen)
{
    public static readonly PaneLines None = new(0, [], []);
}

/// <summary>Asks a pane's own server for its lines: by the pane's id, which no other pane of that server will ever have.</summary>
public sealed class PaneCapture(Pane pane, TmuxClient client)
{
    /// <summary>The last lines that scrolled out, and those on the screen, as plain text; null when they cannot be read.</summary>
    public string[]? Last(int lines) => Take(lines, withLooks: false, out var capture) is null ? [.. capture.Scrolled, .. capture.Screen] : null;

    /// <summary>Null, or why not.</summary>
    internal string? Take(int lines, bool withLooks, out PaneLines capture)
    {
        capture = PaneLines.None;
        string mark = ChanceMark.New();
        string back = (-lines).ToString(CultureInfo.InvariantCulture);
        // Lines that were wrapped are joined again, with their looks or without.
        string how = withLooks ? "-peJ" : "-pJ";
        var reply = client.Run(
            "display-message", "-p", "-t", pane.PaneId, "#{pid} #{history_size}",
            ";", "capture-pane", how, "-S", back, "-E", "-1", "-t", pane.PaneId,
            ";", "display-message", "-p", mark,
            ";", "capture-pane", how, "-t", pane.PaneId);
        if (reply.End == TmuxEnd.Failed && reply.Text.StartsWith("can't find ", StringComparison.Ordinal))
            return "its pane is gone";
        if (reply.End != TmuxEnd.Answered)
            return reply.End == TmuxEnd.NoServer ? "its tmux server is gone" : "its pane cannot be read: " + reply.Text;
        string text = Encoding.UTF8.GetString(reply.Output.Span);
        int head = text.IndexOf('\n'), screen = text.IndexOf(mark + "\n", StringComparison.Ordinal);
        string[] facts = head < 0 ? [] : text[..head].Split(' ');
        if (screen < 0 || facts.Length != 2 || !int.TryParse(facts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int size))
            return "its pane cannot be read";
        // Ids begin again with a new server: this pane would be somebody else's.
        if (facts[0] != pane.Server.Pid.ToString(CultureInfo.InvariantCulture))
            return "its tmux server is gone";
        var colours = new SgrCarry();
        string[] scrolled = size == 0 ? [] : colours.Lines(text.AsSpan(head + 1, screen - head - 1), trimsEnd: false);
        capture = new PaneLines(size, scrolled, colours.Lines(text.AsSpan(screen + mark.Length + 1), trimsEnd: true));
        return null;
    }
}
