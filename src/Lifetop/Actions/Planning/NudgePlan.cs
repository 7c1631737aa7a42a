using Lifetop.Actions.Steps;
using Lifetop.Model;

namespace Lifetop.Actions.Planning;

/// <summary>Typing a line into a worker's pane: only where the worker still is the one who reads it.</summary>
internal static class NudgePlan
{
    public static void Apply(WorkerFacts facts, string line, PlanDraft draft)
    {
        if (facts.Worker.Pane?.Facts is { } pane)
            draft.Add(new TypeLine(pane.Server, pane.PaneId, line) { Pid = pane.Pid });
    }

    /// <summary>Null when it may be typed.</summary>
    public static string? Refusal(WorkerFacts facts, string line)
    {
        if (NudgeLine.Wrong(line) is { } wrong)
            return wrong;
        if (facts.Worker.Pane?.Facts is not { } pane)
            return "it has no pane to type into";
        if (pane.Dead)
            return $"its pane {pane.PaneId} is dead";
        bool reads = facts.State.IsAlive() || facts.State == Lifecycle.Pending;
        return reads && !facts.Worker.ShellLeft ? null : $"it has ended, and whatever is left in its pane {pane.PaneId} would take the line for its own";
    }
}
