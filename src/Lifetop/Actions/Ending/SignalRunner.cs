using System;
using System.Threading;
using Lifetop.Actions.Steps;

namespace Lifetop.Actions.Ending;

/// <summary>Sends one signal to processes by their identity: any signal, pause and resume among them.</summary>
public sealed class SignalRunner(IWorld world) : IStepRunner
{
    public bool Runs(PlanStep step) => step is SendSignal;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel) => throw new NotImplementedException($"{world}");
}
