using System;
using System.Collections.Generic;
using System.Threading;
using Lifetop.Actions;
using Lifetop.Actions.Planning;
using Lifetop.App.Acting;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Registry;

namespace Lifetop.App.Watching;

/// <summary>Does what watch ordered, after a look of its own: every rule is asked again of what is seen now, and of what git says.</summary>
/// <param name="lookout">Belongs to this.</param>
public sealed class WatchActor(Lookout lookout, Actor actor) : IDisposable
{
    private bool _hasLooked;

    public WatchReport Do(WatchOrder order, CancellationToken cancel)
    {
        Look();
        return order.Deed switch
        {
            WatchDeed.Reap => Reap(order, cancel),
            WatchDeed.Restart => Restart(order, cancel),
            WatchDeed.Finish => Finish(order, order.Plan!, cancel), // a finish has one
            _ => Archive(order, cancel),
        };
    }

    public void Dispose() => lookout.Dispose();

    private void Look()
    {
        if (_hasLooked)
            lookout.LookAgain();
        else
            lookout.LookOnce([]);
        _hasLooked = true;
    }

    private WatchReport Reap(WatchOrder order, CancellationToken cancel)
    {
        if (Find(order.Identity) is not { } judged || !WatchRules.IsReaped(judged, lookout.Settings))
            return new WatchReport(order, null, "not to be reaped any more");
        if (lookout.WorktreeOf(judged) is { } worktree && (!worktree.Readable || worktree.ChangedFiles > 0 || worktree.UnpushedCommits > 0))
            return new WatchReport(order, PlanOutcome.Refused, worktree.Readable ? "its worktree holds uncommitted or unpushed work" : "its worktree could not be read");
        return Run(order, Acting.Plan(new PlanRequest(WorkerAction.Reap) { Bulk = true }, [judged.Worker.Identity]), cancel);
    }

    private WatchReport Restart(WatchOrder order, CancellationToken cancel)
    {
        if (Find(order.Identity) is not { } judged || !WatchRules.IsRestarted(judged, lookout.Settings) || judged.Worker.Root != order.Root)
            return new WatchReport(order, null, "not to be started again any more");
        if (lookout.OpenRegistry(out _) is { } registry)
            using (registry)
                if (RestartHistory.Read(registry, order.Identity, judged.Worker.AlsoKnownAs, out var history).IsUsable
                    && (history.Rests || history.ByItself.Length != order.Restarts))
                    return new WatchReport(order, null, "somebody else was at it");
        return Run(order, Acting.Plan(new PlanRequest(WorkerAction.Restart), [judged.Worker.Identity]), cancel);
    }

    /// <summary>The same action once more takes the dead lifetop's plan over; on another attempt than it was made for it would be a new one.</summary>
    private WatchReport Finish(WatchOrder order, UnfinishedPlan left, CancellationToken cancel)
    {
        if (left.Action == WorkerAction.Spawn)
            return Run(order, App.Acting.Acting.UndoOf(LeftPlans.Of(lookout).FindAll(plan => plan.Id == left.Id), lookout.Time.GetUtcNow()), cancel);
        var still = new List<string>();
        var discard = new List<string>();
        foreach (var worker in left.Workers)
            if (Find(worker.Identity) is { } judged && !(judged.Worker is { RootAlive: true, AtGate: false, StartedAt: { } started } && started > left.BegunAt))
            {
                still.Add(judged.Worker.Identity);
                if (worker.Discard)
                    discard.Add(judged.Worker.Identity);
            }
        if (still.Count == 0)
            return Drop(order, left);
        var plan = left.Action == WorkerAction.Sweep
            ? Acting.PlanSweep(judged => still.Contains(judged.Worker.Identity))
            : Acting.Plan(new PlanRequest(left.Action!.Value) { Grace = left.Grace, Discard = [.. discard] }, still);
        return plan.Steps == 0 && Refusal(plan) is null ? Drop(order, left) : Run(order, plan, cancel);
    }

    private WatchReport Drop(WatchOrder order, UnfinishedPlan left)
    {
        using var registry = lookout.OpenRegistry(out string missing);
        string? trouble = registry is null ? missing : PlanJournals.Of(lookout, registry, actor, null, CancellationToken.None).Drop(left.Id, lookout.Time.GetUtcNow());
        return new WatchReport(order, trouble is null ? PlanOutcome.Done : null, trouble ?? $"dropped {order.Name}: nothing is left of it to finish");
    }

    private WatchReport Archive(WatchOrder order, CancellationToken cancel)
    {
        var now = lookout.Time.GetUtcNow();
        if (EndedWorkers.Of(lookout, out string trouble) is not { } ended)
            return new WatchReport(order, null, trouble);
        var old = ended.FindAll(judged => now - judged.Verdict.Since >= lookout.Settings.Policy.ArchiveAfter);
        return Run(order, ArchivePlan.Of(old, EndedWorkers.IsStillDeclared, named: false, now), cancel);
    }

    private Acting.Acting Acting => new(lookout);

    private WatchReport Run(WatchOrder order, Plan plan, CancellationToken cancel)
    {
        if (plan.Steps == 0)
            return new WatchReport(order, Refusal(plan) is null ? null : PlanOutcome.Refused, Refusal(plan) ?? "");
        var result = Acting.Run(plan, actor, null, cancel);
        var words = new List<string>();
        foreach (var worker in result.Workers)
            words.Add(ResultText.Of(plan.Action, worker));
        // What the registry would not take is no rule's no: it is tried again.
        return result.Outcome == PlanOutcome.Refused
            ? new WatchReport(order, PlanOutcome.Failed, $"{plan.Action.Word()}: {result.Reason}")
            : new WatchReport(order, result.Outcome, string.Join("; ", words));
    }

    private static string? Refusal(Plan plan)
    {
        foreach (var worker in plan.Workers)
            if (worker.Refusal is { } refusal)
                return refusal;
        return plan.LeftOut is [var first, ..] ? first.Why : null;
    }

    private JudgedWorker? Find(string identity)
    {
        foreach (var judged in lookout.Last!.Workers) // a look came before
            if (judged.Worker.Identity == identity)
                return judged;
        foreach (var judged in lookout.Last.Workers)
            if (Identities.IsAbout(identity, judged.Worker))
                return judged;
        return null;
    }
}
