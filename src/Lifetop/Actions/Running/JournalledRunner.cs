using System.Threading;
using Lifetop.Actions.Steps;

namespace Lifetop.Actions.Running;

/// <summary>Lets a restart policy rest: the step's own record is all there is to it.</summary>
public sealed class JournalledRunner : IStepRunner
{
    public bool Runs(PlanStep step) => step is RestPolicy;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
        => new(StepOutcome.Done, "not started again until lifetop restart");
}
