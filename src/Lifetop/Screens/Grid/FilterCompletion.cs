using System;
using System.Collections.Generic;
using Lifetop.Model.Query;
using Lifetop.Screens.Dialogs;

namespace Lifetop.Screens.Grid;

/// <summary>What the word at the caret could become: names of fields, then their values. Tab goes through them.</summary>
internal sealed class FilterCompletion
{
    private readonly List<string> _choices;
    private readonly int _start;
    private int _length, _at = -1;

    private FilterCompletion(List<string> choices, int start, int length) => (_choices, _start, _length) = (choices, start, length);

    public static FilterCompletion At(TextField line, WorkerList list)
    {
        int start = line.Caret;
        while (start > 0 && line.Text[start - 1] != ' ')
            start--;
        while (start < line.Caret && line.Text[start] == '!')
            start++;
        string word = line.Text[start..line.Caret];
        int sign = word.IndexOfAny([':', '=', '<', '>']);
        if (sign < 0)
            return new FilterCompletion(Names(word), start, word.Length);
        int value = Math.Max(sign, word.LastIndexOf(',')) + 1;
        var choices = WorkerFields.Find(word.AsSpan(0, sign)) is { } field ? Values(field, word[value..], list) : [];
        return new FilterCompletion(choices, start + value, word.Length - value);
    }

    /// <summary>Puts the next choice in the place of the last one.</summary>
    public void Next(TextField line)
    {
        if (_choices.Count == 0)
            return;
        _at = (_at + 1) % _choices.Count;
        line.Replace(_start, _length, _choices[_at]);
        _length = _choices[_at].Length;
    }

    private static List<string> Names(string word)
    {
        var names = new List<string>();
        foreach (var field in WorkerFields.All)
        {
            if (field.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                names.Add(field.Name + (field.IsNumeric ? ">" : ":"));
            else
                foreach (string alias in field.Aliases)
                    if (alias.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                        names.Add(alias + (field.IsNumeric ? ">" : ":"));
        }
        return names;
    }

    /// <summary>Of a closed set its words, else what the workers have.</summary>
    private static List<string> Values(WorkerField field, string begun, WorkerList list)
    {
        var values = new List<string>();
        foreach (string word in field.Words)
            if (word.StartsWith(begun, StringComparison.OrdinalIgnoreCase))
                values.Add(word);
        if (!field.Words.IsEmpty || field.Kind != FieldKind.Text)
            return values;
        foreach (var row in list.Rows.All)
            if (field.Text(row.Worker!) is { Length: > 0 } text && text.StartsWith(begun, StringComparison.OrdinalIgnoreCase)
                && Quoted(text) is var value && !values.Contains(value))
                values.Add(value);
        values.Sort(StringComparer.Ordinal);
        return values;
    }

    private static string Quoted(string value)
    {
        bool plain = true;
        foreach (char letter in value)
            plain &= letter is not (' ' or ',' or '"');
        return plain ? value : string.Concat("\"", value.Replace("\"", "", StringComparison.Ordinal), "\"");
    }
}
