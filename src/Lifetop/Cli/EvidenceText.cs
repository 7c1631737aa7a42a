using System;
using Lifetop.Model;

namespace Lifetop.Cli;

/// <summary>A piece of evidence in words: the fact, how long it is so, and what comes after.</summary>
public static class EvidenceText
{
    public static string Of(Evidence evidence, DateTimeOffset now)
    {
        string text = evidence.Since is { } since ? Joined(evidence.Text, AgeText.Age(now - since)) : evidence.Text;
        return evidence.After.Length == 0 ? text : Joined(text, evidence.After);
    }

    private static string Joined(string before, string after)
    {
        bool apart = before.Length > 0 && before[^1] is not (' ' or '(') && (char.IsLetterOrDigit(after[0]) || after[0] is '(' or '"');
        return apart ? string.Concat(before, " ", after) : string.Concat(before, after);
    }
}
