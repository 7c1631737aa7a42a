using System.Collections.Generic;
using System.Globalization;
using Lifetop.Actions.Steps;
using Lifetop.Actions.Systems;
using Lifetop.Model;

namespace Lifetop.Actions.Planning;

/// <summary>Whether a worktree goes with its worker: only when it holds nothing that is nowhere else, or its worker was named a second time.</summary>
internal static class WorktreeRule
{
    public static void Apply(WorkerFacts facts, bool discard, PlanDraft draft)
    {
        if (facts is not { WorktreeRemoval: { } removal, Worktree: { } worktree })
            return;
        string unsaved = Unsaved(worktree);
        if (Keeps(facts, worktree) is { } why)
            draft.Keep($"worktree {removal.Shown}", why, "worktree");
        else if (unsaved.Length > 0 && !discard)
            draft.Keep($"worktree {removal.Shown}", unsaved, "worktree");
        else
        {
            draft.Add(removal with { Discard = unsaved.Length > 0, Found = unsaved.Length > 0 ? unsaved : Saved(worktree) });
            // Made with the worktree, and of no use without, as long as nothing is on it alone.
            if (facts.Worker.Declaration is { Branch: { } branch } declaration && (declaration.Spawned || SystemActions.Of(facts.Worker.Source) is { RemovesBranch: true }) && removal.Repository.Length > 0 && worktree.OwnCommits == 0)
                draft.Add(new RemoveBranch(removal.Repository, branch));
        }
    }

    /// <summary>What no second naming overrides.</summary>
    private static string? Keeps(WorkerFacts facts, WorktreeFacts worktree)
    {
        if (SystemActions.Of(facts.Worker.Source)?.KeepsWorktree(facts) is { } kept)
            return kept;
        if (!worktree.Readable)
            return worktree.Why ?? "it could not be read";
        if (!worktree.IsLinked)
            return "no worktree of a repository elsewhere, but the repository itself";
        if (worktree.Lock is { } locked)
            return locked;
        return facts.WorktreeSharedWith is { } other ? $"{other} works in it too" : null;
    }

    /// <summary>What in it is nowhere else; empty for nothing.</summary>
    public static string Unsaved(WorktreeFacts worktree)
    {
        var parts = new List<string>();
        if (worktree.ChangedFiles > 0)
            parts.Add($"{Number(worktree.ChangedFiles)} {(worktree.ChangedFiles == 1 ? "file" : "files")} changed");
        if (worktree.UnpushedCommits > 0)
            parts.Add($"{Number(worktree.UnpushedCommits)} of {Number(System.Math.Max(worktree.OwnCommits, worktree.UnpushedCommits))} commits not pushed");
        if (worktree.HoldsSubmodules)
            parts.Add("submodules in it");
        return string.Join(", ", parts);
    }

    private static string Saved(WorktreeFacts worktree)
        => worktree.OwnCommits > 0 ? $"clean, {Number(worktree.OwnCommits)} of {Number(worktree.OwnCommits)} commits pushed or merged" : "clean";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
