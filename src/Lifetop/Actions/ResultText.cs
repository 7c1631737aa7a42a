using System.Collections.Generic;
using System.Globalization;
using Lifetop.Actions.Steps;
using Lifetop.Actions.Systems.CommitRelay;
using Lifetop.Actions.Systems.EveryCode;

namespace Lifetop.Actions;

/// <summary>What came of an action in one line for each worker: verb, name, how many of how many, how, and what was kept. Never "done" while one survives.</summary>
public static class ResultText
{
    public static string Of(WorkerAction action, WorkerResult result)
    {
        var plan = result.Plan;
        if (plan.Refusal is { } refusal)
            return Refused(action, plan.Name, refusal);
        if (plan.Already is { } already)
            return $"nothing to do for {plan.Name}: {already}";
        return result.Outcome switch
        {
            PlanOutcome.Done or PlanOutcome.Already => string.Concat(action.PastWord(), " ", plan.Name, ": ", Done(result), Withheld(result), Kept(result)),
            PlanOutcome.Refused => Refused(action, plan.Name, Unsettled(result)),
            PlanOutcome.Cancelled => $"{action.Word()} of {plan.Name} cancelled: {Unsettled(result)}",
            _ => $"{action.Word()} of {plan.Name}: {Unsettled(result)}",
        };
    }

    public static string Refused(WorkerAction action, string name, string reason) => $"{action.Word()} of {name} refused: {reason}";

    /// <summary>How its processes went; without any, what else was done.</summary>
    private static string Done(WorkerResult result)
    {
        var others = new List<string>();
        int files = 0;
        for (int i = 0; i < result.Plan.Steps.Length; i++)
        {
            var (step, came) = (result.Plan.Steps[i], i < result.Steps.Length ? result.Steps[i] : null);
            if (came is null)
                continue;
            if (step.StartsAgain || (step is EndProcesses && !StartsAgain(result)) || step is SendSignal or TypeLine or DetachClients or DropRecord or ArchiveRecord or DropPlan or UndoSpawn)
                return came.Detail;
            if (came.Outcome is not StepOutcome.Done)
                continue;
            if (step is RemoveFile)
                files++;
            else if (Word(step) is { } word)
                others.Add(word);
        }
        if (files > 0)
            others.Add(files == 1 ? "1 file removed" : files.ToString(CultureInfo.InvariantCulture) + " files removed");
        return others.Count == 0 ? "nothing was left" : string.Join(", ", others);
    }

    /// <summary>Then who runs now matters more than who was ended.</summary>
    private static bool StartsAgain(WorkerResult result) => result.Plan.Steps is [.., { StartsAgain: true }];

    private static string? Word(PlanStep step) => step switch
    {
        ClosePane { Alone: true } pane => $"window {pane.WindowId} closed",
        ClosePane pane => $"pane {pane.PaneId} closed",
        RemoveWorktree => "worktree removed",
        RemoveBranch branch => $"branch {branch.Branch} removed",
        RecordTask or HoldPane or EndProcesses => null,
        RestPolicy => "its restart policy rests",
        ResetBreaker => "its restarts are counted anew",
        _ => step.Words,
    };

    /// <summary>Why it did not come to its end: every step that is not settled, in its own words.</summary>
    private static string Unsettled(WorkerResult result)
    {
        var words = new List<string>();
        for (int i = 0; i < result.Steps.Length; i++)
            if (result.Steps[i] is { } came && !came.Outcome.IsSettled())
                words.Add(result.Plan.Steps[i] is EndProcesses or SendSignal ? came.Detail : $"{(result.Plan.Steps[i] is { StartsAgain: true } start ? start.What : result.Plan.Steps[i].Words)}: {came.Detail}");
        return words.Count == 0 ? "not begun" : string.Join("; ", words);
    }

    /// <summary>Tokens that should have come back and did not, and what should be gone and is not, are told, whatever else was done.</summary>
    private static string Withheld(WorkerResult result)
    {
        string text = "";
        for (int i = 0; i < result.Steps.Length; i++)
            if (result.Steps[i] is { Outcome: StepOutcome.Skipped } came)
                text += result.Plan.Steps[i] switch
                {
                    ReturnTokens => $"; no tokens given back: {came.Detail}",
                    ClosePane or RemoveWorktree => $"; {KeptWord(result.Plan.Steps[i])} kept: {came.Detail}",
                    _ => "",
                };
        return text;
    }

    private static string Kept(WorkerResult result)
    {
        var words = new List<string>();
        foreach (var left in result.Plan.LeftAlone)
            if (left.Kept is { } word)
                words.Add(word);
        for (int i = 0; i < result.Steps.Length; i++)
            if (result.Steps[i] is { Outcome: StepOutcome.Kept })
                words.Add(KeptWord(result.Plan.Steps[i]));
        return words.Count == 0 ? "" : $"; {string.Join(", ", words)} kept";
    }

    private static string KeptWord(PlanStep step) => step switch
    {
        RemoveWorktree => "worktree",
        RemoveBranch branch => $"branch {branch.Branch}",
        RemoveFile file => file.Shown,
        ClosePane pane => $"pane {pane.PaneId}",
        RemoveSessionFile or ReconcileCleanup => "session file",
        _ => step.What,
    };

    /// <summary>For the history and the list: what was kept on purpose, and why; empty for nothing.</summary>
    public static string KeptNote(WorkerResult result)
    {
        var words = new List<string>();
        foreach (var left in result.Plan.LeftAlone)
            if (left.Kept is not null)
                words.Add($"{left.What}: {left.Why}");
        foreach (var left in result.Kept)
            words.Add($"{left.What}: {left.Why}");
        return words.Count == 0 ? "" : "kept " + string.Join(", ", words);
    }
}
