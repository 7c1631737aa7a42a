using System;
using System.Collections.Generic;
using Lifetop.Model.Query;

namespace Lifetop.Screens.Processes;

/// <summary>
/// What the process view is narrowed to, in the manner of the grid's filter: bare words, <c>pid:</c>, <c>user:</c>,
/// <c>cpu&gt;</c>, <c>mem&gt;</c>, <c>age&gt;</c>, <c>port:</c>, <c>tty:</c>; all must hold. What is wrong is said, the rest filters.
/// </summary>
internal sealed class ProcessFilter
{
    public static readonly ProcessFilter Everything = new();

    private readonly List<ProcessTerm> _terms = [];

    public FilterError? Error { get; private set; }

    public bool IsEmpty => _terms.Count == 0;

    /// <summary>The commands of all processes are needed to tell.</summary>
    public bool NeedsTexts { get; private set; }

    public bool Matches(ProcessSnapshot all, int row, ProcessTexts texts)
    {
        for (int i = 0; i < _terms.Count; i++)
            if (_terms[i].Matches(all, row, texts) == _terms[i].Inverted)
                return false;
        return true;
    }

    public static ProcessFilter Parse(string text)
    {
        var filter = new ProcessFilter();
        int at = 0;
        while (at < text.Length)
        {
            if (text[at] == ' ')
            {
                at++;
                continue;
            }
            int end = text.IndexOf(' ', at);
            if (end < 0)
                end = text.Length;
            filter.Add(text, at, end);
            at = end;
        }
        return filter;
    }

    private void Add(string text, int start, int end)
    {
        int at = start;
        bool inverted = false;
        for (; at < end && text[at] == '!'; at++)
            inverted = !inverted;
        int sign = text.AsSpan(at, end - at).IndexOfAny(":=<>");
        if (at == end)
        {
            Wrong(start, end, "not what? write !word");
            return;
        }
        if (sign <= 0)
        {
            NeedsTexts = true;
            _terms.Add(new ProcessTerm(ProcessField.Words, text[at..end], inverted));
            return;
        }
        string name = text.Substring(at, sign);
        if (ProcessTerm.FieldOf(name) is not { } field)
        {
            Wrong(at, at + sign, $"no field {name}: there is pid, user, cpu, mem, age, port, tty");
            return;
        }
        at += sign;
        var comparison = Comparison.Is;
        if (text[at] is '<' or '>')
        {
            bool orEqual = at + 1 < end && text[at + 1] == '=';
            comparison = text[at] == '<' ? orEqual ? Comparison.AtMost : Comparison.Below : orEqual ? Comparison.AtLeast : Comparison.Above;
            at += orEqual ? 1 : 0;
        }
        at++;
        string value = text[at..end];
        if (ProcessTerm.Of(field, comparison, value, inverted, out string? problem) is { } term)
        {
            NeedsTexts |= field == ProcessField.User;
            _terms.Add(term);
        }
        else
            Wrong(at < end ? at : start, end, problem ?? $"{name} what?");
    }

    private void Wrong(int start, int end, string text) => Error ??= new FilterError(start, end - start, text);
}
