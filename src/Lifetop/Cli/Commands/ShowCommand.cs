using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Terminal;

namespace Lifetop.Cli.Commands;

/// <summary><c>lifetop show NAME…</c>: the verdict with its facts, and all else that is known.</summary>
public static class ShowCommand
{
    public static int Run(CommandContext context) => Run(context, true);

    /// <summary>One look, the named workers, each in words or all in one JSON object.</summary>
    internal static int Run(CommandContext context, bool facts)
    {
        var lifetop = context.Lifetop;
        if (FilterOption.Of(context.Command, out string wrong) is not { } filter)
            return context.Fail(ExitCode.Usage, wrong);
        var roster = lifetop.Look(new LookRequest([], false));
        var names = Selectors.Expand(context.Command.Words, static () => Stdio.ReadInput());
        List<JudgedWorker>? named = null;
        if (context.Command.Words.Count > 0 && (named = Selectors.All(roster.Workers, names, out int code, out string reason)) is null)
            return context.Fail(code, reason);
        var rows = new List<WorkerRow>();
        foreach (var row in WorkerRow.Of(roster))
            if ((named is null || named.Contains(row.Judged)) && filter.Matches(row))
                rows.Add(row);
        if (rows.Count == 0)
            return context.Fail(ExitCode.NothingMatched, Selectors.NobodyFits);
        rows.Sort(WorkerOrder.Default);
        if (context.Json)
        {
            context.Out.WriteBytes(JsonOutput.Workers(roster, lifetop.Host, rows, lifetop.SafetyOf, lifetop.Watch));
            return ExitCode.Done;
        }
        for (int i = 0; i < rows.Count; i++)
        {
            if (i > 0)
                context.Out.WriteLine("");
            Print(context, WhyText.Lines(rows[i], lifetop.SafetyOf(rows[i].Judged), context.Style, lifetop.Watch?.About(rows[i].Worker.Identity)));
            if (!facts)
                continue;
            context.Out.WriteLine("");
            Print(context, WhyText.Facts(rows[i], context.Style));
        }
        return ExitCode.Done;
    }

    private static void Print(CommandContext context, List<string> lines)
    {
        foreach (string line in lines)
            context.Out.WriteLine(line);
    }
}
