using System;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lifetop.Observation.Systems.CommitRelay;

namespace Lifetop.Actions.Systems.CommitRelay;

/// <summary>Tokens given back in each of the three ways in which token-budget.json counts; any other is not touched.</summary>
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
