using System.Globalization;
using System.Threading;
using Lifetop.Actions.Steps;
using Lifetop.Observation.Tmux;
using Lifetop.Platform;

namespace Lifetop.Actions.Running;

/// <summary>Takes the clients off exactly that session of exactly that server process.</summary>
public sealed class DetachClientsRunner : IStepRunner
{
    public bool Runs(PlanStep step) => step is DetachClients;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        var detach = (DetachClients)step;
        var server = new ExactServer(detach.Server);
        var look = server.Look();
        if (ServerChange.Of(look) is { } changed)
            return changed;
        if (look.AttachedTo(detach.SessionId) is not { } attached)
            return new StepResult(StepOutcome.Already, $"session {detach.SessionName} is gone");
        if (attached == 0)
            return new StepResult(StepOutcome.Already, $"nobody is attached to {detach.SessionName}");
        // In a command line of tmux's own a bare $ would begin a variable.
        var reply = server.Run($"detach-client -s '{detach.SessionId}'");
        if (reply.End == TmuxEnd.TimedOut)
            return new StepResult(StepOutcome.Failed, "the tmux server does not answer (stopped?)");
        var after = server.Look();
        if (after.Presence == ServerPresence.Unanswered)
            return new StepResult(StepOutcome.Failed, after.Why);
        return after.AttachedTo(detach.SessionId) is > 0
            ? new StepResult(StepOutcome.Failed, "they are still attached" + (reply.Text.Length > 0 ? ": " + reply.Text : ""))
            : new StepResult(StepOutcome.Done, attached == 1 ? "1 client detached" : $"{attached.ToString(CultureInfo.InvariantCulture)} clients detached");
    }
}
