using System;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Registry;
using Lifetop.Screens;
using Lifetop.Screens.Acting;
using Lifetop.Screens.ActionLog;

namespace Lifetop.App;

/// <summary>Reads what lifetop did from the registry, for the log of actions; what this lifetop did itself has been said already.</summary>
public sealed class ActionLogHandler(StateFolder? folder, ProcessIdentity self, TimeProvider time) : IEffectHandler
{
    public string Name => "log of actions";

    public bool Handles(Effect effect) => effect is ReadActions;

    public bool Supersedes(Effect newer, Effect older) => newer is ReadActions && older is ReadActions;

    public void Run(Effect effect, Inbox inbox)
    {
        if (effect is not ReadActions { Limit: var limit })
            return;
        if (folder is not { } place)
        {
            inbox.Post(new PastActions([], "there is no registry"));
            return;
        }
        using var registry = new RegistryFile(place, time) { ReadOnly = true };
        var status = new ActionHistory(registry).Plans(new HistoryQuery { Limit = limit }, out var plans);
        var actions = ImmutableArray.CreateBuilder<PastAction>();
        foreach (var plan in plans)
            if (plan.Owner != self)
                actions.Add(new PastAction(plan.EndedAt ?? plan.BegunAt, OutcomeOf(plan), TextOf(plan), plan.SshClient is { } from ? $"{plan.User} from {from}" : $"{plan.User} {plan.Via}") { Steps = StepsOf(plan) });
        inbox.Post(new PastActions(actions.DrainToImmutable(), status.IsUsable ? null : status.Message));
    }

    public void Dispose()
    {
    }

    private static ImmutableArray<string> StepsOf(RecordedPlan plan)
    {
        if (plan.Steps.IsEmpty)
            return [];
        var steps = ImmutableArray.CreateBuilder<string>(plan.Steps.Length);
        foreach (var step in plan.Steps)
            steps.Add(PlanReport.StepLine(step.Words.Length > 0 ? step.Words : $"{step.What} {step.Target}", step.Outcome, step.Detail));
        return steps.MoveToImmutable();
    }

    private static Outcome OutcomeOf(RecordedPlan plan) => plan.Outcome switch
    {
        "done" or "already" => Outcome.Done,
        "refused" or "cancelled" => Outcome.Refused,
        null => Outcome.UnderWay,
        _ => Outcome.Failed,
    };

    /// <summary><c>reap brave-lynx: 5 of 5 steps; worktree kept</c></summary>
    private static string TextOf(RecordedPlan plan)
    {
        int done = 0;
        foreach (var step in plan.Steps)
            if (step.DoneAt is not null)
                done++;
        string whom = plan.Workers.Length switch { 0 => "", 1 => " " + plan.Workers[0], _ => FormattableString.Invariant($" {plan.Workers.Length} workers") };
        string steps = plan.Steps.IsEmpty ? plan.Outcome ?? "under way" : FormattableString.Invariant($"{done} of {plan.Steps.Length} {(plan.Steps.Length == 1 ? "step" : "steps")}");
        return plan.Reason is { Length: > 0 } reason ? $"{plan.Action}{whom}: {steps}; {reason}" : $"{plan.Action}{whom}: {steps}";
    }
}
