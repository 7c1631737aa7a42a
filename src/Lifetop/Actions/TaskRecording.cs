using System;
using System.Threading;
using Lifetop.Actions.Steps;

namespace Lifetop.Actions;

/// <summary>Carries out <see cref="RecordTask"/>: what became of the task goes into the history.</summary>
public sealed class TaskRecording(ITaskHistory history, TimeProvider time) : IStepRunner
{
    public bool Runs(PlanStep step) => step is RecordTask;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        var task = ((RecordTask)step).Task;
        bool written = history.Keep(task, time.GetUtcNow(), out string trouble);
        return trouble.Length > 0 ? new StepResult(StepOutcome.Failed, trouble)
            : written ? new StepResult(StepOutcome.Done, $"recorded as {task.Status}")
            : new StepResult(StepOutcome.Already, $"recorded as {task.Status} before");
    }
}
