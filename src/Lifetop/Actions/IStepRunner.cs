using System.Threading;

namespace Lifetop.Actions;

/// <summary>Carries out one kind of step: looks again first, does it, says what came of it. What the world does is a result, never an exception.</summary>
public interface IStepRunner
{
    bool Runs(PlanStep step);

    StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel);
}
