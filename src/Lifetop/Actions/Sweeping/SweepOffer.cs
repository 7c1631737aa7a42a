using System.Globalization;
using Lifetop.Model;

namespace Lifetop.Actions.Sweeping;

/// <summary>How much a sweep would take, counted from a look: for a line in the header, which offers and never acts.</summary>
public static class SweepOffer
{
    public static int Count(Roster roster)
    {
        int count = 0;
        foreach (var judged in roster.Workers)
            if (SweepRules.Takes(judged))
                count++;
        return count;
    }

    /// <param name="key">What sweeps.</param>
    /// <returns><c>3 left behind: S sweeps</c>; empty when there is nothing.</returns>
    public static string Words(int count, string key)
        => count == 0 ? "" : $"{count.ToString(CultureInfo.InvariantCulture)} left behind: {key} sweeps";
}
