using System;
using System.Collections.Generic;

namespace Lifetop.Model.Query;

/// <summary>In which order rows stand: by a field, or what needs a person first.</summary>
public sealed class WorkerOrder : IComparer<WorkerRow>
{
    public static readonly WorkerOrder Default = new(null, false);

    private WorkerOrder(WorkerField? field, bool descending)
    {
        Field = field;
        Descending = descending;
    }

    /// <summary>Null for the default order: by state, longest first in each, shells last.</summary>
    public WorkerField? Field { get; }
    public bool Descending { get; }

    /// <summary>As <see cref="Parse"/> reads it; null for the default order.</summary>
    public string? Word => Field is null ? null : Descending ? Field.Name + ":desc" : Field.Name;

    public static WorkerOrder By(WorkerField field, bool descending = false) => new(field, descending);

    /// <summary>Reads <c>FIELD</c>, <c>FIELD:asc</c> or <c>FIELD:desc</c>; null with the reason when it is neither.</summary>
    public static WorkerOrder? Parse(string text, out string? error)
    {
        error = null;
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? text : text[..colon], direction = colon < 0 ? "asc" : text[(colon + 1)..];
        if (WorkerFields.Find(name) is not { } field)
            error = WorkerFields.Nearest(name) is { } near ? $"no field {name}: did you mean {near.Name}?" : $"no field {name}";
        else if (direction is "asc" or "desc")
            return new WorkerOrder(field, direction == "desc");
        else
            error = $"{direction} is no direction: write {name}:asc or {name}:desc";
        return null;
    }

    public int Compare(WorkerRow? x, WorkerRow? y)
    {
        if (x is null || y is null || ReferenceEquals(x, y))
            return 0;
        int order = Field is null ? 0 : ByField(Field, x, y);
        return order != 0 ? order : ByDefault(x, y);
    }

    private int ByField(WorkerField field, WorkerRow x, WorkerRow y)
    {
        if (field.Name == "state")
            return Turned(x.State.Order().CompareTo(y.State.Order()));
        if (field.Number is { } number)
        {
            double a = number(x), b = number(y);
            // What is not known stands last whichever way it is sorted.
            if (double.IsNaN(a) || double.IsNaN(b))
                return double.IsNaN(a).CompareTo(double.IsNaN(b));
            return Turned(a.CompareTo(b));
        }
        string? one = field.Text(x), other = field.Text(y);
        if (string.IsNullOrEmpty(one) || string.IsNullOrEmpty(other))
            return string.IsNullOrEmpty(one).CompareTo(string.IsNullOrEmpty(other));
        int order = field.NumberInText is { } inText ? ByRank(inText(x), inText(y)) : 0;
        if (order == 0)
            order = RankOf(field, one).CompareTo(RankOf(field, other));
        return Turned(order != 0 ? order : string.Compare(one, other, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Numbers by their value, before words.</summary>
    private static int ByRank(double one, double other)
        => double.IsNaN(one) || double.IsNaN(other) ? double.IsNaN(one).CompareTo(double.IsNaN(other)) : one.CompareTo(other);

    private static int RankOf(WorkerField field, string word)
    {
        for (int i = 0; i < field.Ranked.Length; i++)
            if (field.Ranked[i].Equals(word, StringComparison.OrdinalIgnoreCase))
                return i;
        return field.Ranked.Length;
    }

    private int Turned(int order) => Descending ? -order : order;

    private static int ByDefault(WorkerRow x, WorkerRow y)
    {
        int order = (x.Kind == WorkerKind.Shell).CompareTo(y.Kind == WorkerKind.Shell);
        if (order == 0)
            order = x.State.Order().CompareTo(y.State.Order());
        if (order == 0)
            order = x.Verdict.Since.CompareTo(y.Verdict.Since);
        return order != 0 ? order : string.CompareOrdinal(x.Key, y.Key);
    }
}
