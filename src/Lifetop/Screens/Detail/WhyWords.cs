using System;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Terminal;

namespace Lifetop.Screens.Detail;

/// <summary>The sentences that why says of a worker, on the screen and on the command line alike. Nothing in them is made safe yet.</summary>
public static class WhyWords
{
    /// <summary>What its state means, and what it was when that could still be seen.</summary>
    public static string Meaning(WorkerRow row)
        => row.Verdict.LastKnown is { } last ? $"{row.State.Meaning()}; last seen it was {last.Word()}" : row.State.Meaning();

    /// <summary>Whose word the source's own word for the state is.</summary>
    public static string SaysLabel(Declaration declaration) => declaration.File is { Length: > 0 } ? "its file says" : "its source says";

    /// <summary>Which file the source's word stands in, and how old it is there.</summary>
    public static string SaidWhere(Declaration declaration, DateTimeOffset now)
    {
        string when = declaration.WrittenAt > DateTimeOffset.UnixEpoch ? "written " + AgeText.Age(now - declaration.WrittenAt) + " ago" : "";
        string file = declaration.File is { } path ? ProgramNames.BaseName(path) : "";
        return file.Length > 0 && when.Length > 0 ? file + ", " + when : file + when;
    }

    /// <summary>Who is believed where lifetop and the source differ; null when they agree, or when the source is the one that decided.</summary>
    public static string? Disagreement(WorkerRow row)
    {
        if (row.Declaration is not { } declaration)
            return null;
        bool saysAlive = declaration.Says is DeclaredState.Live or DeclaredState.Idle or DeclaredState.Waiting;
        bool saysOver = declaration.Says is DeclaredState.Completed or DeclaredState.Failed or DeclaredState.Blocked or DeclaredState.Over;
        if (saysAlive && (row.State.IsEnded() || row.State == Lifecycle.Zombie))
        {
            return declaration.WrittenAt < (row.Verdict.Ending?.At ?? row.Verdict.Since)
                ? "older than the death: the kernel is believed"
                : row.HasProcesses ? "its own process is gone: the kernel is believed" : "nothing of it runs: the kernel is believed";
        }
        if (saysOver && row.State.IsAlive())
            return "its process lives: the kernel is believed";
        return saysOver && row.State == Lifecycle.Zombie && row.HasProcesses ? "over, as it says, but processes of it live on" : null;
    }

    public static string Answer(Lifecycle state, Safety safety) => state == Lifecycle.Unknown
        ? "not known: nothing is ended or removed while it is not seen clearly"
        : safety.Answer switch
        {
            SafetyAnswer.Yes => KeepsWorktree(safety) ? "yes, except its worktree" : "yes",
            SafetyAnswer.No => "no",
            _ => "not known",
        };

    /// <summary>Something in its worktree is nowhere else, so that a reap leaves it alone.</summary>
    public static bool KeepsWorktree(Safety safety)
    {
        foreach (string against in safety.Against)
            if (against.EndsWith(": kept", StringComparison.Ordinal))
                return true;
        return false;
    }

    /// <summary>Both words under each other, so that a difference is seen before it is read: this is how wide they are.</summary>
    public static int WordWidth(WorkerRow row) => Math.Max(row.State.Word().Length, row.NativeState is { } native ? TextWidth.Of(SafeText.Of(native)) : 0);
}
