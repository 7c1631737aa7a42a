using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Observation.Tmux;
using Lifetop.Platform;

namespace Lifetop.Observation.Logs;

/// <summary>Keeps up with the scrollback of one pane, which it asks for by id, of the very server that named it; only when that server did something.</summary>
public sealed class PaneScrollback(Pane pane, TmuxClient client)
{
    private const int MostLines = 10_000, LinesAtATime = 200;

    private readonly PaneCapture _pane = new(pane, client);
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
        Refusal = _pane.Take(isFirst ? MostLines : LinesAtATime, withLooks: true, out var capture) ?? Take(capture, isFirst);
        _clock = ServerProcess.Settle(pane.Server.Pid).Clock;
        return Refusal is null || Refusal != before;
    }

    private string? Take(PaneLines capture, bool isFirst)
    {
        int start = isFirst ? 0 : NewFrom(capture.Scrolled, capture.Size - _size);
        if (start < 0)
        {
            // More scrolled out than was asked for.
            if (_pane.Take(MostLines, withLooks: true, out capture) is { } wrong)
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
}
