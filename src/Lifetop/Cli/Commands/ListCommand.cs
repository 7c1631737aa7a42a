using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Terminal;

namespace Lifetop.Cli.Commands;

/// <summary><c>lifetop ls</c>: the workers, as a table, as names, as one line, as JSON, or as JSON for as long as somebody reads.</summary>
public static class ListCommand
{
    public static int Run(CommandContext context)
    {
        var (command, lifetop) = (context.Command, context.Lifetop);
        if (Wishes.Of(command, lifetop.Settings, out string wrong) is not { } wishes)
            return context.Fail(ExitCode.Usage, wrong);
        if (command.Has("--watch") && !context.Json)
            return context.Fail(ExitCode.Usage, "--watch prints JSON: add --json, or run lifetop for the live list");
        var request = new LookRequest(FolderOption.Of(context), command.Has("--gone"));
        var roster = lifetop.Look(request);
        var rows = Chosen(roster, wishes, lifetop, out int code, out string reason);
        if (rows is null)
            return context.Fail(code, reason);
        if (context.Json)
        {
            context.Out.WriteBytes(JsonOutput.Workers(roster, lifetop.Host, rows, lifetop.SafetyOf, lifetop.Watch));
            return command.Has("--watch") ? Watch(context, wishes, request, rows) : ExitCode.Done;
        }
        Print(context, wishes, rows);
        Tell(context, roster, rows);
        return ExitCode.Done;
    }

    /// <summary>The rows to show, in their order; null when a name stands for none or several.</summary>
    private static List<WorkerRow>? Chosen(Roster roster, Wishes wishes, ILifetop lifetop, out int code, out string reason)
    {
        code = ExitCode.Done;
        reason = "";
        List<JudgedWorker>? named = null;
        if (wishes.Names is { } names && (named = Selectors.All(roster.Workers, names, out code, out reason)) is null)
            return null;
        var rows = new List<WorkerRow>();
        var all = WorkerRow.Of(roster);
        var present = Attempts.Present(all);
        foreach (var row in all)
        {
            bool wanted = named is not null ? named.Contains(row.Judged)
                : wishes.Gone ? row.State.IsEnded()
                : present[row.Key] == row && !Attempts.HasPassed(row, lifetop.Settings.Policy.ShowEnded);
            if (wanted && wishes.Filter.Matches(row))
                rows.Add(row);
        }
        rows.Sort(wishes.Order);
        return rows;
    }

    private static void Print(CommandContext context, Wishes wishes, List<WorkerRow> rows)
    {
        bool header = !context.Command.Has("--no-header");
        switch (context.Command.Value("--output"))
        {
            case "name":
                foreach (var row in rows)
                    context.Out.WriteLine(SafeText.Of(row.Key));
                return;
            case "summary":
                context.Out.WriteLine(WorkerTable.Summary(rows, context.Style.Ascii));
                return;
            case "wide":
                Print(context, rows.Count == 0 ? [] : WorkerTable.WideLines(rows, context.Style, header));
                return;
            default:
                Print(context, rows.Count == 0 ? [] : WorkerTable.Lines(rows, context.Style, wishes.Columns, header));
                return;
        }
    }

    private static void Print(CommandContext context, List<string> lines)
    {
        foreach (string line in lines)
            context.Out.WriteLine(line);
    }

    /// <summary>What could not be read goes to stderr, so that an empty list never looks like an idle machine.</summary>
    private static void Tell(CommandContext context, Roster roster, List<WorkerRow> rows)
    {
        foreach (var gap in roster.Gaps)
            if (gap.HidesWorkers)
                context.Complain($"{gap.Source} cannot be read for {AgeText.Age(roster.Time - gap.Since)}: {gap.What}");
        if (rows.Count == 0 && context.Style.Width > 0 && context.Command.Value("--output") is null)
            context.Complain(roster.Workers.IsEmpty ? "no workers yet" : Selectors.NobodyFits);
    }

    /// <summary>A line for each look that changed something of what is listed; ages and counters alone are no change.</summary>
    private static int Watch(CommandContext context, Wishes wishes, LookRequest request, List<WorkerRow> before)
    {
        var lifetop = context.Lifetop;
        // Without a reader there is nothing to watch for.
        while (context.Out.Flush() && lifetop.Next(request) is { } roster)
        {
            if (Chosen(roster, wishes, lifetop, out _, out _) is not { } rows)
                rows = [];
            var (changed, removed) = Changes(before, rows);
            before = rows;
            if (changed.Count > 0 || removed.Count > 0)
                context.Out.WriteBytes(JsonOutput.Changes(roster, lifetop.Host, changed, removed, lifetop.SafetyOf, lifetop.Watch));
        }
        return ExitCode.Done;
    }

    internal static (List<WorkerRow> Changed, List<string> Removed) Changes(List<WorkerRow> before, List<WorkerRow> now)
    {
        var known = new Dictionary<string, WorkerRow>(before.Count);
        foreach (var row in before)
            known[row.Key] = row;
        var changed = new List<WorkerRow>();
        foreach (var row in now)
            if (!known.Remove(row.Key, out var old) || Differs(old.Judged, row.Judged))
                changed.Add(row);
        return (changed, [.. known.Keys]);
    }

    private static bool Differs(JudgedWorker one, JudgedWorker other)
        => one.Protected != other.Protected || one.SnoozedUntil != other.SnoozedUntil || !one.Verdict.Equals(other.Verdict) || !one.Worker.Equals(other.Worker);

    /// <summary>What the options ask for, checked.</summary>
    private sealed record Wishes(WorkerFilter Filter, WorkerOrder Order, ImmutableArray<string> Columns, List<string>? Names, bool Gone)
    {
        public static Wishes? Of(ParsedCommand command, Settings.UserSettings settings, out string wrong)
        {
            wrong = "";
            if (FilterOption.Of(command, out wrong) is not { } filter)
                return null;
            var order = WorkerOrder.Default;
            if ((command.Value("--sort") ?? settings.Sort) is { } sort)
            {
                if (WorkerOrder.Parse(sort, out string? error) is not { } parsed)
                {
                    wrong = $"--sort: {error}";
                    return null;
                }
                order = parsed;
            }
            var columns = settings.Columns.Remove(WorkerFields.Trend);
            if (command.Value("--columns") is { } list)
            {
                columns = [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
                foreach (string name in columns)
                {
                    if (WorkerFields.Find(name) is not null)
                        continue;
                    wrong = WorkerFields.Nearest(name) is { } near ? $"--columns: no field {name}, did you mean {near.Name}?" : $"--columns: no field {name}";
                    return null;
                }
            }
            return new Wishes(filter, order, columns, command.Words.Count > 0 ? Selectors.Expand(command.Words, static () => Stdio.ReadInput()) : null, command.Has("--gone"));
        }
    }
}
