using System;
using System.IO;
using Lifetop.Actions;
using Lifetop.Actions.Planning;
using Lifetop.Actions.Running;
using Lifetop.Actions.Steps;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions.Running;

public sealed class RemoveWorktreeRunnerTests : IDisposable
{
    private readonly Repositories git = new();
    private readonly RemoveWorktreeRunner runner = new();

    public void Dispose() => git.Dispose();

    [Theory]
    [InlineData("w")]
    [InlineData("a b;")]
    [InlineData("new\nline")]
    [InlineData("#(touch X)")]
    [InlineData("-f")]
    public void Removes_a_clean_one_and_leaves_its_branch(string name)
    {
        string repository = git.Repository();
        var remove = Plan(git.Worktree(repository, name));
        File.WriteAllText(Path.Combine(repository, ".git/info/exclude"), "ignored\n");
        File.WriteAllText(Path.Combine(remove.Path, "ignored"), "x");

        Assert.Equal(new StepResult(StepOutcome.Done, "removed, its branch stays"), runner.Run(remove));

        Assert.False(Directory.Exists(remove.Path));
        Assert.Equal(["work"], Branches(repository));
        Assert.DoesNotContain("prunable", Repositories.Git(repository, "worktree", "list", "--porcelain"), StringComparison.Ordinal);
        Assert.Equal(new StepResult(StepOutcome.Already, "gone"), runner.Run(remove));
    }

    [Fact]
    public void Keeps_what_is_nowhere_else_and_says_how_much()
    {
        string repository = git.Repository();
        string worktree = git.Worktree(repository);
        var remove = Plan(worktree);
        File.WriteAllText(Path.Combine(worktree, "new"), "x");
        Assert.Equal(new StepResult(StepOutcome.Kept, "1 file changed"), runner.Run(remove));
        Repositories.Commit(worktree, "mine");
        Assert.Equal(new StepResult(StepOutcome.Kept, "1 of 1 commits not pushed"), runner.Run(remove));
        Assert.True(File.Exists(Path.Combine(worktree, "mine")));
        Repositories.Git(repository, "merge", "-q", "work");
        Assert.Equal(StepOutcome.Done, runner.Run(remove).Outcome);
    }

    [Fact]
    public void A_pushed_commit_is_somewhere_else()
    {
        string worktree = git.Worktree(git.Repository());
        Repositories.Commit(worktree, "mine");
        Repositories.Git(git.Scratch.Root, "init", "-q", "--bare", "remote.git");
        Repositories.Git(worktree, "remote", "add", "origin", git.Scratch["remote.git"]);
        Assert.Equal(StepOutcome.Kept, runner.Run(Plan(worktree)).Outcome);
        Repositories.Git(worktree, "push", "-q", "origin", "work");
        Assert.Equal(StepOutcome.Done, runner.Run(Plan(worktree)).Outcome);
    }

    [Fact]
    public void Discards_only_when_told_to()
    {
        string repository = git.Repository();
        string worktree = git.Worktree(repository);
        Repositories.Commit(worktree, "mine");
        File.WriteAllText(Path.Combine(worktree, "new"), "x");
        Assert.Equal(StepOutcome.Done, runner.Run(Plan(worktree) with { Discard = true }).Outcome);
        Assert.False(Directory.Exists(worktree));
        Assert.Equal(["work"], Branches(repository));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Never_takes_a_repository_itself_or_a_part_of_one(bool discard)
    {
        string repository = git.Repository();
        Assert.Equal(new StepResult(StepOutcome.Kept, "it is a repository itself, not a worktree of one"), runner.Run(Plan(repository) with { Discard = discard }));
        Directory.CreateDirectory(Path.Combine(repository, "sub"));
        Assert.Equal(new StepResult(StepOutcome.Kept, $"it is only a folder of {repository}"), runner.Run(Plan(Path.Combine(repository, "sub")) with { Discard = discard }));
        Directory.CreateDirectory(git.Scratch["plain"]);
        Assert.Equal(new StepResult(StepOutcome.Kept, "it is no git worktree"), runner.Run(Plan(git.Scratch["plain"]) with { Discard = discard }));
    }

    [Theory]
    [InlineData("worktrees/r")]
    [InlineData("r")]
    public void A_submodule_is_no_worktree_and_one_that_holds_some_is_kept(string name)
    {
        string library = git.Repository("library"), repository = git.Repository(name);
        Repositories.Git(repository, "submodule", "--quiet", "add", library, "lib");
        Repositories.Commit(repository, "with lib");
        Assert.Equal(new StepResult(StepOutcome.Kept, "it is a repository itself, not a worktree of one"), runner.Run(Plan(Path.Combine(repository, "lib"))));

        string worktree = git.Worktree(repository);
        Repositories.Git(worktree, "submodule", "--quiet", "update", "--init");
        Assert.Equal(StepOutcome.Kept, runner.Run(Plan(Path.Combine(worktree, "lib"))).Outcome);
        Assert.Equal(new StepResult(StepOutcome.Kept, "it holds submodules, which git removes only by force"), runner.Run(Plan(worktree)));
        Assert.Equal(StepOutcome.Done, runner.Run(Plan(worktree) with { Discard = true }).Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_locked_one_is_kept_with_the_reason(bool discard)
    {
        string worktree = git.Worktree(git.Repository());
        Repositories.Git(worktree, "worktree", "lock", "--reason", "on a stick", worktree);
        Assert.Equal(new StepResult(StepOutcome.Kept, "it is locked: on a stick"), runner.Run(Plan(worktree) with { Discard = discard }));
    }

    /// <summary>The screen's own question what is unsaved there, or a prompt's.</summary>
    [Theory]
    [InlineData("0.3", StepOutcome.Done)]
    [InlineData("1000", StepOutcome.Kept)]
    public void A_git_that_only_looks_is_waited_for(string seconds, StepOutcome outcome)
    {
        string worktree = git.Worktree(git.Repository()), program = Path.Combine(Directory.CreateDirectory(worktree + "-bin").FullName, "git");
        File.Copy("/bin/sleep", program);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var inside = RealProcess.StartIn(worktree, null, program, seconds);
        Assert.Equal(outcome, runner.Run(Plan(worktree)).Outcome);
    }

    /// <summary>Such as a git that is not git yet, because it still has to be loaded.</summary>
    [Fact]
    public void Who_has_only_just_come_may_be_passing_by()
    {
        string worktree = git.Worktree(git.Repository());
        using var inside = RealProcess.StartIn(worktree, null, "sleep", "0.3");
        Assert.Equal(StepOutcome.Done, runner.Run(Plan(worktree)).Outcome);
    }

    [Fact]
    public void One_somebody_works_in_is_kept_and_who_is_named()
    {
        string worktree = git.Worktree(git.Repository());
        Directory.CreateDirectory(Path.Combine(worktree, "deep"));
        using (var inside = RealProcess.StartIn(Path.Combine(worktree, "deep"), null, "sleep", "1000"))
            Assert.Equal(new StepResult(StepOutcome.Kept, $"pid {inside.Pid} (sleep) works in it"), runner.Run(Plan(worktree) with { Discard = true }));
        Assert.Equal(StepOutcome.Done, runner.Run(Plan(worktree)).Outcome);
    }

    [Fact]
    public void One_whose_repository_is_gone_is_kept()
    {
        string repository = git.Repository();
        string worktree = git.Worktree(repository);
        Directory.Delete(repository, recursive: true);
        var result = runner.Run(Plan(worktree));
        Assert.Equal(StepOutcome.Kept, result.Outcome);
        Assert.StartsWith("its repository is gone", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void One_removed_by_hand_is_no_longer_listed_and_no_other_is_tidied_with_it()
    {
        string repository = git.Repository();
        var remove = Plan(git.Worktree(repository));
        git.Worktree(repository, "other", "other");
        Directory.Delete(remove.Path, recursive: true);
        Directory.Delete(git.Scratch["other"], recursive: true);
        Assert.Equal(new StepResult(StepOutcome.Already, "gone"), runner.Run(remove));
        string listed = Repositories.Git(repository, "worktree", "list", "--porcelain");
        Assert.DoesNotContain(remove.Path, listed, StringComparison.Ordinal);
        Assert.Contains(git.Scratch["other"], listed, StringComparison.Ordinal);
    }

    /// <summary>git would forget it, and with that where its commits are.</summary>
    [Fact]
    public void One_that_cannot_be_looked_at_is_not_taken_for_removed()
    {
        string repository = git.Repository(), folder = Directory.CreateDirectory(git.Scratch["folder"]).FullName;
        var remove = Plan(git.Worktree(repository, "folder/w"));
        Directory.Move(folder, git.Scratch["moved"]);
        git.Scratch.Link("folder", folder);
        Assert.Equal(StepOutcome.Kept, runner.Run(remove).Outcome);
        Assert.Contains(remove.Path, Repositories.Git(repository, "worktree", "list", "--porcelain"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_or_another_worktree_in_its_place_is_not_it()
    {
        string repository = git.Repository();
        var remove = Plan(git.Worktree(repository));
        git.Worktree(repository, "other", "other");
        Directory.Move(remove.Path, git.Scratch["moved"]);
        git.Scratch.Link("w", git.Scratch["other"]);
        Assert.Equal(new StepResult(StepOutcome.Skipped, "its path leads somewhere else now"), runner.Run(remove));
        File.Delete(git.Scratch["w"]);
        Repositories.Git(repository, "worktree", "move", "--force", git.Scratch["other"], remove.Path);
        Assert.Equal(new StepResult(StepOutcome.Skipped, "another worktree is there now"), runner.Run(remove));
        Assert.True(Directory.Exists(remove.Path));
    }

    [Fact]
    public void A_path_through_a_link_is_known_by_its_own_name()
    {
        string worktree = git.Worktree(git.Repository());
        git.Scratch.Link("shown", worktree);
        var remove = Plan(git.Scratch["shown"]);
        Assert.Equal(worktree, remove.Path);
        Assert.Equal(StepOutcome.Done, runner.Run(remove).Outcome);
    }

    [Fact]
    public void Runs_no_hook_and_heeds_no_variable_that_points_elsewhere()
    {
        string repository = git.Repository();
        string worktree = git.Worktree(repository);
        string hook = git.Scratch.Write("hooks/post-checkout", $"#!/bin/sh\ntouch {git.Scratch["ran"]}\n");
        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Repositories.Git(repository, "config", "core.hooksPath", git.Scratch["hooks"]);
        Assert.Equal(StepOutcome.Done, runner.Run(Plan(worktree)).Outcome);
        Assert.False(File.Exists(git.Scratch["ran"]));
    }

    private static RemoveWorktree Plan(string path) => WorktreeRemoval.Of(path, discard: false, "w", "clean");

    private static string[] Branches(string repository)
        => Array.FindAll(Repositories.Git(repository, "for-each-ref", "--format=%(refname:short)", "refs/heads").Split('\n'), static name => name != "main");
}
