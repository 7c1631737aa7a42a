using System;
using System.Runtime.CompilerServices;
using Lifetop.Judgement.Systems;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>The states in their order of precedence: the first that holds. Makes no objects, so it may be asked each look.</summary>
internal sealed class Rules(Policy policy, OwnRules own)
{
    /// <summary>A system that says it is restarting its worker is believed for so long.</summary>
    private static readonly TimeSpan RestartBelieved = TimeSpan.FromMinutes(2);

    /// <summary>A pane whose process has just ended, or just begun, is listed for a moment while the process table does not show it.</summary>
    private static readonly TimeSpan PaneLag = TimeSpan.FromSeconds(2);

    private readonly LiveRules _live = new(policy);

    public Ruling Decide(Worker worker, PastWorker past, in Counters numbers, Census census, Recollection recollection)
        => Clocks.Settle(WorkResults.Apply(First(worker, past, numbers, census, recollection), worker, past, census), worker, past, numbers, census.Time.UtcTicks) with
        {
            Unfinished = Plans.Unfinished(worker, census, recollection),
        };

    private Ruling First(Worker worker, PastWorker past, in Counters numbers, Census census, Recollection recollection)
    {
        long now = census.Time.UtcTicks;
        if (Unread.Over(worker, past, census) is { } gap)
            return Unclear(gap, past) with { OwnWord = worker.Declaration is { System: not null } && gap.Source == worker.Source ? own.Of(gap.Source)?.UnreadWord : null };
        if (worker.RootUnread is not null)
            return new Ruling(Lifecycle.Unknown, Cause.GapOfProcess, (past.Since ?? Clocks.Seen(past) ?? census.Time).UtcTicks, 0);
        if (Plans.Open(worker, census, recollection) is { } plan)
            return Planned(plan);
        var declaration = worker.Declaration;
        if (declaration is { Says: DeclaredState.Restarting } && now - (declaration.SaysSince ?? declaration.WrittenAt).UtcTicks <= RestartBelieved.Ticks)
            return new Ruling(Lifecycle.Restarting, Cause.SystemRestarts, (declaration.SaysSince ?? declaration.WrittenAt).UtcTicks, 0);
        if (IsStillCleaned(worker, past))
            return new Ruling(Lifecycle.Cleaned, Cause.Reaped, past.Since!.Value.UtcTicks, 0);
        if (declaration is { System: not null } && own.Of(declaration.Source) is { } system && system.Decide(worker, past, census, out var found))
            return OfItsSystem(found, worker, past, numbers, census);
        if (declaration is { Malformed: not null })
            return new Ruling(Lifecycle.Failed, Cause.Malformed, declaration.WrittenAt.UtcTicks, 0);
        if (declaration is { Says: DeclaredState.Blocked })
            return new Ruling(Lifecycle.Blocked, Cause.SourceSays, Clocks.Said(declaration, Lifecycle.Blocked, past), 0);
        var over = Over(worker, past, census);
        if (over == Cause.PaneUnseen)
            return new Ruling(Lifecycle.Unknown, over, (past.Since ?? declaration!.WrittenAt).UtcTicks, 0);
        if (over == Cause.WithinGrace)
            return new Ruling(Lifecycle.Pending, over, declaration!.WrittenAt.UtcTicks, 0);
        return over == Cause.None ? _live.Decide(worker, past, numbers, now) : Ended(worker, past, census, over);
    }

    /// <summary>A system's own rules say whether it lives; how it lives is said by the rules for all.</summary>
    private Ruling OfItsSystem(in OwnRuling found, Worker worker, PastWorker past, in Counters numbers, Census census)
    {
        if (found.Lives)
        {
            var live = _live.Decide(worker, past, numbers, census.Time.UtcTicks);
            return live with { OwnWord = found.Word, Stamp = HashCode.Combine(live.Stamp, found.Stamp) };
        }
        long since = found.SinceTicks != 0 ? found.SinceTicks
            : past.State == found.State && past.Since is { } before ? before.UtcTicks
            : EndedSince(worker, past, census);
        int left = found.State == Lifecycle.Zombie ? Residues.Stamp(worker, census) : 0;
        return new Ruling(found.State, Cause.OwnRules, since, HashCode.Combine(found.Stamp, left)) { OwnWord = found.Word };
    }

    /// <summary>A worker that was seen and is not any more: unknown if nobody could look, else ended.</summary>
    public static Ruling DecideGone(Worker worker, PastWorker past, Census census, Recollection recollection)
    {
        bool ended = past.State is { } state && state.IsEnded();
        // The end of a process or pane needs no second look; the entry of a declared one may have come back meanwhile.
        if (!(ended && !past.IsDeclared) && Unread.Over(worker, past, census) is { } gap)
            return Unclear(gap, past);
        if (ended)
            return new Ruling(past.State.GetValueOrDefault(), past.State == Lifecycle.Cleaned ? Cause.Reaped : Cause.Vanished, past.Since!.Value.UtcTicks, 0);
        return Plans.Open(worker, census, recollection) is { } plan
            ? Planned(plan)
            : Ended(worker, past, census, Cause.Vanished) with { Unfinished = Plans.Unfinished(worker, census, recollection) };
    }

    /// <summary>The age shown is that of the last verdict; who has none has been unread for as long as the gap.</summary>
    private static Ruling Unclear(Gap gap, PastWorker past)
        => new(Lifecycle.Unknown, gap.Source == "tmux" ? Cause.GapOfServer : Cause.GapOfSource, (past.Since ?? gap.Since).UtcTicks, Mark(gap));

    private static Ruling Planned(OpenPlan plan)
        => new(plan.Action == "restart" ? Lifecycle.Restarting : Lifecycle.Reaping, Cause.PlanOpen, plan.BegunAt.UtcTicks, plan.StepsDone);

    /// <summary>Nothing of it has come since the reap: no process, no pane, no new declaration of it. Nor is it a daemon for which something waits.</summary>
    private static bool IsStillCleaned(Worker worker, PastWorker past)
        => past.State == Lifecycle.Cleaned && worker.Declaration?.System is not { IsMissed: true } && !worker.RootAlive && worker.Members.IsEmpty && worker.Pane is null
            && !(worker.Declaration is { Process: null, Says: DeclaredState.Nothing or DeclaredState.Pending } declaration
                && declaration.WrittenAt > past.Since!.Value + TimeSpan.FromSeconds(2));

    /// <summary>Whether and why its work is over.</summary>
    private Cause Over(Worker worker, PastWorker past, Census census)
    {
        var declaration = worker.Declaration;
        if (declaration is { Says: DeclaredState.Completed or DeclaredState.Failed or DeclaredState.Over })
            return Cause.SourceSays;
        if (worker.RootAlive)
            return !worker.AtGate || declaration is null ? Cause.None : IsYoung(declaration, census) ? Cause.WithinGrace : Cause.NeverStarted;
        if (worker.Pane is { Facts: { Dead: true } pane } && worker.OwnsPane)
            return IsEndLagging(pane, worker, past, census.Time.UtcTicks) ? Cause.None : Cause.PaneDead;
        if (declaration is not null && IsPaneUnseen(worker, declaration, census))
            return Cause.PaneUnseen;
        if (declaration is not null && MayStillStart(worker, declaration) && IsWithinGrace(declaration, past, census))
            return Cause.WithinGrace;
        if (IsPaneLagging(worker, past, census.Time.UtcTicks))
            return Cause.None;
        if (worker.RootRefused is not null)
            return Cause.PidReused;
        if (worker.ShellLeft)
            return Cause.ShellLeft;
        if (worker.ProcessKeptBy is not null || declaration?.Process is not null)
            return Cause.ProcessEnded;
        if (declaration?.Pane is not null)
            return worker.Pane is null ? Cause.PaneGone : Cause.ProcessEnded;
        if (declaration is null)
            return Cause.ProcessEnded;
        if (declaration.Says is not (DeclaredState.Nothing or DeclaredState.Pending))
            return Cause.None;
        return past.Root is null ? Cause.NeverStarted : Cause.ProcessEnded;
    }

    /// <summary>All that is known of it is its pane, and nobody looks at the server it is on.</summary>
    private static bool IsPaneUnseen(Worker worker, Declaration declaration, Census census)
        => worker.Pane is null && declaration is { Process: null, Pane: { } claim } && !census.LooksAtTmux(claim.Socket)
            && !(claim is { ServerPid: { } pid, ServerStartTicks: { } start } && Vanishing.IsAnswered(pid, start, census));

    /// <summary>
    /// No process was ever recorded for it, and its pane is still to come or still only a shell. A pane by id did exist; and a source that
    /// says more than "declared" about a worker without process and pane is believed as it stands.
    /// </summary>
    private static bool MayStillStart(Worker worker, Declaration declaration)
        => declaration.Process is null && (worker.ShellLeft || (worker.Pane is null && declaration.Pane switch
        {
            null => declaration.Says is DeclaredState.Nothing or DeclaredState.Pending,
            _ => declaration.Pane.PaneId is null,
        }));

    /// <summary>Exactly the grace is still grace; who was seen alive has had it.</summary>
    private bool IsWithinGrace(Declaration declaration, PastWorker past, Census census)
        => past.State is null or Lifecycle.Pending && past.Root is null && IsYoung(declaration, census);

    private bool IsYoung(Declaration declaration, Census census) => census.Time - declaration.WrittenAt <= policy.GraceOf(declaration);

    private static bool IsPaneLagging(Worker worker, PastWorker past, long now)
        => worker is { OwnsPane: true, ShellLeft: false, Pane: { Facts.Dead: false } pane } && ((worker.Root?.Pid ?? worker.Declaration?.Process?.Pid) is not { } root || root == pane.Facts.Pid)
            && now - Math.Max(past.AliveTicks, past.FirstTicks) < PaneLag.Ticks;

    /// <summary>tmux lists a pane as dead once its terminal is closed, and how its process ended only once it has waited for that.</summary>
    private static bool IsEndLagging(Pane pane, Worker worker, PastWorker past, long now)
        => pane is { ExitStatus: null, ExitSignal: null } && now - Math.Max(past.AliveTicks, pane.DiedAt?.UtcTicks ?? 0) < PaneLag.Ticks
            && Endings.Of(worker, past) is not { IsKnown: true };

    private static Ruling Ended(Worker worker, PastWorker past, Census census, Cause cause)
    {
        bool residue = Residues.Any(worker, census);
        var state = residue ? Lifecycle.Zombie : Endings.Outcome(worker, past);
        return new Ruling(state, cause, EndedSince(worker, past, census), HashCode.Combine(residue ? Residues.Stamp(worker, census) : 0, past.Ending is null ? 0 : Mark(past.Ending)));
    }

    /// <summary>When it ended: as told; else as noticed by who watched it; else the last sign of life there is.</summary>
    internal static long EndedSince(Worker worker, PastWorker past, Census census)
    {
        if (Endings.Of(worker, past)?.At is { } at)
            return at.UtcTicks;
        if (past is { State: { } before, Since: { } ended } && (before.IsEnded() || before == Lifecycle.Zombie))
            return ended.UtcTicks;
        if (past.IsWatched)
            return census.Time.UtcTicks;
        var declaration = worker.Declaration;
        long sign = Math.Max(declaration?.LastBeat?.UtcTicks ?? 0, declaration?.LastOutput?.UtcTicks ?? 0);
        sign = Math.Max(sign, declaration?.SaysSince?.UtcTicks ?? 0);
        if (sign == 0 && past.SeenTicks == 0)
            sign = declaration?.WrittenAt.UtcTicks ?? 0;
        sign = Math.Max(sign, past.SeenTicks);
        return sign == 0 ? census.Time.UtcTicks : sign;
    }

    private static int Mark(object fact) => RuntimeHelpers.GetHashCode(fact);
}
