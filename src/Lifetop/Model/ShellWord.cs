using System;

namespace Lifetop.Model;

/// <summary>A name or key in a command that is proposed: whoever pastes it into a shell means that word and nothing else.</summary>
public static class ShellWord
{
    /// <summary>A worker's name, or its key where the name would be taken for an option.</summary>
    public static string Of(string name, WorkerKey key) => Of(name.StartsWith('-') ? key.Text : name);

    public static string Of(string word)
    {
        foreach (char letter in word)
            if (!char.IsLetterOrDigit(letter) && "_./:@%+,=-".IndexOf(letter, StringComparison.Ordinal) < 0)
                return "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
        return word.Length == 0 ? "''" : word;
    }
}
