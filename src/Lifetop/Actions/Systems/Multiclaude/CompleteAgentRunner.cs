using System.Threading;
using Lifetop.Observation.Git;
using Lifetop.Platform;

namespace Lifetop.Actions.Systems.Multiclaude;

/// <summary>Carries out <see cref="CompleteAgent"/>: looks at the worktree once more, because the daemon will not.</summary>
public sealed class CompleteAgentRunner : IStepRunner
{
    public bool Runs(PlanStep step) => step is CompleteAgent;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        var complete = (CompleteAgent)step;
        if (!complete.Discard && complete.Worktree is { } worktree && !FileStamp.IsGone(worktree) && Unsaved(worktree) is { } unsaved)
            return new StepResult(StepOutcome.Kept, $"{unsaved}, and multiclaude would remove it by force");
        return DaemonClient.Ask(complete.Socket, "complete_agent", json =>
        {
            json.WriteString("repo"u8, complete.Repository);
            json.WriteString("agent"u8, complete.Agent);
            if (complete.Failure is { } failure)
                json.WriteString("failure_reason"u8, failure);
        }, "multiclaude has it as complete, and cleans up at its next health check");
    }

    private static string? Unsaved(string worktree)
    {
        var state = GitInspection.Of(worktree);
        if (!state.Readable)
            return state.Why ?? "its worktree could not be read";
        if (state.ChangedFiles > 0)
            return "its worktree has uncommitted files";
        if (state.HoldsSubmodules)
            return "its worktree holds submodules";
        return state.UnpushedCommits switch
        {
            0 => null,
            null => "git could not say whether its commits are pushed",
            _ => "its worktree has commits that are not pushed",
        };
    }
}
