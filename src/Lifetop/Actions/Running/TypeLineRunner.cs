using System.Threading;
using Lifetop.Actions.Planning;
using Lifetop.Actions.Steps;
using Lifetop.Observation.Tmux;
using Lifetop.Platform;

namespace Lifetop.Actions.Running;

/// <summary>Types a line letter by letter as it stands, then Enter, into a pane that hands keys to its program and to nobody else's.</summary>
public sealed class TypeLineRunner : IStepRunner
{
    public bool Runs(PlanStep step) => step is TypeLine;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        var type = (TypeLine)step;
        if (NudgeLine.Wrong(type.Line) is { } wrong)
            return new StepResult(StepOutcome.Failed, wrong);
        var server = new ExactServer(type.Server);
        var look = server.Look();
        if (ServerChange.Of(look) is { } changed)
            return changed with { Outcome = changed.Outcome == StepOutcome.Already ? StepOutcome.Failed : changed.Outcome };
        if (look.Pane(type.PaneId) is not { } pane)
            return new StepResult(StepOutcome.Failed, $"{type.PaneId} is gone");
        if (Hindrance(type, pane) is { } hindrance)
            return hindrance;
        if (type.Line.Length > 0 && Refused(server.SendKeys(type.PaneId, "-l", "--", NudgeLine.Quoted(type.Line))) is { } refused)
            return new StepResult(StepOutcome.Failed, refused);
        return Refused(server.SendKeys(type.PaneId, "Enter")) is { } noEnter
            ? new StepResult(StepOutcome.Partly, $"typed, but Enter was not: {noEnter}")
            : new StepResult(StepOutcome.Done, "typed");
    }

    private static StepResult? Hindrance(TypeLine type, PaneStanding pane)
    {
        if (pane.Dead)
            return new StepResult(StepOutcome.Failed, $"{type.PaneId} is dead");
        if (type.Pid != 0 && pane.Pid != type.Pid)
            return new StepResult(StepOutcome.Skipped, $"{type.PaneId} was started again since");
        if (pane.InMode)
            return new StepResult(StepOutcome.Failed, $"{type.PaneId} is in copy mode, which would take the letters for commands: leave it (q) and try again");
        if (pane is { Synchronized: true, WindowPanes: > 1 })
            return new StepResult(StepOutcome.Failed, $"all panes of its window would get the line (synchronize-panes is on)");
        return pane.InputOff ? new StepResult(StepOutcome.Failed, $"{type.PaneId} takes no keys (select-pane -e lets it again)") : null;
    }

    private static string? Refused(TmuxReply reply) => reply.End == TmuxEnd.Answered ? null : reply.Text.Length > 0 ? reply.Text : "tmux did not answer";
}
