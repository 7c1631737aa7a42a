using System.Collections.Generic;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Terminal;

namespace Lifetop.Cli;

/// <summary>The workers an acting verb is about: named one by one, or all that a filter finds.</summary>
/// <param name="Bulk">Found rather than named.</param>
public sealed record Targets(List<JudgedWorker> Workers, bool Bulk)
{
    /// <summary>Null with the exit code and the reason: an ambiguous name, several finds without <c>--all</c>, nobody.</summary>
    public static Targets? Of(ParsedCommand command, List<string> words, Roster roster, System.TimeSpan showEnded, out int code, out string reason)
    {
        code = ExitCode.Usage;
        if (FilterOption.Of(command, out reason) is not { } filter)
            return null;
        var names = Selectors.Expand(words, static () => Stdio.ReadInput());
        bool all = command.Has("--all");
        if (words.Count > 0 && all)
            return Fail("names or --all, not both", out reason);
        if (words.Count == 0 && !all && !command.Has("--filter"))
            return Fail($"{command.Verb.Name} needs NAME…, or --filter and --all", out reason);
        List<JudgedWorker>? named = null;
        if (words.Count > 0 && (named = Selectors.All(roster.Workers, names, out code, out reason)) is null)
            return null;
        var found = Found(roster, named, filter, showEnded);
        code = ExitCode.NothingMatched;
        if (found.Count == 0)
            return Fail(Selectors.NobodyFits, out reason);
        code = ExitCode.Usage;
        if (named is null && !all && found.Count > 1)
            return Fail(Several(found), out reason);
        code = ExitCode.Done;
        return new Targets(found, named is null);
    }

    /// <summary>In the order they were named, or as they are listed.</summary>
    private static List<JudgedWorker> Found(Roster roster, List<JudgedWorker>? named, WorkerFilter filter, System.TimeSpan showEnded)
    {
        var all = WorkerRow.Of(roster);
        var present = Attempts.Present(all);
        var rows = new List<WorkerRow>();
        foreach (var row in all)
        {
            bool wanted = named?.Contains(row.Judged) ?? (present[row.Key] == row && !Attempts.HasPassed(row, showEnded));
            if (wanted && filter.Matches(row))
                rows.Add(row);
        }
        if (named is null)
            rows.Sort(WorkerOrder.Default);
        else
            rows.Sort((a, b) => named.IndexOf(a.Judged).CompareTo(named.IndexOf(b.Judged)));
        return rows.ConvertAll(static row => row.Judged);
    }

    private static string Several(List<JudgedWorker> found)
    {
        string text = $"{found.Count.ToString(CultureInfo.InvariantCulture)} workers fit, --all takes them all:";
        foreach (var judged in found)
            text = string.Concat(text, "\n  ", SafeText.Of(judged.Worker.Key.Text));
        return text;
    }

    private static Targets? Fail(string text, out string reason)
    {
        reason = text;
        return null;
    }
}
