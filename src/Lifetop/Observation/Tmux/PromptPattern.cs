using System.Collections.Immutable;

namespace Lifetop.Observation.Tmux;

/// <summary>How one way of asking a person looks in a pane.</summary>
/// <param name="Name">Names it in evidence; in the config the same name replaces it.</param>
/// <param name="Program">The program that asks so; null for any.</param>
/// <param name="Texts">Whole lines, case ignored, without frame and outer blanks; <c>*</c> is anything. Any of them will do.</param>
public sealed record PromptPattern(string Name, string? Program, ImmutableArray<string> Texts)
{
    /// <summary>How many lines from the last one up it may stand: 1 where the cursor waits behind it, more for a dialog.</summary>
    public int Reach { get; init; } = 1;

    /// <summary>It is an answer on offer; the question is the nearest line above that ends in a question mark.</summary>
    public bool IsChoice { get; init; }

    internal bool Matches(string line)
    {
        foreach (string text in Texts)
        {
            if (IsMatch(text, line))
                return true;
        }
        return false;
    }

    /// <summary>Goes back to the last star whenever the rest does not fit: never worse than length times length.</summary>
    private static bool IsMatch(string pattern, string line)
    {
        int at = 0;
        int position = 0;
        int star = -1;
        int resume = 0;
        while (at < line.Length)
        {
            if (position < pattern.Length && pattern[position] == '*')
            {
                star = position++;
                resume = at;
            }
            else if (position < pattern.Length && char.ToLowerInvariant(pattern[position]) == char.ToLowerInvariant(line[at]))
            {
                position++;
                at++;
            }
            else if (star >= 0)
            {
                position = star + 1;
                at = ++resume;
            }
            else
            {
                return false;
            }
        }
        while (position < pattern.Length && pattern[position] == '*')
            position++;
        return position == pattern.Length;
    }
}
