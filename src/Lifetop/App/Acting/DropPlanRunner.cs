using System;
using System.Threading;
using Lifetop.Actions;
using Lifetop.Actions.Steps;
using Lifetop.Registry;

namespace Lifetop.App.Acting;

/// <summary>Ends the record of a plan that nobody is at any more; one that somebody is at stays.</summary>
/// <param name="journal">Null where nothing is recorded.</param>
internal sealed class DropPlanRunner(PlanJournal? journal, TimeProvider time) : IStepRunner
{
    public bool Runs(PlanStep step) => step is DropPlan;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        if (journal is null)
            return new StepResult(StepOutcome.Failed, "the registry cannot be written");
        return journal.Drop(((DropPlan)step).Id, time.GetUtcNow()) is { } why ? new StepResult(StepOutcome.Kept, why) : new StepResult(StepOutcome.Done, "dropped");
    }
}
