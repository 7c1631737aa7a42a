using Lifetop.Model;
using Lifetop.Observation.Logs;

namespace Lifetop.App.Watching;

/// <summary>A summary for a worker that ended without a result and said nothing itself: the last words of its log.</summary>
internal static class LastWords
{
    /// <summary>It ended badly, said nothing, and lifetop's own record is there to say it for it.</summary>
    public static bool Lacks(JudgedWorker judged)
        => judged.Worker.Declaration is { Source: "lifetop", Summary: null, Log: not null }
            && judged.Verdict is { State: Lifecycle.Failed or Lifecycle.Blocked } or { State: Lifecycle.Zombie, Ended: "failed" or "blocked" }
            && !judged.Worker.RootAlive;

    /// <summary>Null when it has left none.</summary>
    public static string? Of(JudgedWorker judged) => judged.Worker.Declaration?.Log is { } log ? LastLine.Of(log) : null;
}
