using System;
using System.Collections.Immutable;

namespace Lifetop.Model.Query;

/// <summary>How the values of a field are written and compared.</summary>
public enum FieldKind
{
    Text,
    Number,
    Size,
    Duration,
    Flag,
}

/// <summary>One thing to know about every worker: a column, a word of the filter and a key to sort by.</summary>
public sealed class WorkerField
{
    public delegate string? TextOf(WorkerRow row);

    /// <summary>NaN where it is not known: that compares true with nothing.</summary>
    public delegate double NumberOf(WorkerRow row);

    public required string Name { get; init; }

    /// <summary>Other names it answers to.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>Its heading in a table, lower case.</summary>
    public required string Header { get; init; }
    public required FieldKind Kind { get; init; }

    /// <summary>One line for the column chooser and the manual.</summary>
    public required string Doc { get; init; }

    /// <summary>As a table shows it, raw: whoever prints it makes it safe first. Null is blank.</summary>
    public required TextOf Text { get; init; }

    /// <summary>For everything but text: bytes, seconds, a number, 0 or 1 for a flag.</summary>
    public NumberOf? Number { get; init; }

    /// <summary>For a field with several numbers, of which one has to fit.</summary>
    public Func<WorkerRow, ImmutableArray<int>>? Numbers { get; init; }

    /// <summary>For text that some sources write as a number: NaN where it is none.</summary>
    public NumberOf? NumberInText { get; init; }

    /// <summary>Words that are sorted in this order, before all others.</summary>
    public ImmutableArray<string> Ranked { get; init; } = [];

    /// <summary>The words it may have, if it is a closed set.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    public bool IsNumeric => Kind is FieldKind.Number or FieldKind.Size or FieldKind.Duration;
}
