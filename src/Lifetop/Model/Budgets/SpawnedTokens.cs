using System.Collections.Immutable;

namespace Lifetop.Model.Budgets;

/// <summary>What is given out of tokens.budget: one rule for who asks for more and for who is shown what is left.</summary>
public static class SpawnedTokens
{
    /// <param name="except">Identity of who is spawned anew: what it had goes with its old record.</param>
    public static long GivenOut(ImmutableArray<Declaration> declared, Roster roster, string except = "")
    {
        long given = 0;
        foreach (var declaration in declared)
            if (declaration.Spawned && declaration.Identity != except && !IsReaped(declaration, roster))
                given += declaration.TokensAllocated ?? 0;
        return given;
    }

    /// <summary>Its record stays until it is archived, its tokens do not.</summary>
    private static bool IsReaped(Declaration declaration, Roster roster)
    {
        foreach (var judged in roster.Workers)
            if (judged.Verdict.State == Lifecycle.Cleaned && judged.Worker.Declaration is { } known && known.Identity == declaration.Identity && known.WrittenAt == declaration.WrittenAt)
                return true;
        return false;
    }
}
