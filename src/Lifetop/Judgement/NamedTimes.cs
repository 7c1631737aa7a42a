using System;
using System.Collections.Immutable;

namespace Lifetop.Judgement;

/// <summary>Times that hold for one source or type only. A handful at most; a dictionary of time spans would have to be compiled at each start.</summary>
public sealed class NamedTimes
{
    public static readonly NamedTimes Empty = new([]);

    private readonly ImmutableArray<Entry> _entries;

    private NamedTimes(ImmutableArray<Entry> entries) => _entries = entries;

    public TimeSpan? this[string name]
    {
        get
        {
            foreach (var entry in _entries)
                if (entry.Name == name)
                    return entry.Time;
            return null;
        }
    }

    public NamedTimes With(string name, TimeSpan time) => new([.. _entries.RemoveAll(entry => entry.Name == name), new Entry(name, time)]);

    private sealed record Entry(string Name, TimeSpan Time);
}
