using System;
using System.Collections.Generic;
using System.Globalization;
using Humanizer;
using Lifetop.Model;
using Lifetop.Registry;
using Lifetop.Terminal;

namespace Lifetop.Cli.Commands;

/// <summary>What happened and what lifetop did, in the order it came, under a heading for each stretch of time in a person's words: "3 hours ago".</summary>
internal sealed class HistoryText(CommandContext context, DateTimeOffset now, TimeProvider time)
{
    private const int Indent = 23;
    private string _heading = "";

    /// <summary>What lifetop did, and what became of tasks, stands between the changes of state around it.</summary>
    public void Print(HistoryTold told)
    {
        var changes = told.Changes ?? [];
        var beside = Beside(told);
        int width = 0;
        foreach (var row in changes)
            width = Math.Max(width, TextWidth.Of(SafeText.Of(row.Key)));
        width = Math.Min(width, 40);
        int next = 0;
        foreach (var row in changes)
        {
            for (; next < beside.Count && beside[next].At <= row.At; next++)
                beside[next].Print();
            Print(row, width);
        }
        for (; next < beside.Count; next++)
            beside[next].Print();
    }

    private List<(DateTimeOffset At, Action Print)> Beside(HistoryTold told)
    {
        var plans = told.Plans ?? [];
        var tasks = told.Tasks ?? [];
        var beside = new List<(DateTimeOffset At, Action Print)>();
        int task = 0;
        foreach (var plan in plans)
        {
            for (; task < tasks.Length && tasks[task].At < plan.BegunAt; task++)
                Add(tasks[task]);
            beside.Add((plan.BegunAt, () => Print(plan)));
        }
        for (; task < tasks.Length; task++)
            Add(tasks[task]);
        return beside;

        void Add(RecordedTask one) => beside.Add((one.At, () => Print(one)));
    }

    private void Print(RecordedTask row)
    {
        Head(row.At);
        context.Out.WriteLine($"  {Clock(row.At)}  {SafeText.Of(row.Key ?? row.Task.Name)}  {SafeText.Of(TaskWords.Of(row.Task))}");
    }

    private void Print(RecordedTransition row, int width)
    {
        Head(row.At);
        string from = row.From is { } before ? before.Word() : "new";
        context.Out.WriteLine($"  {Clock(row.At)}  {TextWidth.PadRight(SafeText.Of(row.Key), width)}  {from} > {row.To.Word()}  {SafeText.Of(row.Note)}");
        foreach (var evidence in row.Evidence)
            context.Out.WriteLine($"{new string(' ', Indent)}{SafeText.Of(evidence.Render(row.At))} · {SafeText.Of(evidence.Source)}");
    }

    private void Print(RecordedPlan plan)
    {
        Head(plan.BegunAt);
        string reason = plan.Reason is { Length: > 0 } why ? $", {why}" : "";
        string took = plan.Took is { } span ? $", {Seconds(span)}" : "";
        context.Out.WriteLine($"  {Clock(plan.BegunAt)}  plan {plan.Id.ToString(CultureInfo.InvariantCulture)}: {SafeText.Of($"{plan.Action} {string.Join(' ', plan.Workers)}: {plan.Outcome ?? "not ended"}{reason}{took}")}  {SafeText.Of(Who(plan))}");
        foreach (var step in plan.Steps)
            context.Out.WriteLine(new string(' ', Indent) + SafeText.Of(Words(plan, step)));
    }

    /// <summary><c>1 end processes pid 4242, 4243: done, 2 of 2 gone, TERM, 0.4s; took 0.4s</c></summary>
    private static string Words(RecordedPlan plan, RecordedStep step)
    {
        string whose = plan.Workers.Length > 1 ? step.Key + " " : "";
        string outcome = step.Outcome ?? (step.IntendedAt is null ? "not come to" : "begun, not ended");
        string detail = step.Detail is { Length: > 0 } said ? ", " + said : "";
        string took = step.Took is { } span ? $"; took {Seconds(span)}" : "";
        return $"{step.Number.ToString(CultureInfo.InvariantCulture)} {whose}{step.What} {step.Target}: {outcome}{detail}{took}";
    }

    /// <summary><c>ana by reap on pts/3 from 10.0.0.7</c></summary>
    private static string Who(RecordedPlan plan)
        => $"{plan.User} by {plan.Via}{(plan.Terminal is { } terminal ? " on " + terminal : "")}{(plan.SshClient is { } from ? " from " + from : "")}";

    private static string Seconds(TimeSpan span) => Math.Max(0, span.TotalSeconds).ToString("0.0", CultureInfo.InvariantCulture) + "s";

    private void Head(DateTimeOffset at)
    {
        string words = at.Humanize(now, CultureInfo.InvariantCulture);
        if (words != _heading)
            context.Out.WriteLine(_heading = words);
    }

    private string Clock(DateTimeOffset at)
        => at.ToOffset(time.LocalTimeZone.GetUtcOffset(at)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
