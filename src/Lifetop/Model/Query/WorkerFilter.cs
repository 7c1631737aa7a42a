using System.Collections.Immutable;

namespace Lifetop.Model.Query;

/// <summary>What is wrong in a filter, where, and what to write instead.</summary>
public sealed record FilterError(int Position, int Length, string Text);

/// <summary>A parsed filter: all its terms must hold. With an error the terms that were understood still filter.</summary>
public sealed record WorkerFilter(ImmutableArray<FilterTerm> Terms, FilterError? Error)
{
    public static readonly WorkerFilter Everything = new([], null);

    public bool Matches(WorkerRow row)
    {
        foreach (var term in Terms)
            if (term.Matches(row) == term.Inverted)
                return false;
        return true;
    }

    public static WorkerFilter Parse(string text) => FilterParser.Parse(text);
}
