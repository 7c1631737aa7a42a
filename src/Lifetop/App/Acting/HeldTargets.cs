using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Actions;
using Lifetop.Model;
using Lifetop.Screens.Acting;

namespace Lifetop.App.Acting;

/// <summary>Holds a plan to those that were meant when a key was pressed: who was started anew before it was made is another attempt.</summary>
internal static class HeldTargets
{
    /// <param name="targets">In the order of the plan's workers, of which some may have been left out.</param>
    public static Plan Held(Plan plan, ImmutableArray<ActionTarget> targets, Roster roster)
    {
        var workers = ImmutableArray.CreateBuilder<WorkerPlan>(plan.Workers.Length);
        foreach (var worker in plan.Workers)
            workers.Add(TargetOf(worker, targets) is { } target ? Held(worker, target, roster) : worker);
        return plan with { Workers = workers.MoveToImmutable() };
    }

    private static WorkerPlan Held(WorkerPlan plan, ActionTarget target, Roster roster)
    {
        // Who is not known any more is known to the screen still.
        var named = plan.Name == plan.Identity ? plan with { Name = target.Name } : plan;
        if (plan.Refusal is not null || PlannedWorkers.Find(plan, roster) is not { } judged || !PlannedWorkers.IsOtherAttempt(plan with { Root = target.Root }, judged.Worker))
            return named;
        string pid = judged.Worker.Root!.Value.Pid.ToString(CultureInfo.InvariantCulture); // another attempt has one
        return named with { Steps = [], Already = null, Refusal = $"started anew since the key was pressed: pid {pid}" };
    }

    private static ActionTarget? TargetOf(WorkerPlan plan, ImmutableArray<ActionTarget> targets)
    {
        foreach (var target in targets)
            if (target.Identity == plan.Identity)
                return target;
        return null;
    }
}
