using System;
using System.Threading;
using Lifetop.Actions;
using Lifetop.Actions.Steps;
using Lifetop.Registry;

namespace Lifetop.App.Acting;

/// <summary>Drops or archives lifetop's own record of a worker, in the registry and in what the next look knows.</summary>
internal sealed class RecordRunner(Lookout lookout) : IStepRunner
{
    public bool Runs(PlanStep step) => step is DropRecord or ArchiveRecord;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        bool archives = step is ArchiveRecord;
        var outcome = lookout.Drop(worker.Identity, worker.AlsoKnownAs, archives, out string trouble);
        return outcome switch
        {
            RecordOutcome.Done => new StepResult(StepOutcome.Done, archives ? "in the history" : "forgotten, it lives on"),
            RecordOutcome.Already => new StepResult(StepOutcome.Already, archives ? "in the history already" : "forgotten already"),
            RecordOutcome.NotFound => new StepResult(StepOutcome.Already, "nothing is recorded of it"),
            _ => new StepResult(StepOutcome.Failed, trouble),
        };
    }
}
