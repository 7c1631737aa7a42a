using System.Threading;
using Lifetop.Actions.Steps;

namespace Lifetop.Actions.Running;

/// <summary>Lets a restart policy rest, or its restarts be counted anew: the step's own record is all there is to it.</summary>
public sealed class JournalledRunner : IStepRunner
{
    public bool Runs(PlanStep step) => step is RestPolicy or ResetBreaker;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
        => new(StepOutcome.Done, step is RestPolicy ? "not started again until lifetop restart" : "its restarts are counted anew");
}
