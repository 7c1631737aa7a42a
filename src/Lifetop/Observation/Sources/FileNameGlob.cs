using System;

namespace Lifetop.Observation.Sources;

/// <summary>Matches one file name against one pattern with <c>*</c> and <c>?</c>; as in a shell, they take no leading point.</summary>
internal static class FileNameGlob
{
    public static bool IsPattern(ReadOnlySpan<char> text)
    {
        foreach (char letter in text)
            if (letter is '*' or '?')
                return true;
        return false;
    }

    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        if (name.StartsWith('.') && !pattern.StartsWith('.'))
            return false;
        // Only the last star has to be tried again: what earlier ones took can always stay as it is.
        int p = 0, n = 0, starAt = -1, starTook = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                starAt = p++;
                starTook = n;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == name[n]))
            {
                p++;
                n++;
            }
            else if (starAt >= 0)
            {
                p = starAt + 1;
                n = ++starTook;
            }
            else
            {
                return false;
            }
        }
        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }
}
