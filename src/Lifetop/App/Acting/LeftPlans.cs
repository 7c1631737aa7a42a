using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Lifetop.Actions.Sweeping;
using Lifetop.Model;
using Lifetop.Registry;

namespace Lifetop.App.Acting;

/// <summary>The plans in the registry whose lifetop died, as a sweep wants them; none where the registry cannot be read.</summary>
internal static class LeftPlans
{
    public static List<LeftPlan> Of(Lookout lookout)
    {
        var found = new List<LeftPlan>();
        foreach (var plan in Read(lookout))
            found.Add(new LeftPlan(plan.Id, plan.Word, plan.BegunAt, [.. plan.Workers.Select(static worker => new LeftWorker(worker.Identity, worker.Key, worker.AlsoKnownAs) { Stopped = worker.Stopped })], plan.StepsDone, plan.Steps) { Spawn = plan.Spawn });
        return found;
    }

    /// <summary>How such a plan was to record the task of its worker; null where it was not, or nobody can tell.</summary>
    public static string? TaskStatus(Lookout lookout, OpenPlan plan)
    {
        foreach (var left in Read(lookout))
            foreach (var worker in left.Workers)
                if (left.Id == plan.Id && worker.Identity == plan.WorkerIdentity)
                    return worker.TaskStatus;
        return null;
    }

    private static ImmutableArray<UnfinishedPlan> Read(Lookout lookout)
    {
        using var registry = lookout.OpenRegistry(out _);
        return registry is not null && new UnfinishedPlans(registry).Read(out var plans).IsUsable ? plans : [];
    }
}
