using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Actions;
using Lifetop.Model;
using Lifetop.Screens.Dialogs;

namespace Lifetop.Screens.Acting;

/// <summary>A plan as the question that is asked before it: its steps in its own words, every process, what stays and who is left out.</summary>
internal static class PlanQuestion
{
    /// <summary>More than so many are confirmed by their number.</summary>
    private const int Many = 10;

    /// <summary>What git says of a kept worktree stands under what is kept.</summary>
    private const string SaidAsKept = ": kept";

    public static Question Of(Planned planned, DateTimeOffset now, Glyphs glyphs)
    {
        var plan = planned.Plan;
        var todo = new List<WorkerPlan>();
        var apart = ImmutableArray.CreateBuilder<string>();
        foreach (var worker in plan.Workers)
        {
            if (worker.Refusal is null && worker.Already is null)
                todo.Add(worker);
            else
                apart.Add($"{worker.Name}: {worker.Refusal ?? worker.Already}");
        }
        foreach (var left in plan.LeftOut)
            apart.Add($"{left.What}: {left.Why}");
        string title = TitleOf(plan.Action, plan.Workers.Length == 1 ? plan.Workers[0].Name : $"{Number(todo.Count > 0 ? todo.Count : plan.Workers.Length)} workers");
        if (todo.Count == 0 || planned.Trouble is not null)
            return new Question { Title = title, Source = SourceOf(plan, 0), Stops = StopsOf(planned, plan, apart) };
        var steps = StepsOf(todo, now);
        return new Question
        {
            Title = title,
            Source = SourceOf(plan, steps.Length),
            Steps = steps,
            Kept = Each(todo, static worker => Left(worker)),
            LeftOut = apart.DrainToImmutable(),
            Note = plan.TakesOver > 0 ? $"finishes plan {plan.TakesOver.ToString(CultureInfo.InvariantCulture)}, whose lifetop died" : "",
            Safe = todo.Count == 1 && plan.Action.Ends() && todo[0].Safety is { For.IsEmpty: false } safety ? string.Join($" {glyphs.Separator} ", safety.For) : "",
            Against = plan.Action.Ends() ? Each(todo, static worker => Against(worker)) : [],
            Confirm = Capital(plan.Action.Word()),
            Then = new RunPlan(planned.Number, plan),
            TypeToConfirm = todo.Count > Many ? todo.Count : 0,
        };
    }

    /// <summary><c>Reap brave-lynx?</c>, <c>Reap 3 workers now?</c>.</summary>
    public static string TitleOf(WorkerAction action, string whom)
        => action switch
        {
            WorkerAction.ReapNow => $"Reap {whom} now?",
            WorkerAction.Sweep => "Sweep what is left behind?",
            _ => $"{Capital(action.Word())} {whom}?",
        };

    private static ImmutableArray<string> StopsOf(Planned planned, Plan plan, ImmutableArray<string>.Builder apart)
    {
        if (planned.Trouble is { } trouble)
            return [trouble];
        // Alone, it is in the title already.
        return plan.Workers is [{ } only] && plan.LeftOut.IsEmpty ? [only.Refusal ?? only.Already ?? ""] : apart.DrainToImmutable();
    }

    private static ImmutableArray<QuestionStep> StepsOf(List<WorkerPlan> todo, DateTimeOffset now)
    {
        var steps = ImmutableArray.CreateBuilder<QuestionStep>();
        foreach (var worker in todo)
        {
            string whose = todo.Count > 1 ? $"{worker.Name}  {worker.Key}" : "";
            if (worker.Steps.IsEmpty)
                steps.Add(new QuestionStep("nothing is left of it but its record") { Whose = whose });
            foreach (var step in worker.Steps)
            {
                var details = ImmutableArray.CreateBuilder<QuestionDetail>(step.Processes.Length);
                foreach (var process in step.Processes)
                    details.Add(new QuestionDetail(process.Process.Pid, process.Command, AgeText.Age(now - process.StartedAt), process.Tie));
                steps.Add(new QuestionStep(step.Words) { Details = details.DrainToImmutable(), Whose = whose });
                whose = "";
            }
        }
        return steps.DrainToImmutable();
    }

    private static IEnumerable<string> Left(WorkerPlan worker)
    {
        foreach (var left in worker.LeftAlone)
            yield return $"{left.What}: {left.Why}";
    }

    private static IEnumerable<string> Against(WorkerPlan worker)
    {
        if (worker.Safety is { } safety)
            foreach (string reason in safety.Against)
                if (!reason.EndsWith(SaidAsKept, StringComparison.Ordinal))
                    yield return reason;
    }

    /// <summary>Of one worker as it stands, of several with its name before it.</summary>
    private static ImmutableArray<string> Each(List<WorkerPlan> todo, Func<WorkerPlan, IEnumerable<string>> of)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var worker in todo)
            foreach (string line in of(worker))
                lines.Add(todo.Count > 1 ? $"{worker.Name}: {line}" : line);
        return lines.DrainToImmutable();
    }

    /// <summary>The key without its own name: whose it is. Of several how many steps are numbered below.</summary>
    private static string SourceOf(Plan plan, int steps)
    {
        if (plan.Workers is not [var only])
            return steps switch { 0 => "", 1 => "1 step", _ => $"{Number(steps)} steps" };
        int name = only.Key.LastIndexOf('/');
        return name > 0 ? only.Key[..name] : "";
    }

    private static string Capital(string word) => string.Concat(word[..1].ToUpperInvariant(), word.AsSpan(1));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
