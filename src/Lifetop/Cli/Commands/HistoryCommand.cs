using System;
using System.Collections.Generic;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Registry;
using Lifetop.Terminal;

namespace Lifetop.Cli.Commands;

/// <summary><c>lifetop history</c>: what happened to workers, what lifetop did, what became of tasks, and what the list looked like at a moment.</summary>
public static class HistoryCommand
{
    private const int UsualLimit = 50;

    private enum Wanted
    {
        All,
        Actions,
        Tasks,
    }

    public static int Run(CommandContext context, LocalLifetop lifetop)
    {
        if (lifetop.OpenRegistry(out string missing) is not { } registry)
            return context.Fail(ExitCode.Failed, missing);
        using (registry)
            return Run(context, lifetop, registry);
    }

    private static int Run(CommandContext context, LocalLifetop lifetop, RegistryFile registry)
    {
        var command = context.Command;
        var now = lifetop.Time.GetUtcNow();
        var since = command.Duration("--since") is { } age ? now - age : (DateTimeOffset?)null;
        var query = new HistoryQuery { Since = since, Limit = command.Number("--limit") ?? UsualLimit };
        bool onlyActions = command.Has("--actions"), onlyTasks = command.Has("--tasks");
        if (onlyActions && onlyTasks)
            return context.Fail(ExitCode.Usage, "--actions and --tasks leave nothing of each other: give one of them");
        var wanted = onlyActions ? Wanted.Actions : onlyTasks ? Wanted.Tasks : Wanted.All;
        var names = Selectors.Expand(command.Words, static () => Stdio.ReadInput());
        if (names.Count == 0 && command.Words.Count > 0)
            return context.Fail(ExitCode.NothingMatched, Selectors.NobodyFits);
        var changes = new List<RecordedTransition>();
        var plans = new List<RecordedPlan>();
        var tasks = new List<RecordedTask>();
        var status = RegistryStatus.Usable;
        if (command.Value("--at") is { } text)
        {
            if (Moment(text, now, lifetop.Time) is not { } moment)
                return context.Fail(ExitCode.Usage, $"--at {text}: write 14:05, 2026-11-21T14:05 or an age as 2h");
            status = new History(registry).At(moment, out var then);
            changes.AddRange(then);
            now = moment;
        }
        else if (command.Words.Count == 0)
        {
            status = Add(registry, query, wanted, changes, plans, tasks);
        }
        foreach (string name in command.Value("--at") is null ? names : [])
        {
            var some = new List<RecordedTransition>();
            int before = tasks.Count;
            status = Of(registry, name, query, some, plans, tasks);
            if (!status.IsUsable)
                break;
            if (some.Count == 0 && tasks.Count == before)
                return context.Fail(ExitCode.NothingMatched, $"no worker {name} in the history");
            if (Ambiguous(name, some) is { } keys)
                return context.Fail(ExitCode.Usage, keys);
            changes.AddRange(some);
        }
        if (!status.IsUsable && status.State != RegistryState.Missing)
            return context.Fail(ExitCode.Failed, status.Message);
        if (command.Words.Count > 0)
        {
            changes.Sort(static (a, b) => a.Id.CompareTo(b.Id));
            tasks.Sort(static (a, b) => a.At != b.At ? a.At.CompareTo(b.At) : a.Id.CompareTo(b.Id));
        }
        var told = new HistoryTold(wanted is Wanted.All ? [.. changes] : null, wanted is Wanted.Tasks ? null : [.. InOrder(plans)], wanted is Wanted.Actions ? null : [.. tasks]);
        if (context.Json)
            HistoryJson.Print(context, told);
        else if (!told.IsEmpty)
            new HistoryText(context, now, lifetop.Time).Print(told);
        else if (context.Style.Width > 0)
            context.Complain(onlyActions ? "lifetop has done nothing yet" : onlyTasks ? "no task has ended yet" : "nothing in the history yet");
        return ExitCode.Done;
    }

    /// <summary>One name of several workers is said to be so; several attempts under one key are one worker's life.</summary>
    private static string? Ambiguous(string name, List<RecordedTransition> found)
    {
        var keys = new List<string>();
        foreach (var row in found)
            if (row.Key == name || row.Identity == name)
                return null;
            else if (!keys.Contains(row.Key))
                keys.Add(row.Key);
        return keys.Count < 2 ? null : $"{name} may be any of {keys.Count.ToString(CultureInfo.InvariantCulture)}:\n  {string.Join("\n  ", keys)}";
    }

    private static RegistryStatus Of(RegistryFile registry, string name, HistoryQuery query, List<RecordedTransition> changes, List<RecordedPlan> plans, List<RecordedTask> tasks)
    {
        var status = new History(registry).Find(name, out var identities);
        // All of it, whatever is wanted: who has no such thing is known all the same.
        for (int i = 0; i < identities.Length && status.IsUsable; i++)
            status = Add(registry, query with { Identity = identities[i] }, Wanted.All, changes, plans, tasks);
        return status;
    }

    private static RegistryStatus Add(RegistryFile registry, HistoryQuery query, Wanted wanted, List<RecordedTransition> changes, List<RecordedPlan> plans, List<RecordedTask> tasks)
    {
        var status = RegistryStatus.Usable;
        if (wanted is Wanted.All)
        {
            status = new History(registry).Transitions(query, out var some);
            changes.AddRange(some);
        }
        if (status.IsUsable && wanted is not Wanted.Tasks)
        {
            status = new ActionHistory(registry).Plans(query, out var acted);
            plans.AddRange(acted);
        }
        if (status.IsUsable && wanted is not Wanted.Actions)
        {
            status = new TaskRecords(registry).Tasks(query, out var ended);
            tasks.AddRange(ended);
        }
        return status;
    }

    /// <summary>A plan about several of the named workers is found with each of them.</summary>
    private static List<RecordedPlan> InOrder(List<RecordedPlan> plans)
    {
        plans.Sort(static (a, b) => a.Id.CompareTo(b.Id));
        for (int i = plans.Count - 1; i > 0; i--)
            if (plans[i].Id == plans[i - 1].Id)
                plans.RemoveAt(i);
        return plans;
    }

    /// <summary>A time of day is the latest such time that is not ahead of now.</summary>
    private static DateTimeOffset? Moment(string text, DateTimeOffset now, TimeProvider time)
    {
        if (AgeText.TryParseDuration(text, out var age))
            return now - age;
        var offset = time.LocalTimeZone.GetUtcOffset(now);
        if (TimeOnly.TryParseExact(text, ["H:mm", "HH:mm", "H:mm:ss", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock))
        {
            var moment = new DateTimeOffset(now.ToOffset(offset).Date + clock.ToTimeSpan(), offset);
            return moment > now ? moment.AddDays(-1) : moment;
        }
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var parsed) ? parsed : null;
    }
}
