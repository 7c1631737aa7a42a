using System;

namespace Lifetop.Model;

/// <summary>A piece of text that is sought in lines: case counts only if it has an upper-case letter.</summary>
public sealed class SearchText
{
    private readonly StringComparison _comparison = StringComparison.OrdinalIgnoreCase;

    public SearchText(string text)
    {
        Text = text;
        foreach (char character in text)
            if (char.IsUpper(character))
                _comparison = StringComparison.Ordinal;
    }

    public string Text { get; }

    public bool IsCaseSensitive => _comparison == StringComparison.Ordinal;

    public bool IsIn(ReadOnlySpan<char> line) => line.Contains(Text, _comparison);

    /// <summary>Where it is next, from a place on; -1 when it is not.</summary>
    public int IndexIn(ReadOnlySpan<char> line, int from)
    {
        int at = line[from..].IndexOf(Text, _comparison);
        return at < 0 ? -1 : from + at;
    }
}
