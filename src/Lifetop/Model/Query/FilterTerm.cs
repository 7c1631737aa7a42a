using System;
using System.Collections.Immutable;

namespace Lifetop.Model.Query;

/// <summary>One condition of a filter. What is not known never fits, so only <c>!</c> finds it.</summary>
public abstract record FilterTerm(bool Inverted)
{
    public abstract bool Matches(WorkerRow row);
}

/// <summary>A bare word: somewhere in name, key, task, command or place.</summary>
public sealed record AnywhereTerm(ImmutableArray<string> Words, bool Inverted) : FilterTerm(Inverted)
{
    public override bool Matches(WorkerRow row)
    {
        foreach (string word in Words)
        {
            if (Has(row.Name, word) || Has(row.Key, word) || Has(row.Task, word) || Has(row.Command, word) || Has(row.Where, word) || Has(row.Cwd, word))
                return true;
            // Of its other names only keys: an identity is numbers that any number would be found in.
            foreach (string other in row.Worker.AlsoKnownAs)
                if (other.Contains('/', StringComparison.Ordinal) && Has(other, word))
                    return true;
        }
        return false;
    }

    private static bool Has(string? text, string word) => text is not null && text.Contains(word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A text field that contains one of the words, or is one of them.</summary>
public sealed record TextTerm(WorkerField Field, bool Whole, ImmutableArray<string> Words, bool Inverted) : FilterTerm(Inverted)
{
    public override bool Matches(WorkerRow row)
    {
        if (Field.Text(row) is not { } text)
            return false;
        foreach (string word in Words)
            if (Whole ? text.Equals(word, StringComparison.OrdinalIgnoreCase) : text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}

/// <summary>How a numeric field is compared; the same as what was written between field and value.</summary>
public enum Comparison
{
    Is,
    Below,
    Above,
    AtMost,
    AtLeast,
}

/// <summary>A number, a duration in seconds or a size in bytes, as exact as it was written.</summary>
public sealed record Quantity(double Value, double Unit)
{
    public bool Holds(Comparison comparison, double seen) => comparison switch
    {
        Comparison.Below => seen < Value,
        Comparison.Above => seen > Value,
        Comparison.AtMost => seen <= Value,
        Comparison.AtLeast => seen >= Value,
        // 5m is any moment of the sixth minute: nobody who writes it means the millisecond.
        _ => seen >= Value && seen < Value + Unit,
    };
}

/// <summary>A field with a number that compares with one of the given.</summary>
public sealed record NumberTerm(WorkerField Field, Comparison Comparison, ImmutableArray<Quantity> Quantities, bool Inverted) : FilterTerm(Inverted)
{
    public override bool Matches(WorkerRow row)
    {
        if (Field.Numbers is { } several)
        {
            foreach (int number in several(row))
                if (Fits(number))
                    return true;
            return false;
        }
        return (Field.Number ?? Field.NumberInText) is { } one && Fits(one(row));
    }

    private bool Fits(double seen)
    {
        foreach (var quantity in Quantities)
            if (quantity.Holds(Comparison, seen))
                return true;
        return false;
    }
}
