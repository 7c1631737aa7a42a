using System;
using Lifetop.Actions;
using Lifetop.Actions.Running;
using Lifetop.Actions.Steps;
using Xunit;

namespace Lifetop.Tests.Actions.Running;

public sealed class RemoveBranchRunnerTests : IDisposable
{
    private readonly Repositories git = new();
    private readonly RemoveBranchRunner runner = new();

    public void Dispose() => git.Dispose();

    [Fact]
    public void Removes_one_without_commits_of_its_own_and_no_namesake_below_it()
    {
        string repository = git.Repository();
        Repositories.Git(repository, "branch", "work");
        Repositories.Git(repository, "branch", "workshop");
        var remove = new RemoveBranch(repository, "work");
        Assert.Equal(new StepResult(StepOutcome.Done, "removed"), runner.Run(remove));
        Assert.Equal("main\nworkshop", Repositories.Git(repository, "for-each-ref", "--format=%(refname:short)", "refs/heads"));
        Assert.Equal(new StepResult(StepOutcome.Already, "gone"), runner.Run(remove));
        Repositories.Git(repository, "branch", "work/below");
        Assert.Equal(new StepResult(StepOutcome.Already, "gone"), runner.Run(remove));
    }

    [Fact]
    public void Keeps_one_with_commits_or_that_is_checked_out()
    {
        string repository = git.Repository();
        string worktree = git.Worktree(repository);
        var remove = new RemoveBranch(repository, "work");
        Assert.Equal(new StepResult(StepOutcome.Kept, $"it is checked out in {worktree}"), runner.Run(remove));
        Repositories.Commit(worktree, "mine");
        Repositories.Git(repository, "worktree", "remove", worktree);
        Assert.Equal(new StepResult(StepOutcome.Kept, "it has 1 commit of its own"), runner.Run(remove));
        Repositories.Git(repository, "merge", "-q", "work");
        Assert.Equal(StepOutcome.Done, runner.Run(remove).Outcome);
        Assert.Equal(StepOutcome.Kept, runner.Run(new RemoveBranch(repository, "main")).Outcome);
        Assert.Equal(StepOutcome.Already, runner.Run(new RemoveBranch(git.Scratch["none"], "work")).Outcome);
    }
}
