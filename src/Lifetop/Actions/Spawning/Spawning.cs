using System;
using System.Collections.Generic;
using System.Threading;
using Lifetop.Actions.Steps;

namespace Lifetop.Actions.Spawning;

/// <summary>Makes a worker part by part, each written down before and after. Where one fails, all that was made is unmade, the last first.</summary>
internal sealed class Spawning(IPlanJournal journal, TimeProvider time)
{
    private readonly List<StepResult?> _results = [];

    public Action<string>? Progress { get; init; }

    /// <param name="check">Asked once nobody else can be at this name: why it cannot be made after all.</param>
    public PlanResult Run(Plan plan, IReadOnlyList<SpawnPart> parts, Func<string?> check, CancellationToken cancel)
    {
        long began = time.GetTimestamp();
        var beginning = journal.Begin(plan, time.GetUtcNow());
        if (beginning.Refusal is { } refusal)
            return new PlanResult { Plan = plan, Outcome = PlanOutcome.Refused, Reason = refusal, TimedOut = beginning.TimedOut, Took = time.GetElapsedTime(began) };
        long id = beginning.Id;
        var outcome = PlanOutcome.Done;
        string reason = "";
        if (check() is { } objection)
            (outcome, reason) = (PlanOutcome.Refused, objection);
        else if (Make(id, parts, cancel) is { } failure)
            (outcome, reason) = (cancel.IsCancellationRequested ? PlanOutcome.Cancelled : PlanOutcome.Failed, $"{failure}; {Unmake(id, parts)}");
        string? unended = journal.End(id, outcome, reason, time.GetUtcNow());
        while (_results.Count < parts.Count)
            _results.Add(null);
        return new PlanResult
        {
            Plan = plan,
            Id = id,
            Outcome = outcome,
            Reason = unended is null ? reason : reason.Length == 0 ? unended : $"{reason}; {unended}",
            Workers = [new WorkerResult(plan.Workers[0], outcome, [.. _results])],
            Took = time.GetElapsedTime(began),
        };
    }

    /// <summary>Null when all is made, else what could not be.</summary>
    private string? Make(long id, IReadOnlyList<SpawnPart> parts, CancellationToken cancel)
    {
        for (int i = 0; i < parts.Count; i++)
        {
            if (cancel.IsCancellationRequested)
                return "cancelled";
            if (journal.Intend(id, i + 1, time.GetUtcNow()) is { } unwritten)
                return unwritten;
            Progress?.Invoke(parts[i].Step.Words);
            string? trouble = parts[i].Do();
            var result = new StepResult(trouble is null ? StepOutcome.Done : StepOutcome.Failed, trouble ?? "");
            _results.Add(result);
            if (journal.Finish(id, i + 1, result, time.GetUtcNow()) is { } unsaid && trouble is null)
                trouble = unsaid;
            if (trouble is not null)
                return $"{parts[i].Step.What} failed: {trouble}";
        }
        return null;
    }

    private string Unmake(long id, IReadOnlyList<SpawnPart> parts)
    {
        var left = new List<string>();
        int made = 0;
        for (int i = _results.Count - 1; i >= 0; i--)
        {
            string? trouble = parts[i].Undo();
            if (trouble is not null)
                left.Add(trouble);
            if (_results[i] is not { Outcome: StepOutcome.Done })
                continue;
            made++;
            _results[i] = new StepResult(StepOutcome.Cancelled, trouble is null ? "undone" : "not undone: " + trouble);
            journal.Finish(id, i + 1, _results[i]!, time.GetUtcNow());
        }
        return left.Count > 0 ? "left behind: " + string.Join(", ", left) : made == 0 ? "nothing was made" : "all that was made before is undone";
    }
}
