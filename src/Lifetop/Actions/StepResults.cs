using System;
using System.Collections.Immutable;

namespace Lifetop.Actions;

/// <summary>The results of a plan's steps as they come in, each at the place of its step.</summary>
internal sealed class StepResults
{
    private readonly Plan _plan;
    private readonly StepResult?[][] _of;
    private readonly int[] _first;

    public StepResults(Plan plan)
    {
        _plan = plan;
        _of = new StepResult?[plan.Workers.Length][];
        _first = new int[plan.Workers.Length];
        int number = 1;
        for (int i = 0; i < _of.Length; i++)
        {
            _of[i] = new StepResult?[plan.Workers[i].Steps.Length];
            _first[i] = number;
            number += _of[i].Length;
        }
    }

    public StepResult? this[int worker, int step]
    {
        get => _of[worker][step];
        set => _of[worker][step] = value;
    }

    /// <summary>A step's number in the journal: from 1 through all workers.</summary>
    public int Number(int worker, int step) => _first[worker] + step;

    public ImmutableArray<WorkerResult> Workers()
    {
        var workers = ImmutableArray.CreateBuilder<WorkerResult>(_of.Length);
        for (int i = 0; i < _of.Length; i++)
            workers.Add(Worker(i));
        return workers.MoveToImmutable();
    }

    public PlanResult Result(long id, string trouble, TimeSpan took)
    {
        var workers = Workers();
        var outcome = Outcomes.Of(workers);
        // What went wrong besides the steps is no success, though every step was one.
        if (trouble.Length > 0 && outcome is PlanOutcome.Already or PlanOutcome.Refused)
            outcome = PlanOutcome.Failed;
        return new PlanResult { Plan = _plan, Id = id, Outcome = outcome, Reason = trouble.Length > 0 ? trouble : Reason(workers), Workers = workers, Took = took, TimedOut = AnyTimedOut() };
    }

    private bool AnyTimedOut()
    {
        foreach (var steps in _of)
            foreach (var step in steps)
                if (step is { TimedOut: true })
                    return true;
        return false;
    }

    private WorkerResult Worker(int index)
    {
        var plan = _plan.Workers[index];
        ImmutableArray<StepResult?> steps = [.. _of[index]];
        var kept = ImmutableArray.CreateBuilder<LeftAlone>();
        for (int i = 0; i < steps.Length; i++)
            if (steps[i] is { Outcome: StepOutcome.Kept } result)
                kept.Add(new LeftAlone(plan.Steps[i].Target, result.Detail));
        return new WorkerResult(plan, Outcomes.Of(plan, steps), steps) { Kept = kept.ToImmutable() };
    }

    /// <summary>The first word of why, where nothing was done: each step has its own.</summary>
    private static string Reason(ImmutableArray<WorkerResult> workers)
    {
        foreach (var worker in workers)
        {
            if (worker.Plan.Refusal is { } refusal)
                return refusal;
            if (worker.Outcome is PlanOutcome.Done or PlanOutcome.Already)
                continue;
            foreach (var step in worker.Steps)
                if (step is not null and not { Outcome: StepOutcome.Done or StepOutcome.Already })
                    return step.Detail;
        }
        return "";
    }
}
