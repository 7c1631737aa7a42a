using System;
using System.Collections.Generic;
using System.Text;

namespace Lifetop.Model;

/// <summary>An argument list as a person types it: words with blanks between, quotes around what holds blanks. Nothing is expanded.</summary>
public static class ArgumentText
{
    /// <summary>Null while a quote is open.</summary>
    public static List<string>? Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        bool any = false;
        char quote = '\0';
        foreach (char letter in text)
        {
            if (quote != '\0' ? letter == quote : letter is '"' or '\'')
            {
                quote = quote == '\0' ? letter : '\0';
                any = true;
            }
            else if (letter == ' ' && quote == '\0')
            {
                if (any || word.Length > 0)
                    words.Add(word.ToString());
                word.Clear();
                any = false;
            }
            else
                word.Append(letter);
        }
        if (any || word.Length > 0)
            words.Add(word.ToString());
        return quote == '\0' ? words : null;
    }

    /// <summary>What splits into these again; a word with both quotes in it is put together from quoted parts.</summary>
    public static string Join(IReadOnlyList<string> words)
    {
        var text = new StringBuilder();
        foreach (string word in words)
        {
            if (text.Length > 0)
                text.Append(' ');
            if (word.Length > 0 && word.AsSpan().IndexOfAny(' ', '"', '\'') < 0)
                text.Append(word);
            else
                text.Append('"').Append(word.Replace("\"", "\"'\"'\"", StringComparison.Ordinal)).Append('"');
        }
        return text.ToString();
    }
}
