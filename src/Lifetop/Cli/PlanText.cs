using System.Collections.Generic;
using System.Globalization;
using Lifetop.Actions;
using Lifetop.Model;
using Lifetop.Terminal;

namespace Lifetop.Cli;

/// <summary>A plan as people read it before it is done: numbered steps in the journal's words, every process, what is kept and why.</summary>
public static class PlanText
{
    public static List<string> Lines(Plan plan, System.DateTimeOffset now, OutputStyle style)
    {
        var lines = new List<string>();
        int number = 0;
        foreach (var worker in plan.Workers)
        {
            if (worker.Refusal is not null || worker.Already is not null)
                continue;
            if (lines.Count > 0)
                lines.Add("");
            Add(lines, ref number, plan.Action, worker, now, style);
        }
        return lines;
    }

    /// <summary>Who is not in it, and why: one line each.</summary>
    public static List<string> Apart(Plan plan)
    {
        var lines = new List<string>();
        foreach (var worker in plan.Workers)
            if (worker.Refusal is { } refusal)
                lines.Add(SafeText.Of(ResultText.Refused(plan.Action, worker.Name, refusal)));
        foreach (var left in plan.LeftOut)
            lines.Add(SafeText.Of($"left out {left.What}: {left.Why}"));
        return lines;
    }

    private static void Add(List<string> lines, ref int number, WorkerAction action, WorkerPlan worker, System.DateTimeOffset now, OutputStyle style)
    {
        lines.Add(SafeText.Of($"{action.Word()} {worker.Name}  {worker.Key}"));
        for (int i = 0; i < worker.Steps.Length; i++)
        {
            lines.Add(SafeText.Of($"  {(++number).ToString(CultureInfo.InvariantCulture)}  {worker.Steps[i].Words}"));
            foreach (var process in worker.Steps[i].Processes)
                lines.Add(ProcessLine(process, now, style));
        }
        if (worker.Steps.IsEmpty)
            lines.Add("  nothing is left of it but its record");
        string label = "kept";
        foreach (var left in worker.LeftAlone)
        {
            lines.Add(SafeText.Of($"  {label,-4}  {left.What}: {left.Why}"));
            label = "";
        }
        if (worker.Safety is { For.IsEmpty: false } safety)
            lines.Add(SafeText.Of("  for   " + string.Join(style.Ascii ? ", " : " · ", safety.For)));
        if (worker.Safety is { Against.IsEmpty: false } against)
            lines.Add(SafeText.Of("  but   " + string.Join(style.Ascii ? ", " : " · ", against.Against)));
    }

    private static string ProcessLine(PlannedProcess process, System.DateTimeOffset now, OutputStyle style)
    {
        string start = "       " + process.Process.Pid.ToString(CultureInfo.InvariantCulture) + " ";
        string end = $"  {AgeText.Age(now - process.StartedAt)}  {SafeText.Of(process.Tie)}";
        string command = SafeText.Of(process.Command);
        return style.Width == 0 ? start + command + end : start + TextWidth.Cut(command, System.Math.Max(12, style.Width - start.Length - end.Length), style.Cut) + end;
    }
}
