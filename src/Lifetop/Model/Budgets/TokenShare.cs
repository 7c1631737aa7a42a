namespace Lifetop.Model.Budgets;

/// <summary>What one worker has of the tokens; null where nobody says.</summary>
/// <param name="State">Null for a sum.</param>
/// <param name="Recoverable">What a reap would give back to where its allocation came from.</param>
public sealed record TokenShare(string Key, string Name, Lifecycle? State, long? Allocated, long? Used, long? Recoverable)
{
    public double? UsedPercent => PercentOf(Used, Allocated);

    /// <summary>Of nothing allocated there is no part.</summary>
    public static double? PercentOf(long? used, long? allocated) => used is { } part && allocated is > 0 and var whole ? 100.0 * part / whole : null;
}
