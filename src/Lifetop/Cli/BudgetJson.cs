using System;
using System.Collections.Immutable;
using System.Text.Json;
using Lifetop.Model;
using Lifetop.Model.Budgets;

namespace Lifetop.Cli;

/// <summary>The budget view as JSON, schema 1: fields are only added. What is not known is null.</summary>
internal static class BudgetJson
{
    public static ReadOnlySpan<byte> Of(Roster roster, string host, ImmutableArray<TokenGroup> groups)
    {
        var buffer = new ByteBuffer(1024);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JsonText.Encoder }))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", JsonOutput.Schema);
            JsonOutput.Write(json, "time", roster.Time);
            json.WriteString("host", host);
            JsonOutput.WriteGaps(json, roster.Gaps);
            json.WriteStartArray("groups");
            foreach (var group in groups)
                Write(json, group);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        buffer.GetSpan(1)[0] = (byte)'\n';
        buffer.Advance(1);
        return buffer.Written;
    }

    private static void Write(Utf8JsonWriter json, TokenGroup group)
    {
        json.WriteStartObject();
        json.WriteString("source", group.Source);
        json.WriteString("root", group.Root.Length > 0 ? group.Root : null);
        json.WriteStartArray("workers");
        foreach (var share in group.Shares)
        {
            json.WriteStartObject();
            json.WriteString("key", share.Key);
            json.WriteString("name", share.Name);
            json.WriteString("state", share.State?.Word());
            Numbers(json, share);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("sum");
        Numbers(json, group.Sum);
        json.WriteEndObject();
        Write(json, group.Budget);
        json.WriteEndObject();
    }

    private static void Numbers(Utf8JsonWriter json, TokenShare share)
    {
        Number(json, "allocated", share.Allocated);
        Number(json, "used", share.Used);
        if (share.UsedPercent is { } percent)
            json.WriteNumber("used_percent", Math.Round(percent, 1));
        else
            json.WriteNull("used_percent");
        Number(json, "recoverable", share.Recoverable);
    }

    private static void Write(Utf8JsonWriter json, TokenBudget? budget)
    {
        if (budget is null)
        {
            json.WriteNull("budget");
            return;
        }
        json.WriteStartObject("budget");
        json.WriteString("name", budget.Name);
        json.WriteString("file", budget.File.Length > 0 ? budget.File : null);
        Number(json, "total", budget.Total);
        Number(json, "given_out", budget.GivenOut);
        Number(json, "left", budget.Left);
        Number(json, "of_specs", budget.OfSpecs);
        Number(json, "difference", budget.Difference);
        json.WriteString("says", budget.Words);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }
}
