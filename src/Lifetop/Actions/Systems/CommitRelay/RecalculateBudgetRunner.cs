using System;
using System.Globalization;
using System.Threading;
using Lifetop.Observation.Systems.CommitRelay;

namespace Lifetop.Actions.Systems.CommitRelay;

/// <summary>Writes the sums of a budget anew; the specs are summed up once more for every try, so that whoever writes meanwhile is heard.</summary>
public sealed class RecalculateBudgetRunner(TimeProvider time) : IStepRunner
{
    public bool Runs(PlanStep step) => step is RecalculateBudget;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        var recalculate = (RecalculateBudget)step;
        return JsonEdit.Apply(recalculate.Target, json =>
        {
            var specs = RelaySpecSum.Read(recalculate.Root, time.GetUtcNow());
            if (specs.Unread is [var unread, ..])
                return new StepResult(StepOutcome.Skipped, $"{unread}: nothing is written");
            return specs.Given == recalculate.Given
                ? BudgetEdit.Set(json, specs)
                : new StepResult(StepOutcome.Skipped, $"its specs come to {specs.Given.ToString(CultureInfo.InvariantCulture)} by now: ask again");
        }, out _) ?? new StepResult(StepOutcome.Done, recalculate.Words);
    }
}
