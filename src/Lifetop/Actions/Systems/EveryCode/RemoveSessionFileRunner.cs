using System;
using System.Threading;
using Lifetop.Actions.Running;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Observation.Systems;
using Lifetop.Platform;

namespace Lifetop.Actions.Systems.EveryCode;

/// <summary>Carries out <see cref="RemoveSessionFile"/>: without its file a session that is open, or a worktree, is found by nobody again.</summary>
public sealed class RemoveSessionFileRunner(IWorld world, TimeProvider time) : IStepRunner
{
    /// <summary>tmux may take so long to be asked again after its session was closed.</summary>
    private static readonly TimeSpan Noticing = TimeSpan.FromSeconds(3);

    private readonly RemoveFileRunner _remove = new();

    public bool Runs(PlanStep step) => step is RemoveSessionFile;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        var remove = (RemoveSessionFile)step;
        if (remove.Worktree.Length > 0 && !FileStamp.IsGone(remove.Worktree))
            return new StepResult(StepOutcome.Kept, "its worktree is still there, and only this file names it");
        long began = time.GetTimestamp();
        while (Obstacle(worker) is { } obstacle)
        {
            if (cancel.IsCancellationRequested || time.GetElapsedTime(began) > Noticing)
                return new StepResult(StepOutcome.Kept, obstacle);
            WriterPause.Wait();
            world.Look();
        }
        return _remove.Run(remove.File, worker, cancel);
    }

    /// <summary>Why it may not go as things are now; null when it may.</summary>
    private string? Obstacle(WorkerPlan worker)
    {
        // Gone already: whoever removes it finds that.
        if (Find(worker.Identity) is not { System: EveryCodeFacts facts, Pane: { } claim })
            return null;
        if (facts.IsRequestUnread)
            return "the record of its request cannot be read now";
        if (facts.Request is { IsOverHere: false })
            return "its request is open again";
        return OpenSessions.Has(claim, world.Census) switch
        {
            true => "its tmux session is still open",
            null => "tmux has not told whether its session is open",
            false => null,
        };
    }

    private Declaration? Find(string identity)
    {
        foreach (var declaration in world.Census.Declarations)
            if (declaration.Identity == identity)
                return declaration;
        return null;
    }
}
