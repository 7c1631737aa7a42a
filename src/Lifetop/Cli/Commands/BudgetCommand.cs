using System;
using System.Collections.Generic;
using System.IO;
using Lifetop.Actions.Systems.CommitRelay;
using Lifetop.App.Acting;
using Lifetop.App.Budgets;
using Lifetop.Model;
using Lifetop.Observation.Systems.CommitRelay;
using Lifetop.Screens.Budgets;

namespace Lifetop.Cli.Commands;

/// <summary><c>lifetop budget</c>: who has which tokens and what a reap gives back; with <c>--recalculate</c> a project's sums are set to what its specs say.</summary>
public static class BudgetCommand
{
    public static int Run(CommandContext context, LocalLifetop lifetop)
    {
        var command = context.Command;
        if (FilterOption.Of(command, out string wrong) is not { } filter)
            return context.Fail(ExitCode.Usage, wrong);
        if (command.Value("--recalculate") is { } root)
            return Recalculate(context, lifetop, root);
        var roster = lifetop.Look(new LookRequest([], false));
        var groups = BudgetView.Of(lifetop, filter);
        if (context.Json)
        {
            context.Out.WriteBytes(BudgetJson.Of(roster, lifetop.Host, groups));
            return ExitCode.Done;
        }
        foreach (string line in BudgetText.Lines(groups, context.Style.Width, context.Style.Cut))
            context.Out.WriteLine(line);
        foreach (var gap in roster.Gaps)
            if (gap.HidesWorkers)
                context.Complain($"{gap.Source} cannot be read for {AgeText.Age(roster.Time - gap.Since)}: {gap.What}");
        if (groups.IsEmpty && context.Style.Width > 0)
            context.Complain("no worker says anything about tokens");
        return ExitCode.Done;
    }

    private static int Recalculate(CommandContext context, LocalLifetop lifetop, string name)
    {
        var command = context.Command;
        if (command.Has("--filter"))
            return context.Fail(ExitCode.Usage, "--recalculate or --filter, not both: a budget is recalculated whole");
        if (lifetop.ReadOnly && !command.Has("--dry-run"))
            return context.Fail(ExitCode.Refused, "read-only: nothing is recalculated");
        var roster = lifetop.Look(new LookRequest([], false));
        var roots = BudgetRoots.Of(roster, lifetop.Places);
        var named = BudgetRoots.Named(roots, name);
        // A folder may be written as it is seen from here.
        if (named.Count == 0)
            named = BudgetRoots.Named(roots, Path.GetFullPath(name));
        if (named.Count != 1)
            return context.Fail(named.Count == 0 ? ExitCode.NothingMatched : ExitCode.Usage, Wrong(name, named.Count == 0 ? roots : named, named.Count > 0));

        var acting = new Acting(lifetop) { Unrecorded = command.Has("--unrecorded") ? context.Complain : null };
        var plan = RecalculationPlan.Of(named[0], RelaySpecSum.Read(named[0], lifetop.Time.GetUtcNow()), RelayBudgetFile.Read(named[0]), roster);
        return ActCommand.Carry(context, acting, plan, roster.Time);
    }

    private static string Wrong(string name, List<string> roots, bool isAmbiguous)
    {
        if (roots.Count == 0)
            return $"no project of commit-relay {name}: none is known, sources.commit-relay.roots in the config names more";
        string text = isAmbiguous ? $"{name} may be any of {roots.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)}:" : $"no project of commit-relay {name}: there is";
        foreach (string root in roots)
            text = string.Concat(text, "\n  ", root);
        return text;
    }
}
