using System;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>The plans of the journal that are about a worker: of a living lifetop it is under way, of a dead one it is unfinished.</summary>
internal static class Plans
{
    public static OpenPlan? Open(Worker worker, Census census, Recollection recollection)
    {
        foreach (var plan in recollection.OpenPlans.AsSpan())
            if (plan.Action is "reap" or "reap now" or "restart" or "stop" or "sweep" && Identities.IsAbout(plan.WorkerIdentity, worker) && IsOwned(plan, census))
                return plan;
        return null;
    }

    /// <summary>A number that changes with the unfinished plans about this worker; 0 when there is none.</summary>
    public static int Unfinished(Worker worker, Census census, Recollection recollection)
    {
        int stamp = 0;
        foreach (var plan in recollection.OpenPlans.AsSpan())
            if (IsUnfinished(plan, worker, census))
                stamp = HashCode.Combine(stamp, plan.Id, plan.StepsDone);
        return stamp;
    }

    public static bool IsUnfinished(OpenPlan plan, Worker worker, Census census) => Identities.IsAbout(plan.WorkerIdentity, worker) && !IsOwned(plan, census);

    /// <summary>Some open plan's lifetop is gone: it died, or it ended the plan and left, and that has not been heard yet.</summary>
    public static bool AnyLeft(Census census, Recollection recollection)
    {
        foreach (var plan in recollection.OpenPlans.AsSpan())
            if (!IsOwned(plan, census))
                return true;
        return false;
    }

    public static bool IsOwned(OpenPlan plan, Census census)
    {
        int row = census.Processes.IndexOf(plan.Owner);
        return row >= 0 && !census.Processes.Rows[row].IsZombie;
    }
}
