using System.Globalization;
using Lifetop.Actions.Planning;
using Lifetop.Model;

namespace Lifetop.Actions.Sweeping;

/// <summary>What sweep takes: only what is over and has left something behind. Who could be meant and stays out, and why.</summary>
public static class SweepRules
{
    /// <summary>Its work is over, and something of it is still there; told from the look alone, for an offer.</summary>
    public static bool Takes(JudgedWorker judged) => IsLeftBehind(judged) && Bars(judged) is null;

    /// <summary>Worth a line: taken, or kept out for a reason that somebody may want to know.</summary>
    public static bool Concerns(JudgedWorker judged)
        => judged.Worker.Kind != WorkerKind.Shell
            && (IsLeftBehind(judged) || judged.Verdict is { State: Lifecycle.Orphan } or { State: Lifecycle.Unknown, LastKnown: Lifecycle.Zombie } || judged.Worker.Declaration is { Malformed: not null });

    /// <summary>lifetop's own record of what it was once asked to watch, and of which nothing lives: spawned ones keep theirs until they are reaped.</summary>
    internal static bool IsDeadEntry(JudgedWorker judged)
        => judged.Worker is { Declaration: { Source: "lifetop", Adopted: true, RestartPolicy: "no" }, RootAlive: false, Members.IsEmpty: true }
            && judged.Verdict.State is Lifecycle.Completed or Lifecycle.Failed or Lifecycle.Blocked;

    /// <summary>Null when it is in.</summary>
    internal static string? LeavesOut(WorkerFacts facts, bool force)
    {
        if (facts.State == Lifecycle.Orphan)
            return Guidance(facts);
        if (Bars(facts.Judged) is { } bar)
            return bar;
        if (force)
            return null;
        if (facts.Worker.Pane is { Facts.AttachedClients: > 0 })
            return "a client is attached";
        return facts.Worker.Ports.IsEmpty ? null : "listens on :" + facts.Worker.Ports[0].ToString(CultureInfo.InvariantCulture);
    }

    private static bool IsLeftBehind(JudgedWorker judged) => judged.Verdict.State == Lifecycle.Zombie || IsDeadEntry(judged);

    private static string? Bars(JudgedWorker judged)
        => judged.Worker.IsSelf ? "lifetop itself runs in it"
            : judged.Protected ? "protected"
            : judged.Worker.Kind == WorkerKind.Shell ? "a shell, only when named"
            : null;

    /// <summary>An orphan may be somebody's work that goes on: a person decides.</summary>
    private static string Guidance(WorkerFacts facts)
    {
        string end = $"lifetop reap {facts.Worker.Key.Text} ends it";
        return $"an orphan for {AgeText.Age(facts.Now - facts.Judged.Verdict.Since)}, never swept: look at it with lifetop why, then "
            + (facts.Worker.Root is { } root ? $"{end}, or lifetop adopt --pid {root.Pid.ToString(CultureInfo.InvariantCulture)} --name X keeps it" : end);
    }
}
