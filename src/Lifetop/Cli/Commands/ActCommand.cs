using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Actions;
using Lifetop.App.Acting;
using Lifetop.Model;
using Lifetop.Terminal;

namespace Lifetop.Cli.Commands;

/// <summary>Every verb that does something to workers: look, plan, ask, do it, say what came of it, one line a worker.</summary>
public static class ActCommand
{
    public static int Run(CommandContext context, LocalLifetop lifetop, WorkerAction action)
    {
        var command = context.Command;
        bool dry = command.Has("--dry-run");
        if (action == WorkerAction.Restart && command.Has("--reset"))
            action = WorkerAction.Reset;
        if (lifetop.ReadOnly && !dry)
            return context.Fail(ExitCode.Refused, $"read-only: nothing is {action.PastWord()}");
        if (Request(command, action, out string wrong) is not { } request)
            return context.Fail(ExitCode.Usage, wrong);
        var roster = lifetop.Look(new LookRequest([], false));
        if (Targets.Of(command, NamesOf(command, action), roster, lifetop.Settings.Policy.ShowEnded, out int code, out string reason) is not { } targets)
            return context.Fail(code, reason);
        if (Discarded(command, targets, out wrong) is not { } discarded)
            return context.Fail(ExitCode.Usage, wrong);

        var acting = new Acting(lifetop) { Unrecorded = command.Has("--unrecorded") ? context.Complain : null };
        var plan = acting.Plan(request with { Bulk = targets.Bulk, Discard = discarded }, targets.Workers.ConvertAll(static judged => judged.Worker.Identity));
        return Carry(context, acting, plan, roster.Time);
    }

    /// <summary>Shows the plan if that is all that was asked for or there is nothing to do; else asks, carries it out and tells what came of it.</summary>
    internal static int Carry(CommandContext context, Acting acting, Plan plan, DateTimeOffset now)
    {
        var command = context.Command;
        var outcome = PlanJson.Planned(plan);
        if (command.Has("--dry-run") || outcome != PlanOutcome.Planned)
            return Show(context, plan, outcome, now);
        if (plan.Steps > 0 && AsksFirst(plan.Action) && Confirmation.Ask(context, plan, now) is { } unconfirmed)
            return context.Fail(ExitCode.Refused, unconfirmed);

        using var interrupt = new Interrupt();
        var line = new ProgressLine(context.Error);
        var result = acting.Run(plan, ActorOf.This(command.Verb.Name, Environment.GetEnvironmentVariable), line.Show, interrupt.Token);
        line.Clear();
        Tell(context, result);
        return ResultCode.Of(result);
    }

    /// <summary>What ends something, or may; nobody loses anything by the rest.</summary>
    private static bool AsksFirst(WorkerAction action)
        => action is not (WorkerAction.Pause or WorkerAction.Resume or WorkerAction.Nudge or WorkerAction.Detach or WorkerAction.Archive or WorkerAction.Reset);

    /// <summary>Of nudge only the first word is a name.</summary>
    private static List<string> NamesOf(ParsedCommand command, WorkerAction action)
        => action == WorkerAction.Nudge ? command.Words.GetRange(0, Math.Min(1, command.Words.Count)) : command.Words;

    private static PlanRequest? Request(ParsedCommand command, WorkerAction action, out string wrong)
    {
        wrong = "";
        int signal = 0;
        if (action == WorkerAction.Signal)
        {
            if (command.Value("--signal") is not { } name)
                wrong = "signal needs --signal NAME, as TERM, USR1 or 9";
            else if (Signals.Parse(name) is { } number)
                signal = number;
            else
                wrong = $"--signal: no signal {name}";
        }
        if (action == WorkerAction.Nudge && command.Words.Count < 2)
            wrong = "nudge needs NAME TEXT…";
        return wrong.Length > 0 ? null : new PlanRequest(action)
        {
            Grace = command.Duration("--grace"),
            Force = command.Has("--force"),
            Signal = signal,
            WholeTree = command.Has("--tree"),
            Line = action == WorkerAction.Nudge && wrong.Length == 0 ? string.Join(' ', command.Words.GetRange(1, command.Words.Count - 1)) : "",
        };
    }

    /// <summary>Identities of those that were named a second time; null when somebody is that was not named a first time.</summary>
    private static ImmutableArray<string>? Discarded(ParsedCommand command, Targets targets, out string wrong)
    {
        wrong = "";
        var discarded = ImmutableArray.CreateBuilder<string>();
        foreach (string name in command.Values("--discard"))
        {
            if (Selectors.Find([.. targets.Workers], name).One is not { } one)
            {
                wrong = $"--discard {name}: not one of those it is about";
                return null;
            }
            discarded.Add(one.Worker.Identity);
        }
        return discarded.DrainToImmutable();
    }

    /// <summary>A dry run, or a plan in which there is nothing to do.</summary>
    private static int Show(CommandContext context, Plan plan, PlanOutcome outcome, DateTimeOffset now)
    {
        bool leftOut = plan.Workers.IsEmpty && !plan.LeftOut.IsEmpty;
        if (context.Json)
            context.Out.WriteBytes(PlanJson.Of(plan));
        else
        {
            foreach (string line in PlanText.Lines(plan, now, context.Style))
                context.Out.WriteLine(line);
            foreach (var worker in plan.Workers)
                if (worker.Already is not null)
                    context.Out.WriteLine(SafeText.Of(ResultText.Of(plan.Action, new WorkerResult(worker, PlanOutcome.Already, []))));
            Apart(context, plan);
            if (plan.Workers.IsEmpty && !leftOut)
                context.Out.WriteLine("nothing to do");
        }
        return outcome == PlanOutcome.Refused || leftOut ? ExitCode.Refused : ExitCode.Done;
    }

    private static void Tell(CommandContext context, PlanResult result)
    {
        if (context.Json)
        {
            context.Out.WriteBytes(PlanJson.Of(result));
            return;
        }
        if (result.Workers.IsEmpty || (result.Outcome == PlanOutcome.Refused && result.Reason.Length > 0))
            context.Complain($"{result.Plan.Action.Word()} refused: {result.Reason}");
        else
            foreach (var worker in result.Workers)
                if (worker.Plan.Refusal is null)
                    context.Out.WriteLine(SafeText.Of(ResultText.Of(result.Plan.Action, worker)));
        // All was done, and yet there is something: it could not be written down.
        if (result.Outcome is PlanOutcome.Done or PlanOutcome.Already && result.Reason.Length > 0)
            context.Complain(result.Reason);
        Apart(context, result.Plan);
    }

    private static void Apart(CommandContext context, Plan plan)
    {
        foreach (string line in PlanText.Apart(plan))
            context.Complain(line);
    }
}
