using System.Collections.Immutable;

namespace Lifetop.Settings;

/// <summary>Words that hold for one source or type only.</summary>
public sealed class NamedWords
{
    public static readonly NamedWords Empty = new([]);

    private readonly ImmutableArray<Entry> _entries;

    private NamedWords(ImmutableArray<Entry> entries) => _entries = entries;

    /// <summary>The type is the finer word, so it goes first; null when neither has one.</summary>
    public string? Of(string? type, string source) => (type is null ? null : this[type]) ?? this[source];

    public NamedWords With(string name, string word) => new([.. _entries.RemoveAll(entry => entry.Name == name), new Entry(name, word)]);

    private string? this[string name]
    {
        get
        {
            foreach (var entry in _entries)
                if (entry.Name == name)
                    return entry.Word;
            return null;
        }
    }

    private sealed record Entry(string Name, string Word);
}
