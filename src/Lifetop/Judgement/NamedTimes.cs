using System;
using System.Collections.Immutable;

namespace Lifetop.Judgement;

/// <summary>Times that hold for one source or one type only; a source and a type may have the same name. A handful at most; a dictionary of time spans would have to be compiled at each start.</summary>
public sealed class NamedTimes
{
    public static readonly NamedTimes Empty = new([]);

    private readonly ImmutableArray<Entry> _entries;

    private NamedTimes(ImmutableArray<Entry> entries) => _entries = entries;

    /// <summary>The type is the finer word, so it goes first; null when neither has one.</summary>
    public TimeSpan? Of(string? type, string source) => (type is null ? null : Find(true, type)) ?? Find(false, source);

    public NamedTimes WithSource(string name, TimeSpan time) => With(new Entry(false, name, time));

    public NamedTimes WithType(string name, TimeSpan time) => With(new Entry(true, name, time));

    private NamedTimes With(Entry given) => new([.. _entries.RemoveAll(entry => entry.IsType == given.IsType && entry.Name == given.Name), given]);

    private TimeSpan? Find(bool isType, string name)
    {
        foreach (var entry in _entries)
            if (entry.IsType == isType && entry.Name == name)
                return entry.Time;
        return null;
    }

    private sealed record Entry(bool IsType, string Name, TimeSpan Time);
}
