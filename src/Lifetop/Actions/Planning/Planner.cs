using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Actions.Steps;
using Lifetop.Actions.Systems;
using Lifetop.Model;

namespace Lifetop.Actions.Planning;

/// <summary>
/// From what was asked and what was seen to a plan: for each worker the steps in their order, or why nothing is done to it. Pure; the same
/// facts give the same plan, whoever asks.
/// </summary>
public static class Planner
{
    /// <param name="grace">From TERM to KILL where the request does not say.</param>
    public static Plan Of(PlanRequest request, IReadOnlyList<WorkerFacts> all, TimeSpan grace)
    {
        grace = request.Action == WorkerAction.ReapNow ? TimeSpan.Zero : request.Grace ?? grace;
        var workers = ImmutableArray.CreateBuilder<WorkerPlan>(all.Count);
        var leftOut = ImmutableArray.CreateBuilder<LeftAlone>();
        foreach (var facts in all)
        {
            string? refusal = Refusals.Of(request, facts);
            if (refusal is null && request.Action.Ends())
                refusal = SystemActions.Of(facts.Worker.Source)?.Refusal(request.Action, facts, IsDiscarded(request, facts.Worker));
            string? already = DiscardsKept(request, facts) ? null : Refusals.Already(request.Action, facts);
            // Who was not asked for by name is no refusal, and who is done already is nothing to tell.
            if (request.Bulk && refusal is null && already is not null)
                continue;
            if (request.Bulk && (refusal ?? BulkRules.LeavesOut(request, facts)) is { } why)
                leftOut.Add(new LeftAlone(facts.Worker.Key.Text, why));
            else
                workers.Add(PlanOf(request, facts, GraceOf(request, facts, grace), refusal, refusal is null ? already : null));
        }
        return new Plan
        {
            Action = request.Action,
            Grace = grace,
            Workers = workers.DrainToImmutable(),
            LeftOut = leftOut.DrainToImmutable(),
            TakesOver = TakenOver(request.Action, all),
        };
    }

    private static TimeSpan GraceOf(PlanRequest request, WorkerFacts facts, TimeSpan grace)
        => request is { Action: not WorkerAction.ReapNow, Grace: null } && SystemActions.Of(facts.Worker.Source)?.LeastGrace(facts) is { } least && least > grace ? least : grace;

    private static WorkerPlan PlanOf(PlanRequest request, WorkerFacts facts, TimeSpan grace, string? refusal, string? already)
    {
        var worker = facts.Worker;
        var plan = new WorkerPlan
        {
            Identity = worker.Identity,
            Key = worker.Key.Text,
            Name = worker.Name,
            AlsoKnownAs = facts.Again?.Start?.Record is { } record ? worker.AlsoKnownAs.Add(record.Identity) : worker.AlsoKnownAs,
            Root = worker.Root,
            Refusal = refusal,
            Already = already,
            Safety = request.Action == WorkerAction.Restart ? Warned(facts) : facts.Safety,
        };
        if (refusal is not null || already is not null)
            return plan;
        var draft = new PlanDraft();
        switch (request.Action)
        {
            case WorkerAction.Reap or WorkerAction.ReapNow:
                bool discard = IsDiscarded(request, worker);
                if (DiscardsKept(request, facts))
                    WorktreeRule.Apply(facts, discard, draft);
                else if (SystemActions.Of(worker.Source)?.Reap(facts, discard, draft) != true)
                    EndingRules.Reap(facts, grace, discard, draft);
                break;
            case WorkerAction.Stop:
                EndingRules.Stop(facts, grace, draft);
                break;
            case WorkerAction.Restart:
                if (SystemActions.Of(worker.Source) is { } system && system.Restart(facts) is { } again)
                {
                    if (again is StartDaemon)
                        EndingRules.ClearTheWay(facts, grace, draft);
                    else if (again.ComesAfterTheEnd)
                        EndingRules.Stop(facts, grace, draft);
                    draft.Add(again);
                }
                else
                    EndingRules.Restart(facts, grace, draft);
                break;
            case WorkerAction.Pause:
                draft.Add(new SendSignal(facts.Tree, Signals.Stop, Signals.Name(Signals.Stop)));
                break;
            case WorkerAction.Resume:
                draft.Add(new SendSignal(facts.Tree, Signals.Continue, Signals.Name(Signals.Continue)));
                break;
            case WorkerAction.Signal:
                draft.Add(new SendSignal(request.WholeTree ? facts.Tree : Root(facts), request.Signal, Signals.Name(request.Signal)));
                break;
            case WorkerAction.Nudge:
                NudgePlan.Apply(facts, request.Line, draft);
                break;
            case WorkerAction.Detach:
                DetachPlan.Apply(facts, draft);
                break;
            case WorkerAction.Reset:
                draft.Add(new ResetBreaker(worker.Key.Text, facts.Restarts.GetValueOrDefault()));
                break;
            default:
                throw new NotSupportedException(request.Action.Word());
        }
        return draft.Finish(plan);
    }

    /// <summary>Backoff and breaker hold for watch alone: a person who starts it again is told of them.</summary>
    private static Safety? Warned(WorkerFacts facts)
    {
        if (facts.Restarts is not { } times || times == 0)
            return facts.Safety;
        string warning = $"watch has started it again {(times == 1 ? "once" : $"{times.ToString(CultureInfo.InvariantCulture)} times")} since a hand did so last";
        var safety = facts.Safety ?? new Safety(SafetyAnswer.Unknown, [], []);
        return safety with { Against = safety.Against.Add(warning) };
    }

    /// <summary>The root, which stands first; of a tree that has lost it, whoever is nearest to one.</summary>
    private static ImmutableArray<PlannedProcess> Root(WorkerFacts facts) => [facts.Tree[0]];

    private static bool IsDiscarded(PlanRequest request, Worker worker)
    {
        foreach (string name in request.Discard)
            if (name == worker.Name || name == worker.Key.Text || name == worker.Identity)
                return true;
        return false;
    }

    /// <summary>It was reaped, its worktree was kept, and now that is to go as well. Systems have rules of their own for theirs.</summary>
    private static bool DiscardsKept(PlanRequest request, WorkerFacts facts)
        => request.Action is WorkerAction.Reap or WorkerAction.ReapNow && facts is { State: Lifecycle.Cleaned, Worktree: not null, WorktreeRemoval: not null }
            && IsDiscarded(request, facts.Worker) && SystemActions.Of(facts.Worker.Source) is null;

    /// <summary>Asked for the same once more, a plan whose lifetop died goes on.</summary>
    private static long TakenOver(WorkerAction action, IReadOnlyList<WorkerFacts> all)
    {
        long id = 0;
        foreach (var facts in all)
        {
            if (facts.Unfinished is not { } open || open.Action != action.Word() || (id != 0 && id != open.Id))
                return 0;
            id = open.Id;
        }
        return id;
    }
}
