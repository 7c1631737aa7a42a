using System.Globalization;
using Lifetop.Actions.Systems;
using Lifetop.Model;

namespace Lifetop.Actions.Planning;

/// <summary>Why nothing may be done to a worker, or why nothing is left to do.</summary>
internal static class Refusals
{
    /// <summary>Null when it may be done. What nothing overrides comes first.</summary>
    public static string? Of(PlanRequest request, WorkerFacts facts)
    {
        var action = request.Action;
        if (facts.Never is { } never)
            return never;
        if (facts.Judged.Protected)
            return "protected";
        if (facts.State == Lifecycle.Unknown)
            return "its state is unknown" + (facts.Judged.Verdict.Evidence is [var why, ..] ? ": " + why.Render(facts.Now) : "");
        if (facts.UnderWay is { } plan)
            return $"plan {plan.Id.ToString(CultureInfo.InvariantCulture)} of lifetop {plan.Owner.Pid.ToString(CultureInfo.InvariantCulture)} is at it: {plan.Action}";
        if (facts.State == Lifecycle.Restarting)
            return "its own system is starting it again";
        if (action == WorkerAction.Restart && facts.Again?.Refusal is { } unknown && SystemActions.Of(facts.Worker.Source) is var system && system?.Restart(facts) is null)
            return system?.Refusal(action, facts, discard: false) ?? unknown;
        if (action == WorkerAction.Nudge)
            return NudgePlan.Refusal(facts, request.Line);
        if (action == WorkerAction.Detach)
            return DetachPlan.Refusal(facts);
        if (action == WorkerAction.Reset)
            return facts.Restarts is null ? "its restarts cannot be read from the registry" : null;
        if (!action.Ends())
            return HasProcess(action, facts) ? null : "it has no process";
        if (SystemActions.Of(facts.Worker.Source) is not { PutsBadFilesAside: true } && facts.Worker.Declaration is { Malformed: { } malformed } declaration)
            return $"{declaration.File ?? declaration.Source}: {malformed}: mend or remove it";
        bool unseen = facts.State.IsAlive() && facts.Tree.IsEmpty && facts.Worker is not { OwnsPane: true, Pane: not null };
        return unseen ? $"{facts.Worker.Source} says it is alive, and lifetop knows no process of it" : null;
    }

    /// <summary>Why it is done already; null when there is something to do.</summary>
    public static string? Already(WorkerAction action, WorkerFacts facts)
    {
        switch (action)
        {
            case WorkerAction.Reap or WorkerAction.ReapNow:
                if (facts.State == Lifecycle.Cleaned)
                    return $"reaped {AgeText.Age(facts.Now - facts.Judged.Verdict.Since)} ago";
                return facts.State == Lifecycle.Completed && facts.Tree.IsEmpty ? "nothing of it is left" : null;
            case WorkerAction.Stop:
                // One that crashes again and again is stopped between two of its lives.
                return facts.Tree.IsEmpty && facts.Worker.Declaration is not { Spawned: true, RestartPolicy: not "no" } ? "no process of it is left" : null;
            case WorkerAction.Pause:
                return facts.Stopped == facts.Tree.Length ? "paused" : null;
            case WorkerAction.Resume:
                return facts.Stopped == 0 ? "not paused" : null;
            case WorkerAction.Detach:
                return DetachPlan.Already(facts);
            case WorkerAction.Reset:
                return facts is { Restarts: 0, PolicyRests: false } ? "its breaker is closed" : null;
            default:
                return null;
        }
    }

    private static bool HasProcess(WorkerAction action, WorkerFacts facts)
        => action is not (WorkerAction.Signal or WorkerAction.Pause or WorkerAction.Resume) || !facts.Tree.IsEmpty;
}
