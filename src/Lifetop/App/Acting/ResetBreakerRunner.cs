using System.Threading;
using Lifetop.Actions;
using Lifetop.Actions.Steps;
using Lifetop.App.Watching;

namespace Lifetop.App.Acting;

/// <summary>Has the restarts of a worker counted anew, by the step's own record; its summary says no longer that they were too many.</summary>
internal sealed class ResetBreakerRunner(OwnRecords records, IWorld world) : IStepRunner
{
    public bool Runs(PlanStep step) => step is ResetBreaker;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        if (PlannedWorkers.Find(worker, world.Roster)?.Worker.Declaration is { Source: "lifetop", Summary: { } summary } declared && RestartSchedule.IsBroken(summary))
            _ = records.Amend(declared with { Summary = RestartSchedule.AfterBroken(summary) }, declared);
        return new StepResult(StepOutcome.Done, "its restarts are counted anew");
    }
}
