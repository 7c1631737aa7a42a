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

    /// <summary>All there is, where the file says so.</summary>
    public long? Total { get; private set; }

    /// <summary>Allocated to workers that have not started, where that is counted apart from what is in use; else null.</summary>
    public long? Waiting { get; private set; }

    /// <summary>What is not left to be allocated.</summary>
    public long GivenOut => (Used ?? 0) + (Waiting ?? 0);

    /// <summary>What is given out and what is left together.</summary>
    public long Whole => Dialect == RelayBudgetDialect.Allocations ? GivenOut + (Available ?? 0) : Total ?? GivenOut + (Available ?? 0);

    /// <summary>What is given out by worker, in the one dialect that says so.</summary>
    public Dictionary<string, long> Allocations { get; } = [];

    /// <summary>Torn and unknown ones are of the unknown dialect.</summary>
    public static RelayBudget Read(ReadOnlySpan<byte> text)
    {
        var budget = new RelayBudget();
        long? inUse = null, allocated = null, total = null, totalBudget = null, totalUsed = null, used = null, available = null;
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
                    case "allocated": allocated = Count(ref json); break;
                    case "total": total = Count(ref json); break;
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
        budget.Total = budget.Dialect switch
        {
            RelayBudgetDialect.Unknown => null,
            RelayBudgetDialect.Total => totalBudget,
            _ => total ?? totalBudget,
        };
        // Some keep in it all that was ever allocated; only where it takes all three to make the whole, it is a part of it.
        if (budget is { Dialect: RelayBudgetDialect.Allocations, Total: { } whole } && allocated > 0 && whole == allocated + inUse + available)
            budget.Waiting = allocated;
        return budget;
    }

    /// <summary>Why its sums cannot be set to what the specs come to; null when they can.</summary>
    public string? WhyNot(RelaySpecSum specs)
    {
        if (Dialect == RelayBudgetDialect.Unknown)
            return $"{RelayBudgetFile.Name} counts in a way lifetop does not know";
        if (Dialect == RelayBudgetDialect.Allocations && Total is { } total && total != Whole)
            return $"its own sums do not add up: {Number(total)} in all, {Number(GivenOut)} given out, {Number(Available ?? 0)} left";
        return specs.Given > Whole ? $"its specs come to {Number(specs.Given)}, and there are only {Number(Whole)}" : null;
    }

    /// <summary>It says already what the specs come to.</summary>
    public bool Says(RelaySpecSum specs)
        => GivenOut == specs.Given && Available == Whole - specs.Given && (Waiting is null || Waiting == specs.Waiting);

    private static string Number(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

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
