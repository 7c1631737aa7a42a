using System.IO;
using System.Linq;
using Lifetop.Observation.Systems.CommitRelay;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.CommitRelay;

/// <summary>The row about token-budget.json: each dialect is known by its fields, and an unknown one is not edited.</summary>
internal static class BudgetRows
{
    public static void Check(ExpectedRow row)
    {
        Assert.Equal("token-budget.json", row.Item);
        Assert.Equal([("budget-old", RelayBudgetDialect.Total), ("budget-runbook", RelayBudgetDialect.Used), ("budget-unknown", RelayBudgetDialect.Unknown)],
            ((string[])["budget-old", "budget-runbook", "budget-unknown"]).Select(static name => (name, DialectOf(name))));
        Assert.Equal(RelayBudgetDialect.Allocations, DialectOf("home"));
    }

    private static RelayBudgetDialect DialectOf(string tree)
    {
        using var copy = new SampleTree(RelayWorld.System, tree).Copy();
        return RelayBudget.Read(File.ReadAllBytes(copy.File("coordination/token-budget.json"))).Dialect;
    }
}
