using System;
using System.Collections.Generic;
using System.Threading;
using Lifetop.Actions.Ending;
using Lifetop.Actions.Steps;

namespace Lifetop.Actions;

/// <summary>One plan on its way: which steps are done, and whether the journal still takes what is done.</summary>
internal sealed class PlanRun(Plan plan, long id, StepResults results, IWorld world, IPlanJournal journal, IReadOnlyList<IStepRunner> runners, TimeProvider time)
{
    /// <summary>Nobody watches a sweep: what goes wrong so often in a row is wrong with more than one worker.</summary>
    private const int MostFailures = 3;

    private readonly bool[] _ended = new bool[plan.Workers.Length];
    private bool _stopped;

    public Action<string>? Progress { get; init; }

    /// <summary>Why the plan was stopped, or what could not be written; empty while all is well.</summary>
    public string Trouble { get; set; } = "";

    public void Carry(ProcessEnding ending, CancellationToken cancel)
    {
        world.Look();
        for (int i = 0; i < plan.Workers.Length; i++)
            if (plan.Workers[i].Steps.Length > 0 && ChangedSince.Reason(plan.Workers[i], world.Roster, ended: false) is { } reason)
                Rest(i, new StepResult(StepOutcome.Skipped, reason));
        for (int i = 0; i < plan.Workers.Length && !_stopped; i++)
            Before(i, cancel);
        if (_stopped)
            return;
        EndAll(ending, cancel);
        int failures = 0;
        for (int i = 0; i < plan.Workers.Length && !_stopped; i++)
        {
            Others(i, cancel);
            failures = HasFailed(i) ? failures + 1 : 0;
            if (plan.Action == WorkerAction.Sweep && failures == MostFailures && i + 1 < plan.Workers.Length)
            {
                Trouble = $"stopped after {EndingWords.Number(MostFailures)} failures in a row, {EndingWords.Number(plan.Workers.Length - i - 1)} not begun";
                return;
            }
        }
    }

    private bool HasFailed(int worker)
    {
        for (int step = 0; step < plan.Workers[worker].Steps.Length; step++)
            if (results[worker, step] is { Outcome: StepOutcome.Failed or StepOutcome.NoRights or StepOutcome.Partly })
                return true;
        return false;
    }

    /// <summary>What has to stand before the end; where it does not, nobody is ended for nothing.</summary>
    private void Before(int worker, CancellationToken cancel)
    {
        var steps = plan.Workers[worker].Steps;
        for (int step = 0; step < steps.Length; step++)
        {
            if (!steps[step].ComesBeforeTheEnd || results[worker, step] is not null)
                continue;
            if (!Intend(worker, step))
                return;
            var result = Do(steps[step], plan.Workers[worker], cancel);
            Finish(worker, step, result);
            if (result.Outcome is not (StepOutcome.Done or StepOutcome.Already))
                Rest(worker, new StepResult(StepOutcome.Skipped, $"{steps[step].What}: {result.Detail}"));
        }
    }

    /// <summary>All that end processes, together; what is meant is written for each before the first signal.</summary>
    private void EndAll(ProcessEnding ending, CancellationToken cancel)
    {
        var orders = new List<EndingOrder>();
        var places = new List<(int Worker, int Step)>();
        for (int i = 0; i < plan.Workers.Length; i++)
            for (int step = 0; step < plan.Workers[i].Steps.Length; step++)
                if (results[i, step] is null && plan.Workers[i].Steps[step] is EndProcesses end)
                {
                    if (!Intend(i, step))
                    {
                        foreach (var (worker, before) in places)
                            Finish(worker, before, new StepResult(StepOutcome.Failed, "not begun: the plan could not be written whole"));
                        return;
                    }
                    orders.Add(new EndingOrder(plan.Workers[i], end));
                    places.Add((i, step));
                }
        if (orders.Count == 0)
            return;
        var ended = Try(() => ending.Run(orders, Say, cancel, (order, whom) => journal.Stop(id, results.Number(places[order].Worker, places[order].Step), whom, time.GetUtcNow())), out string? trouble);
        for (int i = 0; i < places.Count; i++)
        {
            var result = trouble is null ? ended[i] : new StepResult(StepOutcome.Failed, trouble);
            var (worker, step) = places[i];
            Finish(worker, step, result);
            _ended[worker] = true;
            if (result.Outcome == StepOutcome.Cancelled)
                Rest(worker, new StepResult(StepOutcome.Cancelled, "cancelled"));
            else if (!result.Outcome.IsSettled())
                Rest(worker, new StepResult(StepOutcome.Kept, "not all of its processes are gone"));
        }
    }

    private void Others(int worker, CancellationToken cancel)
    {
        var steps = plan.Workers[worker].Steps;
        for (int step = 0; step < steps.Length && !_stopped; step++)
        {
            if (results[worker, step] is not null)
                continue;
            if (cancel.IsCancellationRequested)
            {
                Rest(worker, new StepResult(StepOutcome.Cancelled, "cancelled"));
                return;
            }
            world.Look();
            if (ChangedSince.Reason(plan.Workers[worker], world.Roster, _ended[worker]) is { } reason)
            {
                Rest(worker, new StepResult(StepOutcome.Skipped, reason));
                return;
            }
            if (!Intend(worker, step))
                return;
            Finish(worker, step, Do(steps[step], plan.Workers[worker], cancel));
        }
    }

    private StepResult Do(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        foreach (var runner in runners)
            if (runner.Runs(step))
                return Try(() => runner.Run(step, worker, cancel), out string? trouble) ?? new StepResult(StepOutcome.Failed, trouble!);
        return new StepResult(StepOutcome.Failed, $"lifetop does not know how to {step.What} here");
    }

    /// <summary>What a runner throws is the step's failure: the plan still gets its end.</summary>
    private static T? Try<T>(Func<T> work, out string? trouble)
    {
        try
        {
            trouble = null;
            return work();
        }
        catch (Exception failure)
        {
            trouble = $"a mistake of lifetop's own: {failure.Message}";
            return default;
        }
    }

    /// <summary>Every step of the worker that has no result yet gets this one.</summary>
    private void Rest(int worker, StepResult result)
    {
        for (int step = 0; step < plan.Workers[worker].Steps.Length; step++)
            if (results[worker, step] is null)
                Finish(worker, step, result);
    }

    private bool Intend(int worker, int step)
    {
        if (journal.Intend(id, results.Number(worker, step), time.GetUtcNow()) is not { } unwritten)
            return true;
        _stopped = true;
        Trouble = $"stopped, because the journal does not take what comes next: {unwritten}";
        results[worker, step] = new StepResult(StepOutcome.Failed, $"not done: {unwritten}");
        return false;
    }

    private void Finish(int worker, int step, StepResult result)
    {
        results[worker, step] = result;
        if (journal.Finish(id, results.Number(worker, step), result, time.GetUtcNow()) is { } unwritten && Trouble.Length == 0)
            Trouble = $"what came of step {EndingWords.Number(results.Number(worker, step))} could not be written: {unwritten}";
    }

    private void Say(string words)
    {
        if (Progress is null)
            return;
        int ending = 0;
        string name = "";
        foreach (var worker in plan.Workers)
            if (!worker.Steps.IsEmpty)
                name = ending++ == 0 ? worker.Name : name;
        Progress($"{plan.Action.OngoingWord()} {(ending == 1 ? name : EndingWords.Number(ending) + " workers")}: {words}");
    }
}
