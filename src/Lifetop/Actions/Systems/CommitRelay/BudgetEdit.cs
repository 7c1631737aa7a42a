using System;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lifetop.Observation.Systems.CommitRelay;

namespace Lifetop.Actions.Systems.CommitRelay;

/// <summary>Changes the sums of a token-budget.json in each of the three ways in which it counts; any other is not touched.</summary>
internal static class BudgetEdit
{
    /// <summary>Null once done; else why nothing was.</summary>
    public static StepResult? Give(JsonObject budget, long tokens)
    {
        switch (RelayBudget.Read(JsonSerializedBytes(budget)).Dialect)
        {
            case RelayBudgetDialect.Allocations:
                Take(budget, "in_use", tokens);
                Add(budget, "available", tokens);
                return null;
            case RelayBudgetDialect.Used:
                Take(budget, "used", tokens);
                Add(budget, "available", tokens);
                return null;
            case RelayBudgetDialect.Total:
                Take(budget, "total_used", tokens);
                return null;
            default:
                return new StepResult(StepOutcome.Skipped, "token-budget.json counts in a way lifetop does not know: not touched");
        }
    }

    /// <summary>Makes it say what the specs come to, all else left as it is. Null once done; else why nothing was.</summary>
    public static StepResult? Set(JsonObject budget, RelaySpecSum specs)
    {
        var counted = RelayBudget.Read(JsonSerializedBytes(budget));
        if (counted.WhyNot(specs) is { } why)
            return new StepResult(StepOutcome.Skipped, $"{why}: not touched");
        if (counted.Says(specs))
            return new StepResult(StepOutcome.Already, "says so already");
        long left = counted.Whole - specs.Given;
        switch (counted.Dialect)
        {
            case RelayBudgetDialect.Allocations when counted.Waiting is not null:
                (budget["allocated"], budget["in_use"], budget["available"]) = (specs.Waiting, specs.Given - specs.Waiting, left);
                return null;
            case RelayBudgetDialect.Allocations:
                (budget["in_use"], budget["available"]) = (specs.Given, left);
                return null;
            case RelayBudgetDialect.Used:
                (budget["used"], budget["available"]) = (specs.Given, left);
                return null;
            default:
                budget["total_used"] = specs.Given;
                return null;
        }
    }

    private static void Take(JsonObject budget, string name, long tokens) => budget[name] = Math.Max(0, budget[name]!.GetValue<long>() - tokens);

    private static void Add(JsonObject budget, string name, long tokens) => budget[name] = budget[name]!.GetValue<long>() + tokens;

    private static byte[] JsonSerializedBytes(JsonObject budget)
    {
        var text = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text))
            budget.WriteTo(writer);
        return text.WrittenSpan.ToArray();
    }
}
