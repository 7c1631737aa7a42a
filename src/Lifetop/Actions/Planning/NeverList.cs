using Lifetop.Actions.Ending;
using Lifetop.Model;

namespace Lifetop.Actions.Planning;

/// <summary>Whom no plan is made for, by the same list that is asked again at every signal.</summary>
public static class NeverList
{
    /// <summary>Why this worker is on it; null when it is not.</summary>
    public static string? Reason(Worker worker, Census census)
    {
        if (worker.Root is { } root && census.Processes.IndexOf(root) is >= 0 and var index && NeverSignalled.Reason(census.Processes.Rows[index], census) is { } why)
            return $"it is {why}";
        return worker.IsSelf ? "lifetop itself runs in it" : null;
    }
}
