using System.Globalization;

namespace Lifetop.Model.Budgets;

/// <summary>What the keeper of a budget says is given out, beside what its workers' own records come to.</summary>
/// <param name="Name">As people call it: <c>token-budget.json</c>, <c>tokens.budget</c>.</param>
public sealed record TokenBudget(string Name)
{
    /// <summary>Path of the file; empty where it is no file of its own.</summary>
    public string File { get; init; } = "";

    /// <summary>All there is; null where nobody says, or there is no limit.</summary>
    public long? Total { get; init; }
    public long? GivenOut { get; init; }
    public long? Left { get; init; }

    /// <summary>What the specs of all its workers come to, whichever of them are shown; null when one of them cannot be read.</summary>
    public long? OfSpecs { get; init; }

    /// <summary>Why nothing of it is known, or not what its specs come to; empty when all is.</summary>
    public string Trouble { get; init; } = "";

    /// <summary>By how much it says more than its specs; negative for less, null while nobody can tell.</summary>
    public long? Difference => GivenOut - OfSpecs;

    public string Words
    {
        get
        {
            if (GivenOut is not { } given)
                return Trouble;
            string of = Total is { } total ? $" of {Number(total)}" : "";
            string left = Left is { } rest ? $", {Number(rest)} left" : "";
            string compared = Compared();
            return $"{Name}: {Number(given)}{of} given out{left}{compared}";
        }
    }

    private string Compared() => (Difference, OfSpecs) switch
    {
        (0, _) => "; its specs say the same",
        ( > 0 and var more, { } specs) => $"; that is {Number(more)} more than the {Number(specs)} of its specs",
        ({ } less, { } specs) => $"; that is {Number(-less)} less than the {Number(specs)} of its specs",
        _ => Trouble.Length == 0 ? "" : $"; {Trouble}",
    };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
