using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Observation.Logs;

namespace Lifetop.App.Watching;

/// <summary>A summary for a worker that ended without a result and said nothing itself: the last words of its log.</summary>
internal static class LastWords
{
    private const int Lines = 20, Longest = 200;

    /// <summary>It ended badly, said nothing, and lifetop's own record is there to say it for it.</summary>
    public static bool Lacks(JudgedWorker judged)
        => judged.Worker.Declaration is { Source: "lifetop", Summary: null, Log: not null }
            && judged.Verdict is { State: Lifecycle.Failed or Lifecycle.Blocked } or { State: Lifecycle.Zombie, Ended: "failed" or "blocked" }
            && !judged.Worker.RootAlive;

    /// <summary>Null when it has left none.</summary>
    public static string? Of(JudgedWorker judged, DateTimeOffset now)
    {
        if (judged.Worker.Declaration?.Log is not { } log)
            return null;
        var lines = new List<LogLine>();
        if (!LogTail.Read(log, "", Lines, filter: null, thenFollow: false, now, lines, out _, out _))
            return null;
        for (int i = lines.Count - 1; i >= 0; i--)
            if (Terminal.StyledText.Parse(lines[i].Text.AsSpan(0, Math.Min(lines[i].Text.Length, Longest * 4))).Text.Trim() is { Length: > 0 } words)
                return words.Length > Longest ? words[..Longest] : words;
        return null;
    }
}
