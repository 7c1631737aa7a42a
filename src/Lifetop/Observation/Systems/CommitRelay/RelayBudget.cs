using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Observation.Sources;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.CommitRelay;

/// <summary>How a token-budget.json counts. What is written in none of these is not touched.</summary>
internal enum RelayBudgetDialect
{
    Unknown,
    /// <summary>allocated, in_use, available, and the allocations by worker.</summary>
    Allocations,
    /// <summary>total_budget and total_used.</summary>
    Total,
    /// <summary>used and available.</summary>
    Used,
}

/// <summary>The sums of a token-budget.json, whichever way it counts.</summary>
internal sealed class RelayBudget
{
    public RelayBudgetDialect Dialect { get; private set; }
    public long? Used { get; private set; }
    public long? Available { get; private set; }

    /// <summary>What is given out by worker, in the one dialect that says so.</summary>
    public Dictionary<string, long> Allocations { get; } = [];

    /// <summary>Torn and unknown ones are of the unknown dialect.</summary>
    public static RelayBudget Read(ReadOnlySpan<byte> text)
    {
        var budget = new RelayBudget();
        long? inUse = null, totalBudget = null, totalUsed = null, used = null, available = null;
        var json = new JsonFields(text, CommitRelaySource.Label, []);
        try
        {
            if (!json.Begin())
                return budget;
            while (json.Next() is { } name)
            {
                switch (name)
                {
                    case "in_use": inUse = Count(ref json); break;
                    case "total_budget": totalBudget = Count(ref json); break;
                    case "total_used": totalUsed = Count(ref json); break;
                    case "used": used = Count(ref json); break;
                    case "available": available = Count(ref json); break;
                    case "allocations": budget.TakeAllocations(ref json); break;
                    default: json.Skip(); break;
                }
            }
            json.End();
        }
        catch (JsonFault)
        {
            return new RelayBudget();
        }
        if (inUse is not null && available is not null)
            (budget.Dialect, budget.Used, budget.Available) = (RelayBudgetDialect.Allocations, inUse, available);
        else if (totalBudget is not null && totalUsed is not null)
            (budget.Dialect, budget.Used, budget.Available) = (RelayBudgetDialect.Total, totalUsed, totalBudget - totalUsed);
        else if (used is not null && available is not null)
            (budget.Dialect, budget.Used, budget.Available) = (RelayBudgetDialect.Used, used, available);
        return budget;
    }

    private void TakeAllocations(ref JsonFields json)
    {
        if (!json.Object())
            return;
        while (json.Next("allocations") is { } worker)
        {
            if (!json.Object())
                continue;
            while (json.Next("allocations") is { } name)
            {
                if (name == "tokens" && Count(ref json) is { } tokens)
                    Allocations[worker] = tokens;
                else
                    json.Skip();
            }
        }
    }

    private static long? Count(ref JsonFields json) => json.Whole(0, long.MaxValue);
}
