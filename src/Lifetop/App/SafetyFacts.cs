using System;
using System.Collections.Generic;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Observation.Git;
using Lifetop.Platform;

namespace Lifetop.App;

/// <summary>Whether a worker is safe to remove, with what git says of its worktree; asked once for each folder.</summary>
public sealed class SafetyFacts(Policy policy)
{
    private readonly Dictionary<string, WorktreeFacts> _asked = [];

    /// <param name="now">A roster in which nothing changes stays as old as its last change.</param>
    public Safety Of(JudgedWorker worker, Roster roster, DateTimeOffset now)
    {
        var counters = (uint)worker.Slot < (uint)roster.Counters.Length ? roster.Counters[worker.Slot] : default;
        return SafeToRemove.Of(worker, counters, WorktreeOf(worker), now, policy);
    }

    /// <summary>Null when it has none, or none is there.</summary>
    public WorktreeFacts? WorktreeOf(JudgedWorker worker)
    {
        WorktreeFacts? worktree = null;
        if ((worker.Worker.Declaration?.Worktree ?? worker.Worker.Past?.Worktree) is { } folder && !_asked.TryGetValue(folder, out worktree))
            worktree = Ask(folder) is { } facts ? _asked[folder] = facts : null;
        return worktree;
    }

    private static WorktreeFacts? Ask(string folder)
    {
        if (FileStamp.IsGone(folder))
            return null;
        var state = GitInspection.Of(folder);
        // Commits that could not be counted are none that are known to be safe.
        bool readable = state is { Readable: true, UnpushedCommits: not null };
        var checkout = GitCheckout.At(Observation.Paths.Real(folder));
        return new WorktreeFacts(readable, state.Readable ? "git cannot say what is pushed" : state.Why, state.ChangedFiles, state.UnpushedCommits ?? 0, state.TotalOwnCommits ?? 0, state.Branch)
        {
            IsLinked = checkout is { IsLinked: true },
            HoldsSubmodules = state.HoldsSubmodules,
            Lock = checkout?.Lock(),
        };
    }
}
