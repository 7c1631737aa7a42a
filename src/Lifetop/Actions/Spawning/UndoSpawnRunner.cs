using System;
using System.Collections.Generic;
using System.Threading;
using Lifetop.Actions.Planning;
using Lifetop.Actions.Running;
using Lifetop.Actions.Steps;
using Lifetop.Model;
using Lifetop.Observation.Git;
using Lifetop.Observation.Tmux;
using Lifetop.Platform;

namespace Lifetop.Actions.Spawning;

/// <summary>
/// Unmakes a half-made worker, the last part first, by what the journal says was begun and what a look finds of it. Its program has not begun as
/// long as a shell waits at the gate; what somebody has put into its worktree since stays.
/// </summary>
/// <param name="state">lifetop's state folder.</param>
/// <param name="session">The name of lifetop's tmux session.</param>
/// <param name="declared">What is declared under an identity now.</param>
/// <param name="withdraw">Takes a declaration back; null, or why not.</param>
/// <param name="end">Ends the plan; null, or why not.</param>
internal sealed class UndoSpawnRunner(IWorld world, string state, string session, Func<string, Declaration?> declared, Func<Declaration, string?> withdraw, Func<long, string?> end, TimeProvider time) : IStepRunner
{
    /// <summary>What the dead lifetop had asked git and tmux for goes on without it so long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public bool Runs(PlanStep step) => step is UndoSpawn;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        var left = ((UndoSpawn)step).Left;
        var folder = new WorkerFolder(state, left.Name);
        Await(left, folder, cancel);
        var traces = new SpawnTraces(left, folder, session, world);
        var record = declared(left.Identity) is { } own && own.WrittenAt >= left.BegunAt ? own : null;
        if (left.HasBegun("start") && record is not null && !traces.IsWaiting)
        {
            new StartGate(folder.Gate).Remove();
            return End(left, $"it had begun: {left.Key.Text} stays", []);
        }
        var kept = new List<string>();
        new StartGate(folder.Gate).Remove();
        foreach (var pane in traces.Panes)
        {
            long startTicks = ServerProcess.StartTicks(pane.Pid);
            Note(new ClosePaneRunner().Run(pane, worker, cancel), pane.Words, kept);
            // It worked in the worktree.
            AwaitEnd(pane.Pid, startTicks);
        }
        if (record is not null && withdraw(record) is { } recorded)
            kept.Add($"the record of {left.Key.Text}: {recorded}");
        if (left.HasBegun("make files"))
            FilesPart.RemoveLeft(folder);
        if (left.Worktree is { } worktree && left.HasBegun("make branch") && !left.HasFailed("make branch"))
            Remove(worktree, left.HasBegun("make worktree"), worker, kept, cancel);
        return End(left, "undone", kept);
    }

    private static void Remove(WorktreeOrder worktree, bool isBegun, WorkerPlan worker, List<string> kept, CancellationToken cancel)
    {
        if (isBegun && !RemoveTree(worktree, worker, kept, cancel))
            return;
        Note(new RemoveBranchRunner().Run(new RemoveBranch(worktree.Repository, worktree.Branch), worker, cancel), "branch " + worktree.Branch, kept);
    }

    /// <summary>Whether none of it is left.</summary>
    private static bool RemoveTree(WorktreeOrder worktree, WorkerPlan worker, List<string> kept, CancellationToken cancel)
    {
        // Its folder was made before git was asked.
        FilesPart.Remove(worktree.Path, isFolder: true);
        // The branch was this spawn's own before its worktree was: without it the worktree is somebody else's, who was there first.
        if (GitCheckout.At(worktree.Path) is { } checkout && checkout.Branch() != worktree.Branch)
            return true;
        var removal = WorktreeRemoval.Of(worktree.Path, discard: false, PathText.LastTwo(worktree.Path), "");
        Note(new RemoveWorktreeRunner().Run(removal, worker, cancel), worktree.Path, kept);
        return FileStamp.IsGone(worktree.Path);
    }

    private StepResult End(LeftSpawn left, string detail, List<string> kept)
    {
        string what = kept.Count == 0 ? detail : $"{detail}, but for {string.Join("; ", kept)}";
        return end(left.Plan) is { } unended ? new StepResult(StepOutcome.Failed, $"{what}; {unended}") : new StepResult(kept.Count == 0 ? StepOutcome.Done : StepOutcome.Kept, what);
    }

    private static void Note(StepResult result, string what, List<string> kept)
    {
        if (result.Outcome is not (StepOutcome.Done or StepOutcome.Already))
            kept.Add($"{what}: {result.Detail}");
    }

    private void Await(LeftSpawn left, WorkerFolder folder, CancellationToken cancel)
    {
        long began = time.GetTimestamp();
        do
        {
            world.Look();
            if (!new SpawnTraces(left, folder, session, world).IsBeingMade(time.GetUtcNow()))
                return;
            Pause();
        }
        while (time.GetElapsedTime(began) < Patience && !cancel.IsCancellationRequested);
    }

    private void AwaitEnd(int pid, long startTicks)
    {
        long began = time.GetTimestamp();
        while (startTicks >= 0 && ServerProcess.StartTicks(pid) == startTicks && time.GetElapsedTime(began) < Patience)
            Pause();
    }

    private static unsafe void Pause() => _ = Libc.Poll(null, 0, 50);
}
