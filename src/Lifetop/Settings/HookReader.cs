using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Model.Query;

namespace Lifetop.Settings;

/// <summary>Reads which changes ring the bell and which run a command, and names what is wrong in them.</summary>
internal static class HookReader
{
    /// <summary>Stands for every state that needs a person.</summary>
    private const string Attention = "attention";

    public static ImmutableArray<HookRule> Hooks(Assignment given, List<Problem> problems)
    {
        var hooks = ImmutableArray.CreateBuilder<HookRule>(given.Records.Count);
        foreach (var record in given.Records)
        {
            string what = $"hook {record.Name}";
            var on = Changes(what, record.Lists["on"], record.Line, problems);
            var filter = WorkerFilter.Parse(record["filter"] ?? "");
            if (filter.Error is { } wrong)
                problems.Add(new Problem(record.Line, $"{what}: {wrong.Text}: left out"));
            else if (record.Lists["run"].Count == 0)
                problems.Add(new Problem(record.Line, $"{what} runs nothing: left out"));
            else if (on.IsEmpty)
                problems.Add(new Problem(record.Line, $"{what} waits for nothing: left out"));
            else
                hooks.Add(new HookRule(record.Name, on, [.. record.Lists["run"]], filter));
        }
        return hooks.ToImmutable();
    }

    /// <summary>State words, <c>running>failed</c>, or <c>attention</c>; what is none of these is named and left out.</summary>
    public static ImmutableArray<StateChange> Changes(string what, List<string> words, int line, List<Problem> problems)
    {
        var changes = ImmutableArray.CreateBuilder<StateChange>();
        foreach (string text in words)
        {
            int arrow = text.IndexOf('>', StringComparison.Ordinal);
            string to = text[(arrow + 1)..].Trim();
            Lifecycle? from = null;
            if (arrow >= 0 && !IsState(what, text[..arrow].Trim(), line, problems, out from))
                continue;
            if (to == Attention)
            {
                for (var one = Lifecycle.Unknown; one <= Lifecycle.Running; one++)
                    if (one.NeedsYou())
                        changes.Add(new StateChange(from, one));
            }
            else if (IsState(what, to, line, problems, out var state) && state is { } known)
                changes.Add(new StateChange(from, known));
        }
        return changes.ToImmutable();
    }

    private static bool IsState(string what, string word, int line, List<Problem> problems, out Lifecycle? state)
    {
        state = Lifecycles.Parse(word);
        if (state is not null)
            return true;
        var words = new List<string> { Attention };
        for (var known = Lifecycle.Unknown; known <= Lifecycle.Running; known++)
            words.Add(known.Word());
        problems.Add(new Problem(line, $"{what}: no state {word}" + (Nearest.To(word, words.ToArray()) is { } near ? $": did you mean {near}?" : $", there is {string.Join(", ", words)}")));
        return false;
    }
}
