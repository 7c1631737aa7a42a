using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Text;

namespace Lifetop.Model.Query;

/// <summary>
/// Reads <c>state:zombie src:tmux age>5m !x</c>. It is fed every keystroke, so it never throws, and what it does not
/// understand does not stop the rest from filtering.
/// </summary>
internal static class FilterParser
{
    public static WorkerFilter Parse(string text)
    {
        var terms = ImmutableArray.CreateBuilder<FilterTerm>();
        FilterError? error = null;
        int at = 0;
        while (true)
        {
            while (at < text.Length && IsBlank(text[at]))
                at++;
            if (at == text.Length)
                break;
            int end = TermEnd(text, at);
            var term = Term(text, at, end, out var wrong);
            if (term is not null)
                terms.Add(term);
            error ??= wrong;
            at = end;
        }
        return new WorkerFilter(terms.ToImmutable(), error);
    }

    private static bool IsBlank(char letter) => letter is ' ' or '\t' or '\n' or '\r';

    private static int TermEnd(string text, int at)
    {
        bool quoted = false;
        for (; at < text.Length; at++)
        {
            if (text[at] == '"')
                quoted = !quoted;
            else if (!quoted && IsBlank(text[at]))
                break;
        }
        return at;
    }

    private static FilterTerm? Term(string text, int start, int end, out FilterError? error)
    {
        bool inverted = false;
        int at = start;
        for (; at < end && text[at] == '!'; at++)
            inverted = !inverted;
        error = null;
        if (at == end)
        {
            error = new FilterError(start, end - start, "not what? write !word");
            return null;
        }
        int name = at;
        while (at < end && (char.IsAsciiLetter(text[at]) || text[at] == '_' || (at > name && (char.IsAsciiDigit(text[at]) || text[at] == '-'))))
            at++;
        if (at == name || at == end || text[at] is not (':' or '=' or '<' or '>'))
        {
            var words = Words(text, name, end);
            if (words.Count == 0)
            {
                error = new FilterError(start, end - start, "no word is sought: write text");
                return null;
            }
            return new AnywhereTerm([.. Texts(words)], inverted);
        }
        string field = text[name..at];
        var comparison = Comparison.Is;
        bool whole = text[at] == '=';
        if (text[at] is '<' or '>')
        {
            bool orEqual = at + 1 < end && text[at + 1] == '=';
            comparison = text[at] == '<' ? orEqual ? Comparison.AtMost : Comparison.Below : orEqual ? Comparison.AtLeast : Comparison.Above;
            at += orEqual ? 1 : 0;
        }
        at++;
        if (WorkerFields.Find(field) is not { } known)
        {
            error = new FilterError(name, field.Length, UnknownField(field, text[name..end]));
            return null;
        }
        var values = Words(text, at, end);
        if (values.Count == 0)
        {
            error = new FilterError(name, end - name, $"{field} what? write {Example(known)}");
            return null;
        }
        if (known.IsNumeric || (known.NumberInText is not null && comparison != Comparison.Is))
            return Numbers(known, comparison, values, inverted, out error);
        if (comparison != Comparison.Is)
        {
            error = new FilterError(name, end - name, $"{field} is no number: write {Example(known)}");
            return null;
        }
        if (known.Kind == FieldKind.Flag)
            return Flags(known, values, inverted, out error);
        error = WrongWord(known, whole, values);
        return error is null ? new TextTerm(known, whole, [.. Texts(values)], inverted) : null;
    }

    private static NumberTerm? Numbers(WorkerField field, Comparison comparison, List<Part> values, bool inverted, out FilterError? error)
    {
        var quantities = ImmutableArray.CreateBuilder<Quantity>(values.Count);
        foreach (var value in values)
        {
            double number = 0, unit = 1;
            bool good;
            if (field.Kind == FieldKind.Duration)
            {
                good = AgeText.TryParseDuration(value.Text, out var duration, out var smallest);
                number = duration.TotalSeconds;
                unit = smallest.TotalSeconds;
            }
            else if (field.Kind == FieldKind.Size)
                good = AgeText.TryParseSize(value.Text, out number, out unit) || (value.Text == "0" && (unit = 1) == 1);
            else
                good = AgeText.TryParseNumber(value.Text.StartsWith(':') ? value.Text.AsSpan(1) : value.Text, out number);
            if (!good)
            {
                error = new FilterError(value.Position, value.Length, NotA(field, value.Text));
                return null;
            }
            quantities.Add(new Quantity(number, unit));
        }
        error = null;
        return new NumberTerm(field, comparison, quantities.ToImmutable(), inverted);
    }

    private static NumberTerm? Flags(WorkerField field, List<Part> values, bool inverted, out FilterError? error)
    {
        var quantities = ImmutableArray.CreateBuilder<Quantity>(values.Count);
        error = null;
        foreach (var value in values)
        {
            int flag = value.Text.ToLowerInvariant() switch { "yes" or "true" or "1" or "on" => 1, "no" or "false" or "0" or "off" => 0, _ => -1 };
            if (flag < 0)
            {
                error = new FilterError(value.Position, value.Length, $"{value.Text} is neither yes nor no");
                return null;
            }
            quantities.Add(new Quantity(flag, 0.5));
        }
        return new NumberTerm(field, Comparison.Is, quantities.ToImmutable(), inverted);
    }

    /// <summary>A word that no value of a closed set could ever contain is a slip of the finger.</summary>
    private static FilterError? WrongWord(WorkerField field, bool whole, List<Part> values)
    {
        if (field.Words.IsEmpty)
            return null;
        foreach (var value in values)
        {
            bool possible = false;
            foreach (string word in field.Words)
                possible |= whole ? word.Equals(value.Text, StringComparison.OrdinalIgnoreCase) : word.Contains(value.Text, StringComparison.OrdinalIgnoreCase);
            if (possible)
                continue;
            string near = Nearest.To(value.Text, field.Words.AsSpan()) is { } nearest
                ? $"no {field.Name} is called {value.Text}: did you mean {nearest}?"
                : $"no {field.Name} is called {value.Text}: there is {string.Join(", ", field.Words)}";
            return new FilterError(value.Position, value.Length, near);
        }
        return null;
    }

    private static string UnknownField(string field, string term)
        => WorkerFields.Nearest(field) is { } near
            ? $"no field {field}: did you mean {near.Name}?"
            : $"no field {field}: quote what is text, \"{term.Replace("\"", "", StringComparison.Ordinal)}\"";

    private static string NotA(WorkerField field, string value) => field.Kind switch
    {
        FieldKind.Duration when AgeText.TryParseNumber(value, out _) => $"{value} what? write {value}s, {value}m, {value}h or {value}d",
        FieldKind.Duration => $"{value} is no duration: write 90s, 5m, 1h30m or 3d",
        FieldKind.Size when AgeText.TryParseNumber(value, out _) => $"{value} what? write {value}K, {value}M or {value}G",
        FieldKind.Size => $"{value} is no size: write 300M or 2G",
        _ => $"{value} is no number",
    };

    private static string Example(WorkerField field) => field.Kind switch
    {
        FieldKind.Duration => $"{field.Name}>5m",
        FieldKind.Size => $"{field.Name}>300M",
        FieldKind.Number => field.Numbers is null ? $"{field.Name}>5" : $"{field.Name}:3000",
        FieldKind.Flag => $"{field.Name}:yes",
        _ => field.Words.IsEmpty ? $"{field.Name}:text or {field.Name}=text" : $"{field.Name}:{field.Words[0]}",
    };

    /// <summary>One of the alternatives behind a field, and where it stands.</summary>
    private sealed record Part(string Text, int Position, int Length);

    private static IEnumerable<string> Texts(List<Part> parts)
    {
        foreach (var part in parts)
            yield return part.Text;
    }

    /// <summary>What stands between commas, without quotes; a quoted comma is a letter. Empty ones are still being typed.</summary>
    private static List<Part> Words(string text, int start, int end)
    {
        var parts = new List<Part>();
        var word = new StringBuilder();
        bool quoted = false;
        int began = start;
        for (int at = start; at <= end; at++)
        {
            if (at == end || (text[at] == ',' && !quoted))
            {
                if (word.Length > 0)
                    parts.Add(new Part(word.ToString(), began, at - began));
                word.Clear();
                began = at + 1;
            }
            else if (text[at] == '"')
                quoted = !quoted;
            else
                word.Append(text[at]);
        }
        return parts;
    }
}
