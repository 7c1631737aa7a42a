using System.Collections.Generic;
using System.Collections.Immutable;

namespace Lifetop.Actions;

/// <summary>What the outcomes of steps come to for a worker, and those of workers for the plan.</summary>
internal static class Outcomes
{
    public static PlanOutcome Of(WorkerPlan worker, ImmutableArray<StepResult?> steps)
    {
        if (worker.Refusal is not null)
            return PlanOutcome.Refused;
        int done = 0, already = 0, left = 0, failed = 0, missing = 0;
        foreach (var step in steps)
            switch (step?.Outcome)
            {
                case StepOutcome.Cancelled:
                    return PlanOutcome.Cancelled;
                case StepOutcome.Partly:
                    return PlanOutcome.Partly;
                case StepOutcome.Done:
                    done++;
                    break;
                case StepOutcome.Already:
                    already++;
                    break;
                case StepOutcome.Skipped or StepOutcome.Kept:
                    left++;
                    break;
                case StepOutcome.Failed or StepOutcome.NoRights:
                    failed++;
                    break;
                default:
                    missing++;
                    break;
            }
        if (failed + missing > 0)
            return done > 0 ? PlanOutcome.Partly : PlanOutcome.Failed;
        return done > 0 ? PlanOutcome.Done : already > 0 || left == 0 ? PlanOutcome.Already : PlanOutcome.Refused;
    }

    public static PlanOutcome Of(IReadOnlyList<WorkerResult> workers)
    {
        var seen = new HashSet<PlanOutcome>();
        foreach (var worker in workers)
            seen.Add(worker.Outcome);
        if (seen.Contains(PlanOutcome.Cancelled))
            return PlanOutcome.Cancelled;
        bool fell = seen.Contains(PlanOutcome.Failed) || seen.Contains(PlanOutcome.Refused);
        bool did = seen.Contains(PlanOutcome.Done);
        if (seen.Contains(PlanOutcome.Partly) || fell && did)
            return PlanOutcome.Partly;
        if (seen.Contains(PlanOutcome.Failed))
            return PlanOutcome.Failed;
        if (seen.Contains(PlanOutcome.Refused))
            return PlanOutcome.Refused;
        return did ? PlanOutcome.Done : PlanOutcome.Already;
    }
}
