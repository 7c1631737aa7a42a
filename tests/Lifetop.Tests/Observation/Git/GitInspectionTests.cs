using System;
using System.Diagnostics;
using System.IO;
using Lifetop.Observation.Git;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Git;

public sealed class GitInspectionTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void Finds_the_checkout_above_a_folder_and_its_branch()
    {
        string repository = Repository("r");
        Directory.CreateDirectory(Path.Combine(repository, "a/b"));
        var checkout = GitCheckout.Find(Path.Combine(repository, "a/b"));
        Assert.Equal(new GitCheckout(repository, Path.Combine(repository, ".git"), IsLinked: false), checkout);
        Assert.Equal("main", checkout?.Branch());
        Assert.Null(GitCheckout.Find("/"));
        Assert.Null(GitCheckout.Find("relative"));
        Directory.CreateDirectory(scratch["plain/.git"]);
        Assert.Null(GitCheckout.Find(scratch["plain"]));
    }

    [Fact]
    public void Remembers_what_it_found_for_a_while()
    {
        var checkouts = new GitCheckouts();
        var now = DateTimeOffset.UnixEpoch;
        Directory.CreateDirectory(scratch["r"]);
        Assert.Null(checkouts.Find(scratch["r"], now));
        Repository("r");
        Assert.Null(checkouts.Find(scratch["r"], now + TimeSpan.FromSeconds(29)));
        Assert.NotNull(checkouts.Find(scratch["r"], now + TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void A_clean_worktree_without_commits_of_its_own_is_safe()
    {
        string worktree = Worktree(Repository("r"));
        var checkout = GitCheckout.Find(worktree);
        Assert.True(checkout?.IsLinked);
        Assert.Equal("work", checkout?.Branch());
        var state = GitInspection.Of(worktree);
        Assert.Equal(new GitState { Readable = true, Branch = "work", UnpushedCommits = 0, TotalOwnCommits = 0 }, state);
        Assert.True(state.IsSafeToRemove);
    }

    [Fact]
    public void Counts_changed_and_untracked_files()
    {
        string worktree = Worktree(Repository("r"));
        File.WriteAllText(Path.Combine(worktree, "new file\nwith newline"), "x");
        File.WriteAllText(Path.Combine(worktree, "file"), "changed");
        Git(worktree, "mv", "second", "renamed");
        var state = GitInspection.Of(worktree);
        Assert.Equal(3, state.ChangedFiles);
        Assert.False(state.IsSafeToRemove);
    }

    [Fact]
    public void A_change_in_a_submodule_counts_whatever_the_config_says_of_it()
    {
        string worktree = Worktree(Repository("r")), inner = Path.Combine(worktree, "lib");
        Directory.CreateDirectory(inner);
        Git(inner, "init", "-q", "-b", "main");
        File.WriteAllText(Path.Combine(inner, "file"), "one");
        Commit(inner, "inner");
        Commit(worktree, "outer");
        Assert.Equal(0, GitInspection.Of(worktree).ChangedFiles);
        Git(worktree, "config", "diff.ignoreSubmodules", "all");
        File.WriteAllText(Path.Combine(inner, "file"), "two");
        Assert.Equal(1, GitInspection.Of(worktree).ChangedFiles);
    }

    [Fact]
    public void A_commit_is_safe_once_merged_or_pushed()
    {
        string repository = Repository("r");
        string worktree = Worktree(repository);
        Commit(worktree, "mine");
        Assert.Equal((1, 1), Commits(worktree));
        Git(repository, "merge", "-q", "work");
        Assert.Equal((0, 0), Commits(worktree));

        Commit(worktree, "another");
        Git(scratch.Root, "init", "-q", "--bare", "remote.git");
        Git(worktree, "remote", "add", "origin", scratch["remote.git"]);
        Assert.Equal((1, 1), Commits(worktree));
        Git(worktree, "push", "-q", "origin", "work");
        Assert.Equal((0, 1), Commits(worktree));
    }

    [Fact]
    public void The_repository_itself_is_safe_only_when_pushed()
    {
        string repository = Repository("r");
        Assert.Equal(1, GitInspection.Of(repository).UnpushedCommits);
        Git(repository, "checkout", "-q", "--detach");
        Assert.Null(GitInspection.Of(repository).Branch);
    }

    [Fact]
    public void An_empty_repository_has_nothing_to_lose()
    {
        Directory.CreateDirectory(scratch["r"]);
        Git(scratch["r"], "init", "-q", "-b", "main");
        Assert.Equal(new GitState { Readable = true, Branch = "main", UnpushedCommits = 0, TotalOwnCommits = 0 }, GitInspection.Of(scratch["r"]));
    }

    [Fact]
    public void What_git_cannot_read_is_not_safe_and_says_why()
    {
        Assert.Equal("not in a git checkout", GitInspection.Of(scratch.Root).Why);
        string worktree = Worktree(Repository("r"));
        Directory.Delete(scratch["r/.git"], recursive: true);
        var state = GitInspection.Of(worktree);
        Assert.False(state.Readable || state.IsSafeToRemove);
        Assert.StartsWith("git: fatal: not a git repository", state.Why, StringComparison.Ordinal);
    }

    /// <summary>Such as a home that is a checkout itself.</summary>
    [Fact]
    public void No_checkout_around_it_answers_for_one_that_cannot_be_entered()
    {
        string repository = Repository("r");
        File.CreateSymbolicLink(Path.Combine(repository, "loop"), Path.Combine(repository, "loop"));
        var state = GitInspection.Of(Path.Combine(repository, "loop/w"));
        Assert.Equal((false, "a symlink that is not followed, or a loop of them"), (state.Readable, state.Why));
    }

    [Fact]
    public void Runs_no_program_that_the_repository_names_and_leaves_its_index_alone()
    {
        string repository = Repository("r");
        string hook = scratch.Write("hook", $"#!/bin/sh\ntouch {scratch["ran"]}\n");
        Git(scratch.Root, "-C", repository, "config", "core.fsmonitor", hook);
        Process.Start("chmod", ["+x", hook]).WaitForExit();
        string index = Path.Combine(repository, ".git/index");
        File.SetLastWriteTimeUtc(Path.Combine(repository, "file"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var before = File.GetLastWriteTimeUtc(index);
        Assert.True(GitInspection.Of(repository).Readable);
        Assert.False(File.Exists(scratch["ran"]));
        Assert.Equal(before, File.GetLastWriteTimeUtc(index));
    }

    private static (int? Unpushed, int? Own) Commits(string folder)
    {
        var state = GitInspection.Of(folder);
        return (state.UnpushedCommits, state.TotalOwnCommits);
    }

    private string Repository(string name)
    {
        string folder = scratch[name];
        Directory.CreateDirectory(folder);
        Git(folder, "init", "-q", "-b", "main");
        File.WriteAllText(Path.Combine(folder, "file"), "one");
        File.WriteAllText(Path.Combine(folder, "second"), "two, long enough for a rename to be seen");
        Commit(folder, "first");
        return folder;
    }

    private string Worktree(string repository)
    {
        string folder = scratch["w"];
        Git(repository, "worktree", "add", "-q", "-b", "work", folder);
        return folder;
    }

    private static void Commit(string folder, string message)
    {
        File.WriteAllText(Path.Combine(folder, message), message);
        Git(folder, "add", "-A");
        Git(folder, "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", "commit", "-q", "-m", message);
    }

    private static void Git(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardError = true };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_SYSTEM"] = "/dev/null";
        using var git = Process.Start(start)!;
        string errors = git.StandardError.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, errors);
    }
}
