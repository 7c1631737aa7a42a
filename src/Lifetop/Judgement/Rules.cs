using System;
using System.Runtime.CompilerServices;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>The states in their order of precedence: the first that holds. Makes no objects, so it may be asked each look.</summary>
internal sealed class Rules(Policy policy)
{
    /// <summary>A system that says it is restarting its worker is believed for so long.</summary>
    private static readonly TimeSpan RestartBelieved = TimeSpan.FromMinutes(2);

    /// <summary>A pane whose process has just ended is listed for a moment longer.</summary>
    private static readonly TimeSpan PaneLag = TimeSpan.FromSeconds(2);

    public Ruling Decide(Worker worker, PastWorker past, in Counters numbers, Census census, Recollection recollection)
    {
        long now = census.Time.UtcTicks;
        if (GapOver(worker, census) is { } gap)
            return new Ruling(Lifecycle.Unknown, gap.Source == "tmux" ? Cause.GapOfServer : Cause.GapOfSource, gap.Since.UtcTicks, Mark(gap));
        if (OpenPlan(worker, census, recollection) is { } plan)
            return new Ruling(plan.Action == "restart" ? Lifecycle.Restarting : Lifecycle.Reaping, Cause.PlanOpen, plan.BegunAt.UtcTicks, plan.StepsDone);
        var declaration = worker.Declaration;
        if (declaration is { Says: DeclaredState.Restarting } && now - (declaration.SaysSince ?? declaration.WrittenAt).UtcTicks <= RestartBelieved.Ticks)
            return new Ruling(Lifecycle.Restarting, Cause.SystemRestarts, (declaration.SaysSince ?? declaration.WrittenAt).UtcTicks, 0);
        if (declaration is { Malformed: not null })
            return new Ruling(Lifecycle.Failed, Cause.Malformed, declaration.WrittenAt.UtcTicks, 0);
        if (declaration is { Says: DeclaredState.Blocked })
            return new Ruling(Lifecycle.Blocked, Cause.SourceSays, SaidSince(declaration, Lifecycle.Blocked, past, now), 0);
        var over = Over(worker, past, census);
        if (over != Cause.None)
            return Ended(worker, past, census, over);
        if (!worker.RootAlive && declaration is { Process: null, Pane: null, Says: DeclaredState.Nothing or DeclaredState.Pending })
            return new Ruling(Lifecycle.Pending, Cause.WithinGrace, Math.Min(now, declaration.WrittenAt.UtcTicks), 0);
        return Alive(worker, past, numbers, census);
    }

    /// <summary>A worker that was seen and is not any more: unknown if nobody could look, else ended.</summary>
    public static Ruling DecideGone(Worker worker, PastWorker past, Census census, Recollection recollection)
    {
        if (GapOver(worker, census) is { } gap)
            return new Ruling(Lifecycle.Unknown, gap.Source == "tmux" ? Cause.GapOfServer : Cause.GapOfSource, gap.Since.UtcTicks, Mark(gap));
        if (past.State is Lifecycle.Unknown && past.Last is null && past.Remembered is { } remembered)
            return Ended(worker, past, census, Cause.Vanished) with { SinceTicks = remembered.SeenAt.UtcTicks };
        if (past.State is { } state && state.IsEnded())
            return new Ruling(state, past.Last is null ? Cause.Vanished : past.Ruling.Cause, past.Since!.Value.UtcTicks, past.Last is null ? 0 : past.Ruling.Stamp);
        return OpenPlan(worker, census, recollection) is { } plan
            ? new Ruling(plan.Action == "restart" ? Lifecycle.Restarting : Lifecycle.Reaping, Cause.PlanOpen, plan.BegunAt.UtcTicks, plan.StepsDone)
            : Ended(worker, past, census, Cause.Vanished);
    }

    private static Gap? GapOver(Worker worker, Census census)
    {
        foreach (var gap in census.Gaps)
        {
            if (!gap.HidesWorkers)
                continue;
            if (gap.Scope.Length == 0 ? gap.Source == worker.Source : IsIts(worker, gap.Scope))
                return gap;
        }
        return null;
    }

    private static bool IsIts(Worker worker, string scope)
        => worker.Declaration?.File == scope
            || (worker.Pane is { } pane && pane.Facts.Server.Socket == scope)
            || (worker.Declaration?.Pane is { } claim && claim.Socket == scope);

    private static OpenPlan? OpenPlan(Worker worker, Census census, Recollection recollection)
    {
        foreach (var plan in recollection.OpenPlans)
            if (plan.WorkerIdentity == worker.Identity && census.Processes.IndexOf(plan.Owner) >= 0)
                return plan;
        return null;
    }

    /// <summary>Whether and why its work is over.</summary>
    private Cause Over(Worker worker, PastWorker past, Census census)
    {
        var declaration = worker.Declaration;
        if (declaration is { Says: DeclaredState.Completed or DeclaredState.Failed or DeclaredState.Over })
            return Cause.SourceSays;
        if (worker.RootAlive)
            return Cause.None;
        if (worker.Pane is { Facts.Dead: true } && worker.OwnsPane)
            return Cause.PaneDead;
        if (worker.RootRefused is not null)
            return Cause.PidReused;
        if (worker.ProcessKeptBy is not null || declaration?.Process is not null)
            return Cause.ProcessEnded;
        if (declaration?.Pane is not null)
            return Cause.PaneGone;
        if (declaration is null)
            return worker.Pane is not null && census.Time.UtcTicks - past.SeenTicks < PaneLag.Ticks && past.State is { } state && state.IsAlive()
                ? Cause.None
                : Cause.ProcessEnded;
        if (declaration.Says is DeclaredState.Live or DeclaredState.Idle or DeclaredState.Waiting or DeclaredState.Stalled or DeclaredState.Orphan or DeclaredState.Restarting)
            return Cause.None;
        // Exactly the grace is still grace.
        return census.Time - declaration.WrittenAt > GraceOf(declaration) ? Cause.NeverStarted : Cause.None;
    }

    private TimeSpan GraceOf(Declaration declaration)
        => declaration.Grace
            ?? (declaration.Type is { } type && policy.PendingGraceOf.TryGetValue(type, out var byType) ? byType
                : policy.PendingGraceOf.TryGetValue(declaration.Source, out var bySource) ? bySource
                : policy.PendingGrace);

    private static Ruling Ended(Worker worker, PastWorker past, Census census, Cause cause)
    {
        bool residue = Residues.Any(worker, census);
        var state = residue ? Lifecycle.Zombie : Endings.Outcome(worker, past);
        int stamp = residue ? worker.Members.Length * 31 + CountLeft(worker, census) : 0;
        return new Ruling(state, cause, EndedSince(worker, past, census, state), HashCode.Combine(stamp, past.Ending is null ? 0 : Mark(past.Ending)));
    }

    private static int CountLeft(Worker worker, Census census)
    {
        int count = 0;
        if (worker.Declaration is { } declaration)
            foreach (var left in declaration.Leaves)
                if (left.Kind is not ("file" or "worktree") || census.Exists(left.What))
                    count++;
        return count;
    }

    /// <summary>When it ended: as told; else as noticed; else the last sign of life there is.</summary>
    private static long EndedSince(Worker worker, PastWorker past, Census census, Lifecycle state)
    {
        long now = census.Time.UtcTicks;
        if (Endings.Of(worker, past)?.At is { } at)
            return Math.Min(now, at.UtcTicks);
        if (past.State == state && past.Since is { } since)
            return Math.Min(now, since.UtcTicks);
        if (past.State is { } before && (before.IsEnded() || before == Lifecycle.Zombie) && past.Since is { } ended)
            return Math.Min(now, ended.UtcTicks);
        if (past.SeenTicks != 0 && past.State is { } known && known.IsAlive())
            return now;
        var declaration = worker.Declaration;
        long sign = Math.Max(declaration?.LastBeat?.UtcTicks ?? 0, declaration?.LastOutput?.UtcTicks ?? 0);
        sign = Math.Max(sign, declaration?.SaysSince?.UtcTicks ?? 0);
        if (sign == 0)
            sign = declaration?.WrittenAt.UtcTicks ?? past.SeenTicks;
        return sign == 0 ? now : Math.Min(now, sign);
    }

    private Ruling Alive(Worker worker, PastWorker past, in Counters numbers, Census census)
    {
        long now = census.Time.UtcTicks;
        var declaration = worker.Declaration;
        if (declaration is { Says: DeclaredState.Orphan })
            return Kept(Lifecycle.Orphan, Cause.SourceSays, past, StartOf(worker, now), 0);
        if (worker.OwnerGone is not null)
            return Kept(Lifecycle.Orphan, Cause.OwnerGone, past, past.State is { } was && was.IsAlive() ? now : StartOf(worker, now), 0);
        if (worker.IsStray && declaration is null)
            return Kept(Lifecycle.Orphan, Cause.Stray, past, StartOf(worker, now), 0);
        bool asks = Asks(worker, out var asksCause, out long asksSince, out int asksStamp);
        if (declaration is { Says: DeclaredState.Stalled })
            return new Ruling(Lifecycle.Stalled, Cause.SourceSays, SaidSince(declaration, Lifecycle.Stalled, past, now), asks ? 1 : 0);
        if (HeartbeatLimit(worker) is { } limit)
        {
            long beat = numbers.BeatTicks != 0 ? numbers.BeatTicks : StartOf(worker, declaration!.WrittenAt.UtcTicks);
            // Exactly the limit is not stale.
            if (now - beat > limit.Ticks)
                return new Ruling(Lifecycle.Stalled, Cause.NoHeartbeat, beat + limit.Ticks, HashCode.Combine(beat, asks));
        }
        if (asks)
            return Kept(Lifecycle.Waiting, asksCause, past, asksSince == 0 ? now : Math.Min(now, asksSince), asksStamp);
        long quiet = QuietSince(worker, numbers, now);
        if (declaration is { Says: DeclaredState.Idle })
            return new Ruling(Lifecycle.Idle, Cause.SourceSays, SaidSince(declaration, Lifecycle.Idle, past, now), 0);
        if (worker.Kind == WorkerKind.Shell || now - quiet >= IdleAfter(worker).Ticks)
            return new Ruling(Lifecycle.Idle, Cause.Quiet, quiet, 0);
        long began = past.State is null or Lifecycle.Unknown ? StartOf(worker, now)
            : past.State is Lifecycle.Idle or Lifecycle.Waiting ? Math.Min(now, Math.Max(quiet, past.Since!.Value.UtcTicks))
            : now;
        return Kept(Lifecycle.Running, Cause.Working, past, began, 0);
    }

    /// <summary>The same state as before goes on counting from where it did.</summary>
    private static Ruling Kept(Lifecycle state, Cause cause, PastWorker past, long sinceTicks, int stamp)
        => new(state, cause, past.State == state && past.Since is { } since ? since.UtcTicks : sinceTicks, stamp);

    private static long SaidSince(Declaration declaration, Lifecycle state, PastWorker past, long now)
        => Math.Min(now, declaration.SaysSince?.UtcTicks ?? (past.State == state ? past.Since!.Value : declaration.WrittenAt).UtcTicks);

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
            (cause, since, stamp) = (Cause.Prompt, pane.TerminalWritten?.UtcTicks ?? 0, Mark(prompt));
            return true;
        }
        if (!pane.Facts.Bell || pane.Facts.WindowPanes != 1)
            return false;
        (cause, since) = (Cause.Bell, pane.WindowActivity.UtcTicks);
        return true;
    }

    /// <summary>Null when it never promised a heartbeat.</summary>
    private TimeSpan? HeartbeatLimit(Worker worker)
    {
        if (worker.Declaration is not { } declaration || (declaration.HeartbeatLimit is null && declaration.LastBeat is null))
            return null;
        return declaration.HeartbeatLimit
            ?? (declaration.Type is { } type && policy.HeartbeatLimitOf.TryGetValue(type, out var byType) ? byType
                : policy.HeartbeatLimitOf.TryGetValue(declaration.Source, out var bySource) ? bySource
                : policy.HeartbeatLimit);
    }

    private TimeSpan IdleAfter(Worker worker)
        => worker.Declaration?.Type is { } type && policy.IdleAfterOf.TryGetValue(type, out var byType) ? byType
            : policy.IdleAfterOf.TryGetValue(worker.Source, out var bySource) ? bySource
            : policy.IdleAfter;

    /// <summary>Last output or last CPU, whichever is later; who shows neither has been quiet since it started.</summary>
    private static long QuietSince(Worker worker, in Counters numbers, long now)
    {
        long last = Math.Max(numbers.LastOutputTicks, numbers.BusyTicks);
        return Math.Min(now, last != 0 ? last : StartOf(worker, now));
    }

    private static int Mark(object fact) => RuntimeHelpers.GetHashCode(fact);
}
