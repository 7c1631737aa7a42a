using System;
using System.Collections.Generic;

namespace Lifetop.Observation.Logs;

/// <summary>Follows the scrollback of a pane: each capture is laid over the one before, and what sticks out is new.</summary>
/// <param name="capture">The last so many lines of the pane; null when the pane cannot be read.</param>
public sealed class PaneFollow(string label, Func<int, IReadOnlyList<string>?> capture) : ILogFollow
{
    private const int Depth = 500;

    private readonly List<string> before = [];
    private bool isSaid;

    public string Label { get; } = label;

    public string? Path => null;

    /// <summary>The last lines now; what follows begins behind them.</summary>
    public void Begin(int count, List<LogLine> lines)
    {
        var now = Capture(lines);
        for (int i = Math.Max(0, now.Count - count); i < now.Count; i++)
            lines.Add(new LogLine(Label, now[i]));
    }

    public bool Step(List<LogLine> lines, int mostBytes)
    {
        var old = before.ToArray();
        var now = Capture(lines);
        for (int i = Overlap(old, now); i < now.Count; i++)
            lines.Add(new LogLine(Label, now[i]));
        return false;
    }

    public void Dispose() => before.Clear();

    private List<string> Capture(List<LogLine> lines)
    {
        var captured = capture(Depth);
        if (captured is null && !isSaid)
            lines.Add(LogLine.Notice(Label, "its pane cannot be read"));
        isSaid = captured is null;
        if (captured is null)
            return before;
        before.Clear();
        before.AddRange(captured);
        // Empty lines at the bottom are room on the screen, not output.
        while (before.Count > 0 && string.IsNullOrWhiteSpace(before[^1]))
            before.RemoveAt(before.Count - 1);
        return before;
    }

    /// <summary>How many lines of the new capture the old one had already: its longest end that is the new one's start.</summary>
    private static int Overlap(string[] old, List<string> now)
    {
        for (int from = 0; from < old.Length; from++)
        {
            int shared = old.Length - from;
            if (shared > now.Count)
                continue;
            int same = 0;
            while (same < shared && old[from + same] == now[same])
                same++;
            if (same == shared)
                return shared;
            // The last line may have been written on since: a prompt, a progress bar.
            if (same == shared - 1 && same > 0)
                return same;
        }
        return 0;
    }
}
