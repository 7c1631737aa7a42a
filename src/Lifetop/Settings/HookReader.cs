using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Model.Query;

namespace Lifetop.Settings;

/// <summary>Reads which changes ring the bell and which run a command, and names what is wrong in them.</summary>
internal static class HookReader
{
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

    /// <summary>What is no change is named and left out.</summary>
    public static ImmutableArray<StateChange> Changes(string what, List<string> words, int line, List<Problem> problems)
    {
        var changes = new List<StateChange>();
        foreach (string word in words)
            if (StateChange.Read(word, changes) is { } wrong)
                problems.Add(new Problem(line, $"{what}: {wrong}"));
        return [.. changes];
    }
}
