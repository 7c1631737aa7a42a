using System.Threading;

namespace Lifetop.Actions.Systems.Multiclaude;

/// <summary>Carries out <see cref="RestartAgent"/>.</summary>
public sealed class RestartAgentRunner : IStepRunner
{
    public bool Runs(PlanStep step) => step is RestartAgent;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        var restart = (RestartAgent)step;
        var result = DaemonClient.Ask(restart.Socket, "restart_agent", json =>
        {
            json.WriteString("repo"u8, restart.Repository);
            json.WriteString("agent"u8, restart.Agent);
            if (restart.Force)
                json.WriteBoolean("force"u8, true);
        }, "started again by multiclaude");
        // To have nobody to start is no success.
        return result.Outcome == StepOutcome.Already ? result with { Outcome = StepOutcome.Failed } : result;
    }
}
