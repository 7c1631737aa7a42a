using System.Collections.Immutable;

namespace Lifetop.Model.Budgets;

/// <summary>Workers that share one budget, or at least one source, with what they have together.</summary>
/// <param name="Root">The project whose budget it is; empty where the source keeps none by project.</param>
public sealed record TokenGroup(string Source, string Root, ImmutableArray<TokenShare> Shares)
{
    /// <summary>Null where no budget is kept.</summary>
    public TokenBudget? Budget { get; init; }

    /// <summary>Of those that say how much; what nobody says is in no sum.</summary>
    public TokenShare Sum
    {
        get
        {
            long? allocated = null, used = null, recoverable = null;
            foreach (var share in Shares)
            {
                allocated = Plus(allocated, share.Allocated);
                used = Plus(used, share.Used);
                recoverable = Plus(recoverable, share.Recoverable);
            }
            return new TokenShare("", "sum", null, allocated, used, recoverable);
        }
    }

    private static long? Plus(long? sum, long? one) => one is { } known ? (sum ?? 0) + known : sum;
}
