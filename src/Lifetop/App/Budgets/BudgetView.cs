using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Model.Budgets;
using Lifetop.Model.Query;
using Lifetop.Model.Systems;
using Lifetop.Observation.Systems.CommitRelay;

namespace Lifetop.App.Budgets;

/// <summary>Who has which tokens, by the budget they are from, after a look: its numbers are of one moment, and every file is read anew.</summary>
public static class BudgetView
{
    private const string Own = "lifetop";

    /// <param name="lookout">Has looked.</param>
    /// <param name="filter">Only these workers; what a whole budget comes to does not depend on it.</param>
    public static ImmutableArray<TokenGroup> Of(Lookout lookout, WorkerFilter filter)
    {
        var roster = lookout.Last!; // it has looked
        var rows = WorkerRow.Of(roster);
        var present = Attempts.Present(rows);
        var groups = new List<Gathered>();
        if (filter.Terms.IsEmpty)
        {
            foreach (string root in BudgetRoots.Of(roster, lookout.Places))
                Find(groups, CommitRelaySource.Label, root);
            if (lookout.Settings.TokenBudget > 0)
                Find(groups, Own, "");
        }
        foreach (var row in rows)
            if (present[row.Key] == row && HasTokens(row, lookout.Settings.Policy.ShowEnded) && filter.Matches(row))
                Find(groups, row.Source, row.Declaration?.System is CommitRelayFacts facts ? facts.Root : "").Rows.Add(row);
        groups.Sort(static (one, other) => string.CompareOrdinal(one.Source, other.Source) is not 0 and var order ? order : string.CompareOrdinal(one.Root, other.Root));
        var view = ImmutableArray.CreateBuilder<TokenGroup>(groups.Count);
        foreach (var group in groups)
            view.Add(new TokenGroup(group.Source, group.Root, Shares(group.Rows)) { Budget = BudgetOf(group, lookout) });
        return view.DrainToImmutable();
    }

    /// <summary>What is over and was given back, or counts for nobody any more, is history.</summary>
    private static bool HasTokens(WorkerRow row, TimeSpan shownFor)
        => (row.TokensAllocated ?? row.TokensUsed) is not null && row.State != Lifecycle.Cleaned && row.Declaration switch
        {
            { System: CommitRelayFacts facts } => facts.Folder is CommitRelayFolder.Active or CommitRelayFolder.Zombie,
            { Spawned: true } => true,
            _ => !Attempts.HasPassed(row, shownFor),
        };

    private static ImmutableArray<TokenShare> Shares(List<WorkerRow> rows)
    {
        rows.Sort(static (one, other) => string.CompareOrdinal(one.Name, other.Name) is not 0 and var order ? order : string.CompareOrdinal(one.Key, other.Key));
        var shares = ImmutableArray.CreateBuilder<TokenShare>(rows.Count);
        foreach (var row in rows)
            shares.Add(new TokenShare(row.Key, row.Name, row.State, row.TokensAllocated, row.TokensUsed, RecoverableTokens.Of(row)));
        return shares.DrainToImmutable();
    }

    private static TokenBudget? BudgetOf(Gathered group, Lookout lookout) => group.Source switch
    {
        CommitRelaySource.Label when group.Root.Length > 0 => OfRoot(group.Root, lookout.Time.GetUtcNow()),
        Own => OfOwn(lookout.Settings.TokenBudget, SpawnedTokens.GivenOut(lookout.Engine!.Past.Recollection.Declarations, lookout.Last!)), // it has looked
        _ => null,
    };

    private static TokenBudget OfRoot(string root, DateTimeOffset now)
    {
        var file = RelayBudgetFile.Read(root);
        var budget = new TokenBudget(RelayBudgetFile.Name) { File = file.Path };
        if (file.Trouble is { } trouble)
            return budget with { Trouble = trouble };
        var specs = RelaySpecSum.Read(root, now);
        return budget with
        {
            Total = file.Budget.Total,
            GivenOut = file.Budget.GivenOut,
            Left = file.Budget.Available,
            OfSpecs = specs.Unread.Count == 0 ? specs.Given : null,
            Trouble = specs.Unread.Count == 0 ? "" : $"its specs are not summed up: {string.Join("; ", specs.Unread)}",
        };
    }

    private static TokenBudget OfOwn(int limit, long given) => limit == 0
        ? new TokenBudget("tokens.budget") { Trouble = "tokens.budget is not set: there is no limit" }
        : new TokenBudget("tokens.budget") { Total = limit, GivenOut = given, Left = Math.Max(0, limit - given) };

    private static Gathered Find(List<Gathered> groups, string source, string root)
    {
        foreach (var group in groups)
            if (group.Source == source && group.Root == root)
                return group;
        var added = new Gathered(source, root, []);
        groups.Add(added);
        return added;
    }

    private sealed record Gathered(string Source, string Root, List<WorkerRow> Rows);
}
