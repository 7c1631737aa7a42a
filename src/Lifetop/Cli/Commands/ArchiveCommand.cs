using System;
using System.Collections.Generic;
using Lifetop.Actions.Planning;
using Lifetop.App.Acting;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Terminal;

namespace Lifetop.Cli.Commands;

/// <summary><c>lifetop archive [NAME…]</c>: the records of those that ended go to the history; the named ones, or all that ended long enough ago.</summary>
public static class ArchiveCommand
{
    public static int Run(CommandContext context, LocalLifetop lifetop)
    {
        var command = context.Command;
        if (lifetop.ReadOnly && !command.Has("--dry-run"))
            return context.Fail(ExitCode.Refused, "read-only: nothing is archived");
        if (FilterOption.Of(command, out string wrong) is not { } filter)
            return context.Fail(ExitCode.Usage, wrong);
        var roster = lifetop.Look(new LookRequest([], false));
        if (EndedWorkers.Of(lifetop, out string trouble) is not { } ended)
            return context.Fail(ExitCode.Refused, $"nothing is archived: {trouble}");
        var older = command.Duration("--older");
        bool named = command.Words.Count > 0;
        var chosen = ended;
        if (named)
        {
            var known = new List<JudgedWorker>(roster.Workers);
            known.AddRange(ended.FindAll(judged => !known.Contains(judged)));
            if (Selectors.All([.. known], Selectors.Expand(command.Words, static () => Stdio.ReadInput()), out int code, out string reason) is not { } selected)
                return context.Fail(code, reason);
            chosen = selected;
        }
        else
        {
            older ??= lifetop.Settings.Policy.ArchiveAfter;
        }
        var going = new List<JudgedWorker>();
        foreach (var row in WorkerRow.Of(roster with { Workers = [.. chosen] }))
            if (filter.Matches(row) && !(roster.Time - row.Verdict.Since < older))
                going.Add(row.Judged);
        if (named && going.Count == 0)
            return context.Fail(ExitCode.NothingMatched, "no worker fits");
        return ActCommand.Carry(context, new Acting(lifetop), ArchivePlan.Of(going, EndedWorkers.IsStillDeclared, named, roster.Time), roster.Time);
    }
}
