using System;
using System.Runtime.CompilerServices;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>The states of a worker that lives, in their order: orphan, stalled, waiting, idle, running.</summary>
internal sealed class LiveRules(Policy policy)
{
    public Ruling Decide(Worker worker, PastWorker past, in Counters numbers, long now)
    {
        var declaration = worker.Declaration;
        // Who was seen with an owner has lost it just now; else nobody knows when, and it has been so since it started at most.
        long orphaned = past.State is { } was && was.IsAlive() ? now : StartOf(worker, now);
        if (declaration is { Says: DeclaredState.Orphan })
            return Kept(Lifecycle.Orphan, Cause.SourceSays, past, declaration.SaysSince?.UtcTicks ?? orphaned);
        if (worker.OwnerGone is not null)
            return Kept(Lifecycle.Orphan, Cause.OwnerGone, past, orphaned);
        if (worker.IsStray && declaration is null)
            return Kept(Lifecycle.Orphan, Cause.Stray, past, orphaned);
        bool asks = Asks(worker, out var cause, out long asksSince, out int stamp);
        if (declaration is { Says: DeclaredState.Stalled })
            return new Ruling(Lifecycle.Stalled, Cause.SourceSays, Clocks.Said(declaration, Lifecycle.Stalled, past), asks ? 1 : 0);
        if (policy.HeartbeatLimitFor(worker) is { } limit)
        {
            long beat = numbers.BeatTicks != 0 ? numbers.BeatTicks : StartOf(worker, now);
            // Exactly the limit is not stale.
            if (now - beat > limit.Ticks)
                return new Ruling(Lifecycle.Stalled, Cause.NoHeartbeat, beat + limit.Ticks, HashCode.Combine(beat.GetHashCode(), asks ? ~stamp : stamp));
        }
        if (asks)
            return Kept(Lifecycle.Waiting, cause, past, asksSince == 0 ? now : asksSince, stamp);
        if (declaration is { Says: DeclaredState.Idle })
            return new Ruling(Lifecycle.Idle, Cause.SourceSays, Clocks.Said(declaration, Lifecycle.Idle, past), 0);
        long quiet = QuietSince(worker, numbers, now);
        if (worker.Kind == WorkerKind.Shell || now - quiet >= policy.IdleAfterFor(worker).Ticks)
            return new Ruling(Lifecycle.Idle, Cause.Quiet, quiet, 0);
        return Kept(Lifecycle.Running, Cause.Working, past, Began(worker, past, numbers, quiet, now));
    }

    /// <summary>When it went back to work: the first sign of life since the state before.</summary>
    private static long Began(Worker worker, PastWorker past, in Counters numbers, long quiet, long now) => past.State switch
    {
        Lifecycle.Idle or Lifecycle.Waiting => Math.Max(quiet, past.Since!.Value.UtcTicks),
        Lifecycle.Stalled when numbers.BeatTicks != 0 => Math.Max(numbers.BeatTicks, past.Since!.Value.UtcTicks),
        Lifecycle.Orphan or Lifecycle.Stalled => now,
        _ => StartOf(worker, now),
    };

    /// <summary>The same state as before goes on counting from where it did.</summary>
    private static Ruling Kept(Lifecycle state, Cause cause, PastWorker past, long sinceTicks, int stamp = 0)
        => new(state, cause, past.State == state && past.Since is { } since ? since.UtcTicks : sinceTicks, stamp);

    private static long StartOf(Worker worker, long otherwise) => worker.StartedAt?.UtcTicks ?? worker.Declaration?.WrittenAt.UtcTicks ?? otherwise;

    private static bool Asks(Worker worker, out Cause cause, out long since, out int stamp)
    {
        (cause, since, stamp) = (Cause.None, 0, 0);
        if (worker.Declaration is { Says: DeclaredState.Waiting } declaration)
        {
            (cause, since) = (Cause.SourceSays, (declaration.SaysSince ?? declaration.LastBeat ?? declaration.WrittenAt).UtcTicks);
            return true;
        }
        if (worker.Pane is not { } pane || worker.Kind == WorkerKind.Shell)
            return false;
        if (pane.Prompt is { } prompt)
        {
            (cause, since, stamp) = (Cause.Prompt, pane.TerminalWritten?.UtcTicks ?? 0, RuntimeHelpers.GetHashCode(prompt));
            return true;
        }
        if (!pane.Facts.Bell || pane.Facts.WindowPanes != 1)
            return false;
        (cause, since) = (Cause.Bell, pane.WindowActivity.UtcTicks);
        return true;
    }

    /// <summary>
    /// Last output or last CPU, whichever is later; who shows neither has been quiet since it started. Of who has no process here that could be
    /// watched, and no log, the beats are all there is.
    /// </summary>
    private static long QuietSince(Worker worker, in Counters numbers, long now)
    {
        long last = Math.Max(numbers.LastOutputTicks, numbers.BusyTicks);
        if (last == 0 && worker.Members.IsEmpty)
            last = numbers.BeatTicks;
        // A log that it goes on with may be older than it.
        return Math.Min(now, last != 0 ? Math.Max(last, worker.StartedAt?.UtcTicks ?? 0) : StartOf(worker, now));
    }
}
