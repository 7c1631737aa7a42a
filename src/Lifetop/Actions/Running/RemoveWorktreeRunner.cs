using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Threading;
using Lifetop.Actions.Steps;
using Lifetop.Model;
using Lifetop.Observation;
using Lifetop.Observation.Git;
using Lifetop.Observation.Proc;
using Lifetop.Platform;

namespace Lifetop.Actions.Running;

/// <summary>
/// Removes a linked worktree through git: only when nothing in it is nowhere else and nobody works in it at this very moment, or,
/// for the first, when its worker was named a second time. Its branch stays, a repository itself and what is locked always do.
/// </summary>
public sealed class RemoveWorktreeRunner : IStepRunner
{
    /// <summary>Dependencies and build output in it may be a hundred thousand files.</summary>
    private static readonly CommandLimits Limits = new(TimeSpan.FromMinutes(2), 1 << 20);

    /// <summary>So long a git that only looks may take, or whoever has only just come: what will be git bears its parent's name until it is.</summary>
    private static readonly TimeSpan Passing = TimeSpan.FromSeconds(2);
    private const long PassingTicks = 2 * Census.TicksPerSecond;

    private const int MomentMilliseconds = 20;

    public bool Runs(PlanStep step) => step is RemoveWorktree;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        var remove = (RemoveWorktree)step;
        if (FileStamp.IsGone(remove.Path))
            return Unlisted(remove);
        if (Paths.Real(remove.Path) != remove.Path)
            return new StepResult(StepOutcome.Skipped, "its path leads somewhere else now");
        if (GitCheckout.At(remove.Path) is not { } checkout)
            return Kept(GitCheckout.Find(remove.Path) is { } around ? $"it is only a folder of {around.Root}" : "it is no git worktree");
        if (remove.GitFolder.Length > 0 && checkout.GitFolder != remove.GitFolder)
            return new StepResult(StepOutcome.Skipped, "another worktree is there now");
        if (!checkout.IsLinked)
            return Kept("it is a repository itself, not a worktree of one");
        if (checkout.CommonFolder() is not { } repository)
            return Kept($"its repository is gone ({checkout.GitFolder}), so nobody can tell what would be lost");
        if (checkout.Lock() is { } locked)
            return Kept(locked);
        if (Unsaved(remove) is { } unsaved)
            return Kept(unsaved);
        if (WhoStays(remove.Path) is { Count: > 0 } inside)
            return Kept(WhoIsInside(inside));
        return Remove(remove, repository);
    }

    private static StepResult Remove(RemoveWorktree remove, string repository)
    {
        string[] force = remove.Discard ? ["--force"] : [];
        var result = GitCommand.Run(repository, Limits, ["worktree", "remove", .. force, "--", remove.Path]);
        if (FileStamp.IsGone(remove.Path))
            return new StepResult(StepOutcome.Done, "removed, its branch stays");
        if (result.Errors.Contains("modified or untracked files", StringComparison.Ordinal))
            return Kept("files in it have changed just now");
        return new StepResult(StepOutcome.Failed, result.Succeeded ? "git says it is removed, and it is still there" : GitCommand.Trouble(result, Limits));
    }

    /// <summary>Removed by hand; git goes on listing it, and holding its branch, until it is told. Of other worktrees nothing is tidied.</summary>
    private static StepResult Unlisted(RemoveWorktree remove)
    {
        if (remove.Repository.Length > 0 && remove.GitFolder.Length > 0 && FileStamp.Of(remove.GitFolder).Exists && FileStamp.IsGone(NativePath.Join(remove.GitFolder, "locked")))
            _ = GitCommand.Run(remove.Repository, Limits, "worktree", "remove", "--", remove.Path);
        return new StepResult(StepOutcome.Already, "gone");
    }

    private static string? Unsaved(RemoveWorktree remove)
    {
        if (remove.Discard)
            return null;
        var state = GitInspection.Of(remove.Path);
        if (!state.Readable)
            return state.Why;
        if (state.ChangedFiles > 0)
            return state.ChangedFiles == 1 ? "1 file changed" : $"{Number(state.ChangedFiles)} files changed";
        if (state.HoldsSubmodules)
            return "it holds submodules, which git removes only by force";
        return state.UnpushedCommits switch
        {
            0 => null,
            null => "git could not say whether its commits are pushed",
            int unpushed => $"{Number(unpushed)} of {Number(Math.Max(unpushed, state.TotalOwnCommits.GetValueOrDefault()))} commits not pushed",
        };
    }

    /// <summary>Who only looks, lifetop's own git or that of somebody's prompt, is waited for.</summary>
    private static List<ProcessRow> WhoStays(string folder)
    {
        long began = Stopwatch.GetTimestamp();
        while (true)
        {
            var inside = Inhabitants.Of(folder);
            bool passing = inside.Count > 0;
            long young = BootClock.TicksSinceBoot() - PassingTicks;
            foreach (var row in inside)
                passing &= row.Name.Is("git"u8) || row.StartTicks > young;
            if (!passing || Stopwatch.GetElapsedTime(began) >= Passing)
                return inside;
            Pause.For(MomentMilliseconds);
        }
    }

    private static string WhoIsInside(List<ProcessRow> inside)
    {
        string first = $"pid {Number(inside[0].Pid)} ({inside[0].Name.ToString()})";
        return inside.Count == 1 ? $"{first} works in it" : $"{first} and {Number(inside.Count - 1)} more work in it";
    }

    private static StepResult Kept(string why) => new(StepOutcome.Kept, why);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
