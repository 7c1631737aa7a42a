using System.Threading;
using Lifetop.Actions;
using Lifetop.Model;
using Lifetop.Observation.Tmux;
using Lifetop.Tests.Support;

namespace Lifetop.Tests.Actions.Running;

/// <summary>One step, carried out for a worker that is only a name.</summary>
internal static class Steps
{
    private static readonly WorkerPlan Worker = new() { Identity = "lifetop:w", Key = "lifetop/w", Name = "w" };

    public static StepResult Run(this IStepRunner runner, PlanStep step) => runner.Run(step, Worker, CancellationToken.None);

    public static TmuxServer Server(this TmuxSandbox tmux)
    {
        int pid = tmux.ServerPid;
        return new TmuxServer(tmux.Socket, "", pid, ServerProcess.StartTicks(pid));
    }
}
