using System;
using System.Threading;
using Lifetop.Actions.Running;
using Lifetop.Actions.Steps;
using Lifetop.Observation.Tmux;
using Lifetop.Platform;

namespace Lifetop.Actions.Restarts;

/// <summary>Has tmux keep a pane whose program ends, on exactly the server process that printed its id.</summary>
public sealed class HoldPaneRunner : IStepRunner
{
    public bool Runs(PlanStep step) => step is HoldPane;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        var hold = (HoldPane)step;
        var server = new ExactServer(hold.Server);
        var look = server.Look();
        if (ServerChange.Of(look) is { } changed)
            return changed;
        if (look.Pane(hold.PaneId) is null)
            return new StepResult(StepOutcome.Skipped, $"{hold.PaneId} is gone");
        var reply = server.Run($"set-option -p -t {hold.PaneId} remain-on-exit on");
        return reply.End == TmuxEnd.Answered ? new StepResult(StepOutcome.Done, "") : new StepResult(StepOutcome.Failed, "tmux: " + reply.Text);
    }

    /// <summary>What its window says holds again.</summary>
    internal static void LetGo(ExactServer server, string pane) => _ = server.Run($"set-option -p -u -t {pane} remain-on-exit");
}
