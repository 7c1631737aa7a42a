using System.Collections.Immutable;
using Lifetop.Judgement.Systems;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>An attempt that no look has shown ended: when the next one came, the process of another had taken its place.</summary>
/// <param name="Judged">As it would have been shown.</param>
/// <param name="Past">What was known of it.</param>
public sealed record EndedAttempt(JudgedWorker Judged, PastWorker Past)
{
    /// <summary>Null where there is nothing to tell: no other process, or the end was seen, or lifetop or its system was at it.</summary>
    /// <param name="next">The worker as this look has it.</param>
    /// <param name="past">What earlier ones knew, this one's deaths included.</param>
    internal static EndedAttempt? Before(Worker next, PastWorker past, Census census, Recollection recollection, Policy policy, OwnRules own)
    {
        if (next is not { RootAlive: true, Root: { } root } || past.Root is not { } before || before == root || next.Kind == WorkerKind.Shell)
            return null;
        if (past.State is not (Lifecycle.Running or Lifecycle.Idle or Lifecycle.Waiting or Lifecycle.Stalled or Lifecycle.Orphan) || IsAlive(before, census))
            return null;
        var known = past.Copy();
        var worker = Ended(known);
        // Its pane, files and children went over to the next one: of itself nothing remains.
        var ruling = new Ruling(Endings.Outcome(worker, known), Cause.Vanished, Rules.EndedSince(worker, known, census), 0);
        var verdict = Wording.Verdict(worker, known, ruling, census, recollection, policy, own);
        var then = new Evidence($"begun anew as pid {Wording.Number(root.Pid)} before any look showed its end", "lifetop") { Label = "begun anew" };
        return new EndedAttempt(new JudgedWorker(worker, verdict with { Evidence = verdict.Evidence.Add(then) }, 0), known);
    }

    private static Worker Ended(PastWorker past)
    {
        if (past.Last is not { } last)
            return GoneWorkers.Remembered(past.Remembered!); // one of the two it has
        return last.Worker with
        {
            // Its log goes on with the next one's words.
            Declaration = last.Worker.Declaration is { } declaration ? declaration with { Leaves = [], TokensAllocated = null, Log = null } : null,
            RootAlive = false,
            UnreapedBy = null,
            UnreapedStatus = null,
            Pane = null,
            Ports = ImmutableArray<int>.Empty,
            Members = ImmutableArray<Member>.Empty,
            OwnerGone = null,
            IsStray = false,
        };
    }

    private static bool IsAlive(ProcessIdentity process, Census census)
        => census.Processes.IndexOf(process) is >= 0 and var row ? !census.Processes.Rows[row].IsZombie : census.Processes.MayHide(process.Pid);
}
