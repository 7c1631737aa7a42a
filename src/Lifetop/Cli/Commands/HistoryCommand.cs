using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Registry;

namespace Lifetop.Cli.Commands;

/// <summary><c>lifetop history</c>: what happened to workers, what lifetop did, and what the list looked like at a moment.</summary>
public static class HistoryCommand
{
    private const int UsualLimit = 50;

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
        bool onlyActions = command.Has("--actions");
        var changes = new List<RecordedTransition>();
        var plans = new List<RecordedPlan>();
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
            status = Add(registry, query, onlyActions, changes, plans);
        }
        foreach (string name in command.Value("--at") is null ? command.Words : [])
        {
            var some = new List<RecordedTransition>();
            status = Of(registry, name, query, some, plans);
            if (!status.IsUsable)
                break;
            if (some.Count == 0)
                return context.Fail(ExitCode.NothingMatched, $"no worker {name} in the history");
            if (Ambiguous(name, some) is { } keys)
                return context.Fail(ExitCode.Usage, keys);
            changes.AddRange(some);
        }
        if (!status.IsUsable && status.State != RegistryState.Missing)
            return context.Fail(ExitCode.Failed, status.Message);
        if (onlyActions)
            changes.Clear();
        if (command.Words.Count > 0)
            changes.Sort(static (a, b) => a.Id.CompareTo(b.Id));
        ImmutableArray<RecordedPlan> acted = [.. InOrder(plans)];
        if (context.Json)
            HistoryJson.Print(context, onlyActions ? null : [.. changes], acted);
        else if (changes.Count + acted.Length > 0)
            new HistoryText(context, now, lifetop.Time).Print([.. changes], acted);
        else if (context.Style.Width > 0)
            context.Complain(onlyActions ? "lifetop has done nothing yet" : "nothing in the history yet");
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

    private static RegistryStatus Of(RegistryFile registry, string name, HistoryQuery query, List<RecordedTransition> changes, List<RecordedPlan> plans)
    {
        var status = new History(registry).Find(name, out var identities);
        for (int i = 0; i < identities.Length && status.IsUsable; i++)
            status = Add(registry, query with { Identity = identities[i] }, onlyActions: false, changes, plans);
        return status;
    }

    private static RegistryStatus Add(RegistryFile registry, HistoryQuery query, bool onlyActions, List<RecordedTransition> changes, List<RecordedPlan> plans)
    {
        var status = RegistryStatus.Usable;
        if (!onlyActions)
        {
            status = new History(registry).Transitions(query, out var some);
            changes.AddRange(some);
        }
        if (!status.IsUsable)
            return status;
        status = new ActionHistory(registry).Plans(query, out var acted);
        plans.AddRange(acted);
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
