using System;
using System.Threading;
using Lifetop.Actions.Running;

namespace Lifetop.Actions.Systems.AgentRelay;

/// <summary>Carries out <see cref="RemoveDaemonFile"/>.</summary>
public sealed class RemoveDaemonFileRunner(TimeProvider time) : IStepRunner
{
    private readonly RemoveFileRunner _files = new();

    public bool Runs(PlanStep step) => step is RemoveDaemonFile;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        var remove = (RemoveDaemonFile)step;
        return DaemonDeath.Doubt(remove.Daemon, time.GetUtcNow()) is { } doubt ? new StepResult(StepOutcome.Skipped, doubt) : _files.Run(remove.File, worker, cancel);
    }
}
