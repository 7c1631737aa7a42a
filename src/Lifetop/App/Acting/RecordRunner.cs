using System;
using System.Threading;
using Lifetop.Actions;
using Lifetop.Actions.Steps;
using Lifetop.Model;
using Lifetop.Registry;

namespace Lifetop.App.Acting;

/// <summary>Makes, drops or archives lifetop's own record of a worker, in the registry and in what the next look knows.</summary>
internal sealed class RecordRunner(OwnRecords records) : IStepRunner
{
    public bool Runs(PlanStep step) => step is DropRecord or ArchiveRecord or AdoptFirst;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        if (step is AdoptFirst adopt)
            return Adopt(adopt.Declaration);
        bool archives = step is ArchiveRecord;
        var outcome = records.Drop(worker.Identity, worker.AlsoKnownAs, archives, out string trouble);
        return outcome switch
        {
            RecordOutcome.Done => new StepResult(StepOutcome.Done, archives ? "in the history" : "forgotten, it lives on"),
            RecordOutcome.Already => new StepResult(StepOutcome.Already, archives ? "in the history already" : "forgotten already"),
            RecordOutcome.NotFound => new StepResult(StepOutcome.Already, "nothing is recorded of it"),
            _ => new StepResult(StepOutcome.Failed, trouble),
        };
    }

    private StepResult Adopt(Declaration declaration) => records.Adopt(declaration, out string trouble) switch
    {
        RecordOutcome.Done => new StepResult(StepOutcome.Done, "recorded"),
        RecordOutcome.Already => new StepResult(StepOutcome.Already, "recorded already"),
        RecordOutcome.KeyTaken => new StepResult(StepOutcome.Failed, $"the name {declaration.Name} is taken: lifetop why {ShellWord.Of(declaration.Key.Text)}"),
        RecordOutcome.ProcessTaken => new StepResult(StepOutcome.Failed, "it has just been adopted under another name"),
        _ => new StepResult(StepOutcome.Failed, trouble),
    };
}
