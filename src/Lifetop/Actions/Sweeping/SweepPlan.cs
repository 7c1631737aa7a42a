using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Lifetop.Actions.Planning;
using Lifetop.Actions.Steps;
using Lifetop.Actions.Systems;
using Lifetop.Model;

namespace Lifetop.Actions.Sweeping;

/// <summary>
/// One plan for all that is left behind: what remains of the dead goes as reap would have it go, dead entries go to the history, and plans
/// that nobody is at any more are finished with them or dropped. Pure.
/// </summary>
public static class SweepPlan
{
    /// <param name="all">Those that <see cref="SweepRules.Concerns"/>, and those that are over and whose reap died.</param>
    /// <param name="left">Plans whose lifetop died.</param>
    /// <param name="force">Takes those in that listen or have a client attached.</param>
    /// <param name="grace">From TERM to KILL for what still lives of the dead.</param>
    /// <param name="now">The time of the look.</param>
    public static Plan Of(IReadOnlyList<WorkerFacts> all, IReadOnlyList<LeftPlan> left, bool force, TimeSpan grace, DateTimeOffset now)
    {
        var request = new PlanRequest(WorkerAction.Sweep);
        var workers = ImmutableArray.CreateBuilder<WorkerPlan>();
        var leftOut = ImmutableArray.CreateBuilder<LeftAlone>();
        var swept = new HashSet<string>();
        foreach (var facts in all)
        {
            string? why = SweepRules.LeavesOut(facts, force) ?? Refusals.Of(request, facts) ?? SystemActions.Of(facts.Worker.Source)?.Refusal(WorkerAction.Reap, facts, discard: false);
            if (why is null && PlanOf(facts, grace) is var plan)
            {
                if (!plan.Steps.IsEmpty)
                {
                    workers.Add(plan);
                    swept.Add(plan.Identity);
                    swept.UnionWith(plan.AlsoKnownAs);
                    continue;
                }
                // Nothing but the record of the plan that left it so.
                if (!SweepRules.Concerns(facts.Judged))
                    continue;
                why = Kept(plan);
            }
            leftOut.Add(new LeftAlone(facts.Worker.Key.Text, why!)); // either there was a reason, or one has just been found
        }
        foreach (var plan in left)
            if (!IsFinishedBy(plan, swept))
                workers.Add(PlanOf(plan, now));
        return new Plan { Action = WorkerAction.Sweep, Grace = grace, Workers = workers.DrainToImmutable(), LeftOut = leftOut.DrainToImmutable() };
    }

    private static WorkerPlan PlanOf(WorkerFacts facts, TimeSpan grace)
    {
        var draft = new PlanDraft();
        if (SweepRules.IsDeadEntry(facts.Judged))
            draft.Add(new ArchiveRecord(facts.Worker.Identity, $"{facts.State.Word()} {AgeText.Age(facts.Now - facts.Judged.Verdict.Since)} ago"));
        else if (SystemActions.Of(facts.Worker.Source)?.Reap(facts, discard: false, draft) != true)
            EndingRules.Reap(facts, grace, discard: false, draft);
        return draft.Finish(new WorkerPlan
        {
            Identity = facts.Worker.Identity,
            Key = facts.Worker.Key.Text,
            Name = facts.Worker.Name,
            AlsoKnownAs = facts.Worker.AlsoKnownAs,
            Root = facts.Worker.Root,
            Safety = facts.Safety,
        });
    }

    internal static WorkerPlan PlanOf(LeftPlan plan, DateTimeOffset now)
    {
        string id = plan.Id.ToString(CultureInfo.InvariantCulture);
        string whom = plan.Workers is [var only] ? only.Key : $"{plan.Workers.Length.ToString(CultureInfo.InvariantCulture)} workers";
        string about = $"{plan.Action} of {whom}, {plan.StepsDone.ToString(CultureInfo.InvariantCulture)} of {plan.Steps.ToString(CultureInfo.InvariantCulture)} steps done, begun {AgeText.Age(now - plan.BegunAt)} ago";
        return new WorkerPlan { Identity = "plan:" + id, Key = "plan/" + id, Name = "plan " + id, Steps = [plan.Spawn is { } spawn ? new UndoSpawn(spawn, about) : new DropPlan(plan.Id, about) { Stopped = [.. plan.Workers.SelectMany(static worker => worker.Stopped)] }] };
    }

    /// <summary>Whoever plans about its workers takes it over.</summary>
    private static bool IsFinishedBy(LeftPlan plan, HashSet<string> swept)
    {
        foreach (var worker in plan.Workers)
            if (!swept.Contains(worker.Identity) && !worker.AlsoKnownAs.Any(swept.Contains))
                return false;
        return true;
    }

    private static string Kept(WorkerPlan plan)
    {
        var words = new List<string>();
        foreach (var left in plan.LeftAlone)
            words.Add($"{left.What}: {left.Why}");
        return words.Count == 0 ? "nothing that lifetop can take away" : string.Join("; ", words);
    }
}
