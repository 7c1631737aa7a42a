using System;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>Answers whether a worker may be removed, with what speaks for it and against it. Nothing is removed for this answer alone.</summary>
public static class SafeToRemove
{
    public static Safety Of(JudgedWorker worker, in Counters counters, WorktreeFacts? worktree, DateTimeOffset now, Policy policy)
    {
        var verdict = worker.Verdict;
        var pros = ImmutableArray.CreateBuilder<string>();
        var cons = ImmutableArray.CreateBuilder<string>();
        // Unread in any part that could speak against it.
        bool unread = verdict.State == Lifecycle.Unknown;
        if (unread)
            cons.Add("it could not be read");
        bool no = Standing(worker, verdict, counters, now, policy, pros, cons);
        bool attached = worker.Worker.Pane is { Facts.AttachedClients: > 0 };
        (attached ? cons : pros).Add(attached ? "a client is attached" : "nobody attached");
        if (worktree is { Readable: true })
            no |= HasUnsavedWork(worktree, NameOf(worker.Worker), pros, cons) && verdict.State.IsAlive();
        else if (worktree is not null)
            cons.Add($"{NameOf(worker.Worker)} could not be read{(worktree.Why is { } why ? ": " + why : "")}");
        (worker.Protected ? cons : pros).Add(worker.Protected ? "protected" : "not protected");
        if (worker.Worker.IsSelf)
            cons.Insert(0, "lifetop runs here");
        no |= attached || worker.Protected || worker.Worker.IsSelf;
        var answer = unread || (!no && worktree is { Readable: false }) ? SafetyAnswer.Unknown : no ? SafetyAnswer.No : SafetyAnswer.Yes;
        return new Safety(answer, pros.DrainToImmutable(), cons.DrainToImmutable());
    }

    /// <summary>What its state says; true when it should stay for that.</summary>
    private static bool Standing(JudgedWorker worker, Verdict verdict, in Counters counters, DateTimeOffset now, Policy policy, ImmutableArray<string>.Builder pros, ImmutableArray<string>.Builder cons)
    {
        switch (verdict.State)
        {
            case Lifecycle.Unknown:
                return false;
            case Lifecycle.Pending:
                cons.Add("about to start");
                return true;
            case Lifecycle.Reaping or Lifecycle.Restarting:
                cons.Add($"{verdict.State.Word()} is under way");
                return true;
            case Lifecycle.Running or Lifecycle.Waiting:
                cons.Add($"alive and {verdict.State.Word()}");
                Lives(worker, now, policy, cons);
                return true;
            case Lifecycle.Idle or Lifecycle.Stalled or Lifecycle.Orphan:
                pros.Add($"{verdict.State.Word()} for {AgeText.Age(now - verdict.Since)}");
                return Lives(worker, now, policy, cons) | IsUnseen(worker.Worker, counters, cons);
            default:
                pros.Add($"ended {AgeText.Age(now - verdict.Since)} ago");
                if (counters.TreeSize > 0)
                    cons.Add(counters.TreeSize == 1 ? "1 process of it is alive" : $"{Number(counters.TreeSize)} processes of it are alive");
                return false;
        }
    }

    private static bool Lives(JudgedWorker worker, DateTimeOffset now, Policy policy, ImmutableArray<string>.Builder cons)
    {
        int before = cons.Count;
        if (!worker.Worker.Ports.IsEmpty)
            cons.Add($"listens on :{Number(worker.Worker.Ports[0])}");
        if (worker.Worker.StartedAt is { } started && now - started < policy.Young)
            cons.Add($"young: {AgeText.Age(now - started)}");
        return cons.Count > before;
    }

    /// <summary>No plan ends what nobody has seen.</summary>
    private static bool IsUnseen(Worker worker, in Counters counters, ImmutableArray<string>.Builder cons)
    {
        if (counters.TreeSize > 0 || worker is { OwnsPane: true, Pane: not null })
            return false;
        cons.Add("no process of it is known");
        return true;
    }

    private static bool HasUnsavedWork(WorktreeFacts worktree, string name, ImmutableArray<string>.Builder pros, ImmutableArray<string>.Builder cons)
    {
        int pushed = worktree.OwnCommits - worktree.UnpushedCommits;
        if (worktree.UnpushedCommits > 0)
            cons.Add($"{Number(worktree.UnpushedCommits)} of {Number(worktree.OwnCommits)} commits not pushed in {name}: kept");
        else if (worktree.OwnCommits > 0)
            pros.Add($"{Number(pushed)} of {Number(worktree.OwnCommits)} commits pushed");
        if (worktree.ChangedFiles > 0)
            cons.Add($"{Number(worktree.ChangedFiles)} {(worktree.ChangedFiles == 1 ? "file" : "files")} changed in {name}: kept");
        // Nobody has looked whether there is work in those: they are kept, and whoever is at it may be ended all the same.
        if (worktree.HoldsSubmodules)
            cons.Add($"submodules in {name}: kept");
        if (worktree.Lock is { } locked)
            cons.Add($"{name} is kept: {locked}");
        return worktree.UnpushedCommits > 0 || worktree.ChangedFiles > 0;
    }

    private static string NameOf(Worker worker)
        => (worker.Declaration?.Worktree ?? worker.Past?.Worktree) is { Length: > 0 } path ? PathText.LastTwo(path) : "its worktree";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
