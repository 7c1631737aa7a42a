using System;
using System.Threading;
using Lifetop.Actions.Running;
using Lifetop.Actions.Steps;
using Lifetop.Model;
using Lifetop.Observation.Proc;

namespace Lifetop.Actions.Systems.Orchestrator;

/// <summary>
/// Carries out <see cref="RemoveAnchor"/>. The look of the plan was the first check and this is the second: of the process, then of the file,
/// because a new Claude with the same pid writes it anew.
/// </summary>
public sealed class RemoveAnchorRunner(TimeProvider time) : IStepRunner
{
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    public bool Runs(PlanStep step) => step is RemoveAnchor;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        var anchor = (RemoveAnchor)step;
        return Lives(anchor) is { } why
            ? new StepResult(StepOutcome.Kept, why)
            : new RemoveFileRunner().Run(new RemoveFile(anchor.Path, anchor.Stamp, anchor.Path), worker, cancel);
    }

    /// <summary>Why it may be somebody's still; null when its process is gone or another.</summary>
    private string? Lives(RemoveAnchor anchor)
    {
        using var proc = new ProcFolder();
        var row = new ProcessRow();
        switch (proc.ReadStat(anchor.Pid, ref row))
        {
            case StatReading.Gone:
                return null;
            case not StatReading.Done:
                return "its process could not be looked at";
        }
        if (row.IsZombie)
            return null;
        if (proc.ReadUser(anchor.Pid, anchor.Stamp.Owner) != anchor.Stamp.Owner)
            return "its pid belongs to another user";
        var now = time.GetUtcNow();
        if (now - BootClock.SinceBoot() + TimeSpan.FromMilliseconds(row.StartTicks * (1000 / Census.TicksPerSecond)) > anchor.Stamp.Modified + Slack)
            return null;
        using var details = new DetailsReader();
        if (row.Name.Is("claude"u8))
            return "its Claude lives";
        return details.Read(row, [], DetailParts.Arguments) is not { } read ? "what its process runs could not be read" : read.Program.Is("claude") ? "its Claude lives" : null;
    }
}
