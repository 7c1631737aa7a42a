using System;
using System.Collections.Generic;
using System.Threading;
using Lifetop.Actions.Ending;

namespace Lifetop.Actions;

/// <summary>
/// Carries out a plan: writes it down, looks again, ends the processes of all its workers together, then does the other steps worker
/// by worker, each with its intent before and its outcome after. Doing it twice does no more than doing it once.
/// </summary>
public sealed class Executor(IWorld world, IPlanJournal journal, ProcessEnding ending, IReadOnlyList<IStepRunner> runners, TimeProvider time)
{
    /// <summary>Words for a message line while it goes on: <c>reaping brave-lynx: 1 of 2 gone, 3s of grace left</c>.</summary>
    public Action<string>? Progress { get; init; }

    /// <summary>Cancelling works between steps and within the grace; what was done by then is in the result.</summary>
    public PlanResult Run(Plan plan, CancellationToken cancel)
    {
        long began = time.GetTimestamp();
        var results = new StepResults(plan);
        if (plan.Steps == 0)
            return results.Result(0, "", time.GetElapsedTime(began));
        var beginning = journal.Begin(plan, time.GetUtcNow());
        if (beginning.Refusal is { } refusal)
            return new PlanResult
            {
                Plan = plan,
                Outcome = PlanOutcome.Refused,
                Reason = refusal,
                Workers = results.Workers(),
                Took = time.GetElapsedTime(began),
                TimedOut = beginning.TimedOut,
            };

        var run = new PlanRun(plan, beginning.Id, results, world, journal, runners, time) { Progress = Progress };
        try
        {
            run.Carry(ending, cancel);
        }
        catch (Exception failure)
        {
            run.Trouble = $"a mistake of lifetop's own: {failure.Message}";
        }
        var result = results.Result(beginning.Id, run.Trouble, time.GetElapsedTime(began));
        return journal.End(beginning.Id, result.Outcome, result.Reason, time.GetUtcNow()) is { } unwritten
            ? result with { Reason = Join(result.Reason, $"the end of the plan could not be written: {unwritten}") }
            : result;
    }

    private static string Join(string before, string after) => before.Length == 0 ? after : $"{before}; {after}";
}
