using System;

namespace Lifetop.Model;

/// <summary>What somebody may have meant: the word with the fewest letters wrong, if it is few.</summary>
public static class Nearest
{
    public static string? To(string word, params ReadOnlySpan<string> known)
    {
        string? best = null;
        // A third of the letters may be wrong, or it is another word.
        int allowed = (word.Length + 2) / 3 + 1;
        foreach (string candidate in known)
        {
            int distance = candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase) && word.Length >= 2
                ? 1
                : Distance(word, candidate, allowed + 1);
            bool closer = distance < allowed || (distance == allowed && best is not null && LengthOff(candidate, word) < LengthOff(best, word));
            if (!closer)
                continue;
            allowed = distance;
            best = candidate;
        }
        return best;
    }

    private static int LengthOff(string candidate, string word) => Math.Abs(candidate.Length - word.Length);

    /// <summary>Letters to add, drop, change or swap with a neighbour; anything from the limit up is the limit.</summary>
    public static int Distance(string a, string b, int limit = int.MaxValue)
    {
        if (a.Length > 64 || b.Length > 64 || Math.Abs(a.Length - b.Length) >= limit)
            return limit;
        Span<int> beforeLast = stackalloc int[b.Length + 1], last = stackalloc int[b.Length + 1], row = stackalloc int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
            last[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                bool same = Same(a[i - 1], b[j - 1]);
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }
            var free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return Math.Min(last[b.Length], limit);
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
