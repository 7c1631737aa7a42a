using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Actions.Steps;
using Lifetop.Model;

namespace Lifetop.Actions.Planning;

/// <summary>Moving what ended to the history: nothing of it is left but its record, and the window that spawn kept.</summary>
public static class ArchivePlan
{
    /// <param name="isStillDeclared">By a file that is there: it would be back with the next look.</param>
    /// <param name="named">Asked for one by one: who cannot go is refused; else it is only left out.</param>
    public static Plan Of(IReadOnlyList<JudgedWorker> all, Func<Worker, bool> isStillDeclared, bool named, DateTimeOffset now)
    {
        var workers = ImmutableArray.CreateBuilder<WorkerPlan>(all.Count);
        var leftOut = ImmutableArray.CreateBuilder<LeftAlone>();
        foreach (var judged in all)
        {
            string? refusal = Refusal(judged) ?? (isStillDeclared(judged.Worker) ? $"{judged.Worker.Declaration?.File} still declares it" : null);
            if (refusal is not null && !named)
                leftOut.Add(new LeftAlone(judged.Worker.Key.Text, refusal));
            else
                workers.Add(Of(judged, refusal, now));
        }
        return new Plan { Action = WorkerAction.Archive, Workers = workers.DrainToImmutable(), LeftOut = leftOut.DrainToImmutable() };
    }

    private static WorkerPlan Of(JudgedWorker judged, string? refusal, DateTimeOffset now) => new()
    {
        Identity = judged.Worker.Identity,
        Key = judged.Worker.Key.Text,
        Name = judged.Worker.Name,
        AlsoKnownAs = judged.Worker.AlsoKnownAs,
        Root = judged.Worker.Root,
        Refusal = refusal,
        Steps = refusal is not null ? [] : Steps(judged, now),
    };

    /// <summary>Without the record nobody would know that a finished window was kept for its exit status only: it would be a zombie's. One in which it was started again stays.</summary>
    private static ImmutableArray<PlanStep> Steps(JudgedWorker judged, DateTimeOffset now)
    {
        var record = new ArchiveRecord(judged.Worker.Identity, $"{judged.Verdict.State.Word()} {AgeText.Age(now - judged.Verdict.Since)} ago");
        return judged.Worker is { OwnsPane: true, Pane.Facts: { } pane } ? [ClosePane.Of(pane) with { Pid = pane.Pid }, record] : [record];
    }

    private static string? Refusal(JudgedWorker judged)
    {
        if (judged.Protected)
            return "protected";
        if (judged.Verdict.State == Lifecycle.Zombie)
            return "something of it is left: reap it first";
        return judged.Verdict.State.IsEnded() ? null : $"it has not ended: {judged.Verdict.State.Word()}";
    }
}
