using System;
using System.Globalization;
using System.Text;
using System.Threading;
using Lifetop.Actions.Steps;
using Lifetop.Observation.Git;
using Lifetop.Platform;

namespace Lifetop.Actions.Running;

/// <summary>Removes a branch all of whose commits are on another branch or a remote, and that nobody has checked out.</summary>
public sealed class RemoveBranchRunner : IStepRunner
{
    private static readonly CommandLimits Limits = new(TimeSpan.FromSeconds(5), 1 << 20);

    public bool Runs(PlanStep step) => step is RemoveBranch;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        var remove = (RemoveBranch)step;
        string reference = "refs/heads/" + remove.Branch;
        if (!ProgramPath.IsFolder(remove.Repository))
            return new StepResult(StepOutcome.Already, "its repository is gone");
        var tip = GitCommand.Run(remove.Repository, Limits, "for-each-ref", "--format=%(refname) %(worktreepath)", reference);
        if (!tip.Succeeded)
            return new StepResult(StepOutcome.Failed, GitCommand.Trouble(tip, Limits));
        // A pattern also gives what lies below it: the branch itself is the line that is named so.
        if (LineOf(Encoding.UTF8.GetString(tip.Output.Span), reference) is not { } worktree)
            return new StepResult(StepOutcome.Already, "gone");
        if (worktree.Length > 0)
            return new StepResult(StepOutcome.Kept, $"it is checked out in {worktree}");
        var own = GitCommand.Run(remove.Repository, Limits, "rev-list", "--count", reference, "--not", "--exclude=" + remove.Branch, "--branches", "--remotes");
        if (!own.Succeeded || !int.TryParse(Encoding.UTF8.GetString(own.Output.Span).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int commits))
            return new StepResult(StepOutcome.Failed, GitCommand.Trouble(own, Limits));
        if (commits > 0)
            return new StepResult(StepOutcome.Kept, commits == 1 ? "it has 1 commit of its own" : $"it has {commits.ToString(CultureInfo.InvariantCulture)} commits of its own");
        var removed = GitCommand.Run(remove.Repository, Limits, "branch", "-D", "--", remove.Branch);
        return removed.Succeeded ? new StepResult(StepOutcome.Done, "removed") : new StepResult(StepOutcome.Failed, GitCommand.Trouble(removed, Limits));
    }

    private static string? LineOf(string lines, string reference)
    {
        foreach (string line in lines.Split('\n'))
            if (line.StartsWith(reference + " ", StringComparison.Ordinal))
                return line[(reference.Length + 1)..];
        return null;
    }
}
