using System;
using System.Globalization;
using System.Threading;
using Lifetop.Actions;
using Lifetop.Actions.Ending;
using Lifetop.Actions.Steps;
using Lifetop.Registry;

namespace Lifetop.App.Acting;

/// <summary>Ends the record of a plan that nobody is at any more; one that somebody is at stays.</summary>
/// <param name="journal">Null where nothing is recorded.</param>
internal sealed class DropPlanRunner(PlanJournal? journal, IWorld world, TimeProvider time) : IStepRunner
{
    public bool Runs(PlanStep step) => step is DropPlan;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        var drop = (DropPlan)step;
        if (journal is null)
            return new StepResult(StepOutcome.Failed, "the registry cannot be written");
        if (journal.Drop(drop.Id, time.GetUtcNow()) is { } why)
            return new StepResult(StepOutcome.Kept, why);
        var goOn = StoppedByPlan.Continue(drop, world);
        return new StepResult(StepOutcome.Done, goOn.IsEmpty ? "dropped" : $"dropped; CONT to {goOn.Length.ToString(CultureInfo.InvariantCulture)} that it had stopped") { Processes = goOn };
    }
}
