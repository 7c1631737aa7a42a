using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Lifetop.Model;
using Lifetop.Observation.Tmux;
using Lifetop.Platform;

namespace Lifetop.Observation.Logs;

/// <summary>Keeps up with the scrollback of one pane, which it asks for by id, of the very server that named it; only when that server did something.</summary>
public sealed class PaneScrollback(Pane pane, TmuxClient client)
{
    private const int MostLines = 10_000, LinesAtATime = 200;

    private readonly List<string> _last = [];
    private int _size = -1;
    private long _clock = -1;

    public PaneContent Content { get; } = new();

    /// <summary>Why it cannot be read now; null when it can.</summary>
    public string? Refusal { get; private set; }

    /// <summary>True when something changed, be it only the refusal.</summary>
    public bool Refresh()
    {
        long clock = Libc.CpuClock(pane.Server.Pid);
        if (clock == _clock && clock >= 0)
            return false;
        string? before = Refusal;
        bool isFirst = _size < 0;
        Refusal = Ask(isFirst ? MostLines : LinesAtATime, out var capture) ?? Take(capture, isFirst);
        _clock = ServerProcess.SettledClock(pane.Server.Pid);
        return Refusal is null || Refusal != before;
    }

    private string? Take(Capture capture, bool isFirst)
    {
        int start = isFirst ? 0 : NewFrom(capture.Scrolled, capture.Size - _size);
        if (start < 0)
        {
            // More scrolled out than was asked for.
            if (Ask(MostLines, out capture) is { } wrong)
                return wrong;
            start = Math.Max(0, NewFrom(capture.Scrolled, capture.Size - _size));
        }
        _size = capture.Size;
        Content.Take(capture.Scrolled.AsSpan(start), capture.Screen);
        for (int i = start; i < capture.Scrolled.Length; i++)
            _last.Add(SgrCarry.Plain(capture.Scrolled[i]));
        if (_last.Count > LinesAtATime)
            _last.RemoveRange(0, _last.Count - LinesAtATime);
        return null;
    }

    /// <summary>Behind the lines that are known already; -1 when nothing of it is known. So many rows have come, unless old ones were dropped.</summary>
    private int NewFrom(string[] scrolled, int rows)
    {
        if (_last.Count == 0 && rows <= scrolled.Length)
            return 0;
        bool isTrimmed = rows < 0;
        int least = isTrimmed ? 1 : Math.Max(1, scrolled.Length - rows);
        for (int i = least; i <= scrolled.Length; i++)
        {
            int end = isTrimmed ? scrolled.Length - i + 1 : i;
            if (IsKnownUpTo(scrolled, end))
                return end;
        }
        return -1;
    }

    private bool IsKnownUpTo(string[] scrolled, int end)
    {
        for (int i = 1; i <= end && i <= _last.Count; i++)
            if (SgrCarry.Plain(scrolled[end - i]) != _last[^i])
                return false;
        return true;
    }

    private string? Ask(int lines, out Capture capture)
    {
        capture = default;
        // Made up anew, so that no pane shows it by chance or on purpose.
        string mark = Random.Shared.NextInt64().ToString("x16", CultureInfo.InvariantCulture);
        string back = (-lines).ToString(CultureInfo.InvariantCulture);
        var reply = client.Run(
            "display-message", "-p", "-t", pane.PaneId, "#{pid} #{history_size}",
            ";", "capture-pane", "-p", "-e", "-J", "-S", back, "-E", "-1", "-t", pane.PaneId,
            ";", "display-message", "-p", mark,
            ";", "capture-pane", "-p", "-e", "-J", "-t", pane.PaneId);
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
        capture = new Capture(size, scrolled, colours.Lines(text.AsSpan(screen + mark.Length + 1), trimsEnd: true));
        return null;
    }

    private readonly record struct Capture(int Size, string[] Scrolled, string[] Screen);
}
