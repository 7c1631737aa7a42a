using System;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.CommitRelay;

/// <summary>The token-budget.json of a root, read once.</summary>
/// <param name="Trouble">Why nothing can be told from it, in words; null when it can.</param>
internal sealed record RelayBudgetFile(string Path, RelayBudget Budget, string? Trouble)
{
    public const string Name = "token-budget.json";
    private const int Limit = 4 * 1024 * 1024;

    public static string PathOf(string root) => $"{root}/coordination/{Name}";

    public static RelayBudgetFile Read(string root)
    {
        string path = PathOf(root);
        var reading = RegularFile.Read(path, Limit);
        if (reading.Failure == FileFailure.Missing)
            return new RelayBudgetFile(path, new RelayBudget(), $"there is no {Name}");
        if (!reading.IsRead)
            return new RelayBudgetFile(path, new RelayBudget(), $"{Name} cannot be read: {reading.Why}");
        var budget = RelayBudget.Read(reading.Bytes);
        return new RelayBudgetFile(path, budget, budget.Dialect == RelayBudgetDialect.Unknown ? $"{Name} counts in a way lifetop does not know: nothing is compared" : null);
    }
}
