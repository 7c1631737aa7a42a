using System;
using System.Threading;
using Lifetop.Actions.Steps;
using Lifetop.Observation.Tmux;
using Lifetop.Platform;

namespace Lifetop.Actions.Running;

/// <summary>Closes a pane by its id, on exactly the server process that printed it; wherever it is linked, it is gone from there too.</summary>
public sealed class ClosePaneRunner : IStepRunner
{
    public bool Runs(PlanStep step) => step is ClosePane;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        var close = (ClosePane)step;
        var server = new ExactServer(close.Server);
        var look = server.Look();
        if (ServerChange.Of(look) is { } changed)
            return changed;
        if (look.Pane(close.PaneId) is not { } pane)
            return new StepResult(StepOutcome.Already, $"{close.PaneId} is gone");
        if (close.Pid != 0 && !pane.Dead && pane.Pid != close.Pid)
            return new StepResult(StepOutcome.Skipped, $"{close.PaneId} was started again since");
        var reply = server.Run($"kill-pane -t {close.PaneId}");
        if (reply.End == TmuxEnd.TimedOut)
            return new StepResult(StepOutcome.Failed, "the tmux server does not answer (stopped?)");
        if (reply.Text.StartsWith("can't find ", StringComparison.Ordinal))
            return new StepResult(StepOutcome.Already, $"{close.PaneId} is gone");
        // Its words are no proof: with its last pane the server goes, and the client is told that or nothing.
        var after = server.LookAfterClosing();
        return after.Presence switch
        {
            ServerPresence.Same when after.Pane(close.PaneId) is not null => new StepResult(StepOutcome.Failed, $"{close.PaneId} is still there" + (reply.Text.Length > 0 ? ": " + reply.Text : "")),
            ServerPresence.Unanswered => new StepResult(StepOutcome.Failed, after.Why),
            _ => new StepResult(StepOutcome.Done, $"{close.PaneId} closed"),
        };
    }
}
