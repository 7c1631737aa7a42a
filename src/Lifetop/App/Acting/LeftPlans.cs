using System.Collections.Generic;
using System.Linq;
using Lifetop.Actions.Sweeping;
using Lifetop.Registry;

namespace Lifetop.App.Acting;

/// <summary>The plans in the registry whose lifetop died, as a sweep wants them; none where the registry cannot be read.</summary>
internal static class LeftPlans
{
    public static List<LeftPlan> Of(Lookout lookout)
    {
        var found = new List<LeftPlan>();
        if (lookout.OpenRegistry(out _) is not { } registry)
            return found;
        using (registry)
        {
            if (!new UnfinishedPlans(registry).Read(out var plans).IsUsable)
                return found;
            foreach (var plan in plans)
                found.Add(new LeftPlan(plan.Id, plan.Word, plan.BegunAt, [.. plan.Workers.Select(static worker => (worker.Identity, worker.Key))], plan.StepsDone, plan.Steps) { Spawn = plan.Spawn });
        }
        return found;
    }
}
