using System;
using Lifetop.Model.Query;
using Lifetop.Model.Systems;

namespace Lifetop.Model.Budgets;

/// <summary>What a reap of a worker gives back: only where a budget is kept, and nothing while it lives.</summary>
public static class RecoverableTokens
{
    /// <summary>Null where there is no budget to give back to, or nobody can tell.</summary>
    public static long? Of(WorkerRow row)
    {
        if (row.TokensAllocated is not { } allocated || row.State == Lifecycle.Unknown)
            return null;
        return row.Declaration switch
        {
            // What it used counts as used for good.
            { System: CommitRelayFacts } => CommitRelayVerdict.GivesTokensBack(row.Verdict.NativeState) ? Math.Max(0, allocated - (row.TokensUsed ?? 0)) : 0,
            // tokens.budget limits what is allocated, and that ends whole with the record.
            { Spawned: true } => row.State.IsAlive() ? 0 : allocated,
            _ => null,
        };
    }
}
