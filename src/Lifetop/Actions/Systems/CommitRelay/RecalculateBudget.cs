using System.Globalization;
using Lifetop.Observation.Systems.CommitRelay;

namespace Lifetop.Actions.Systems.CommitRelay;

/// <summary>Sets what token-budget.json says is given out to what the specs of its root come to.</summary>
/// <param name="Before">What it said when the plan was made.</param>
/// <param name="Given">What the specs came to then; when they come to something else by now, nothing is written.</param>
public sealed record RecalculateBudget(string Root, long Before, long Given) : PlanStep
{
    public override string What => "recalculate budget";

    public override string Target => RelayBudgetFile.PathOf(Root);

    public override string Words => $"set what {RelayBudgetFile.Name} says is given out from {Number(Before)} to {Number(Given)}, as its specs say";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
