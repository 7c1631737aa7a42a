using System;
using System.Collections.Generic;
using Lifetop.Actions;
using Lifetop.App.Acting;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Terminal;

namespace Lifetop.Cli.Commands;

/// <summary><c>lifetop sweep</c>: a line for each thing that would go, or with <c>--yes</c> that went; fit for cron, and for nobody who only looks to fear.</summary>
public static class SweepCommand
{
    public static int Run(CommandContext context, LocalLifetop lifetop)
    {
        var command = context.Command;
        bool does = command.Has("--yes") && !command.Has("--dry-run");
        if (lifetop.ReadOnly && does)
            return context.Fail(ExitCode.Refused, "read-only: nothing is swept");
        if (FilterOption.Of(command, out string wrong) is not { } filter)
            return context.Fail(ExitCode.Usage, wrong);
        var roster = lifetop.Look(new LookRequest(FolderOption.Of(context), false));
        var acting = new Acting(lifetop) { Unrecorded = command.Has("--unrecorded") ? context.Complain : null };
        var plan = acting.PlanSweep(command.Has("--filter") ? Fitting(roster, filter).Contains : null, command.Has("--force"));
        if (!does)
            return Show(context, plan);

        var result = plan.Steps == 0 ? new PlanResult { Plan = plan, Outcome = PlanOutcome.Already } : Carry(context, acting, plan);
        Tell(context, result);
        return ResultCode.Of(result);
    }

    private static PlanResult Carry(CommandContext context, Acting acting, Plan plan)
    {
        using var interrupt = new Interrupt();
        var line = new ProgressLine(context.Error);
        var result = acting.Run(plan, ActorOf.This(context.Command.Verb.Name, Environment.GetEnvironmentVariable), line.Show, interrupt.Token);
        line.Clear();
        return result;
    }

    private static HashSet<JudgedWorker> Fitting(Roster roster, WorkerFilter filter)
    {
        var fitting = new HashSet<JudgedWorker>();
        foreach (var row in WorkerRow.Of(roster))
            if (filter.Matches(row))
                fitting.Add(row.Judged);
        return fitting;
    }

    private static int Show(CommandContext context, Plan plan)
    {
        if (context.Json)
        {
            context.Out.WriteBytes(PlanJson.Of(plan));
            return ExitCode.Done;
        }
        foreach (var worker in plan.Workers)
            context.Out.WriteLine(SafeText.Of($"sweep {worker.Key}: {Words(worker)}"));
        foreach (string line in PlanText.Apart(plan))
            context.Out.WriteLine(line);
        if (plan.Workers.IsEmpty)
            context.Out.WriteLine("nothing to sweep");
        return ExitCode.Done;
    }

    private static string Words(WorkerPlan worker)
    {
        var words = new List<string>();
        foreach (var step in worker.Steps)
            words.Add(step.Words);
        foreach (var left in worker.LeftAlone)
            if (left.Kept is not null)
                words.Add($"keep {left.What}: {left.Why}");
        return string.Join("; ", words);
    }

    private static void Tell(CommandContext context, PlanResult result)
    {
        if (context.Json)
        {
            context.Out.WriteBytes(PlanJson.Of(result));
            return;
        }
        if (result.Outcome != PlanOutcome.Refused)
            foreach (var worker in result.Workers)
                context.Out.WriteLine(SafeText.Of(ResultText.Of(result.Plan.Action, worker)));
        foreach (string line in PlanText.Apart(result.Plan))
            context.Complain(line);
        if (result.Outcome == PlanOutcome.Refused)
            context.Complain("sweep refused: " + result.Reason);
        else if (result.Outcome is PlanOutcome.Partly or PlanOutcome.Failed && result.Reason.StartsWith("stopped ", StringComparison.Ordinal))
            context.Complain("sweep " + result.Reason);
    }
}
