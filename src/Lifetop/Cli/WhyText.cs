using System;
using System.Collections.Generic;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Screens.Detail;
using Lifetop.Terminal;

namespace Lifetop.Cli;

/// <summary>Why a worker is in its state and whether it is safe to remove, for somebody who is tired: conclusion first, then each fact with its source.</summary>
public static class WhyText
{
    public static List<string> Lines(WorkerRow row, Safety safety, OutputStyle style, WatchedWorker? watched = null)
    {
        var block = new LabelledText(style);
        block.Title(SafeText.Of(row.Name), SafeText.Of(row.Key), StateFor(row, style));
        if (row.Task is { Length: > 0 } task)
            block.Plain(SafeText.Of(task));
        block.Rule();
        Says(block, row, style);
        block.Gap();
        string label = "because";
        foreach (var evidence in row.Verdict.Evidence)
        {
            block.Row(label, SafeText.Of(evidence.Render(row.Now)), SafeText.Of(evidence.Source));
            label = "";
        }
        if (RestartWords.Told(watched, $"lifetop restart --reset {row.Name} closes it", row.Now) is { } kept)
            block.Row("restarts", SafeText.Of(kept), "watch");
        block.Gap();
        label = "left behind";
        foreach (var residue in row.Verdict.Residue)
        {
            block.Row(label, SafeText.Of(residue.What), SafeText.Of(residue.Kind));
            label = "";
        }
        block.Gap();
        Safe(block, row, safety, style);
        block.Gap();
        if (row.Suggestion is { } next)
            block.Row("next", SafeText.Of(next), "");
        return block.Finished();
    }

    private static string StateFor(WorkerRow row, OutputStyle style)
        => string.Concat(row.State.Glyph(style.Ascii).ToString(), " ", row.State.Word(), " for " + AgeText.Age(row.StateAge));

    private static void Says(LabelledText block, WorkerRow row, OutputStyle style)
    {
        int width = WhyWords.WordWidth(row);
        block.Row("lifetop says", TextWidth.PadRight(row.State.Word(), width) + "  " + WhyWords.Meaning(row), "");
        if (row.NativeState is not { Length: > 0 } text || row.Declaration is not { } declaration)
            return;
        string native = SafeText.Of(text), detail = SafeText.Of(WhyWords.SaidWhere(declaration, row.Now));
        block.Row(WhyWords.SaysLabel(declaration), detail.Length > 0 ? TextWidth.PadRight(native, width) + "  " + detail : native, SafeText.Of(row.Source));
        if (WhyWords.Disagreement(row) is { } who)
            block.Row("", TextWidth.PadRight(style.Ascii ? "#" : "≠", width) + "  " + who, "");
    }

    private static void Safe(LabelledText block, WorkerRow row, Safety safety, OutputStyle style)
    {
        block.Row("safe to remove?", WhyWords.Answer(row.State, safety), "");
        if (!safety.For.IsEmpty)
            block.Row("", "+ " + SafeText.Of(string.Join(style.Ascii ? ", " : " · ", safety.For)), "");
        foreach (string against in safety.Against)
            block.Row("", (style.Ascii ? "- " : "– ") + SafeText.Of(against), "");
    }

    /// <summary>All that is known beside the verdict, for <c>show</c>.</summary>
    public static List<string> Facts(WorkerRow row, OutputStyle style)
    {
        var block = new LabelledText(style);
        void Fact(string label, string? value, string source = "")
        {
            if (!string.IsNullOrEmpty(value))
                block.Row(label, SafeText.Of(value), source);
        }
        block.Gap();
        Fact("kind", row.Type is { } type ? $"{row.Kind.Word()}, {type} to its source" : row.Kind.Word());
        Fact("process", row.Pid is { } pid ? Process(row, pid) : null);
        Fact("command", row.Command);
        Fact("folder", row.Cwd);
        Fact("pane", row.Pane is { } pane ? $"{pane.Address}  {pane.PaneId} in window {pane.WindowId}, {(pane.AttachedClients > 0 ? "somebody is attached" : "nobody attached")}" : null, row.Server ?? "");
        Fact("ports", WorkerFields.Find("ports")?.Text(row));
        Fact("user", row.Worker.User);
        Fact("owner", row.Owner);
        Fact("branch", row.Branch);
        Fact("worktree", row.Worktree);
        Fact("log", row.Log);
        Fact("heartbeat", row.HeartbeatAge is { } beat ? AgeText.Age(beat) + " ago" : null);
        Fact("tokens", WorkerFields.Find("tokens")?.Text(row));
        Fact("health", row.HealthScore?.ToString(CultureInfo.InvariantCulture));
        Fact("priority", row.Priority);
        Fact("restarts", row.Restarts?.ToString(CultureInfo.InvariantCulture));
        Fact("ended", Ending(row));
        Fact("result", row.ResultUrl);
        Fact("summary", row.Summary);
        Fact("protected", row.Judged.Protected ? "yes: no plan may touch it" : null);
        Fact("snoozed", row.Judged.SnoozedUntil is { } until && until > row.Now ? "for " + AgeText.Age(until - row.Now) : null);
        string label = "also known as";
        foreach (string other in row.Worker.AlsoKnownAs)
        {
            Fact(label, other);
            label = "";
        }
        return block.Finished();
    }

    private static string Process(WorkerRow row, int pid)
    {
        string text = pid.ToString(CultureInfo.InvariantCulture) + (row.Worker.RootAlive ? "" : ", gone");
        if (row.TreeSize is > 0 and { } size)
            text += $", {size.ToString(CultureInfo.InvariantCulture)} {(size == 1 ? "process" : "processes")} in its tree";
        if (row.Age is { } age)
            text += ", started " + AgeText.Age(age) + " ago";
        if (row.CpuPercent is { } cpu)
            text += $", {AgeText.Percent(cpu)} % of a core";
        return row.ResidentBytes is { } bytes ? text + ", " + AgeText.Size(bytes) : text;
    }

    private static string? Ending(WorkerRow row)
    {
        if (row.ExitCode is { } code)
            return $"{row.Ended ?? "exited"}, exit {code.ToString(CultureInfo.InvariantCulture)}";
        return row.Signal is { } signal ? $"{row.Ended ?? "ended"}, signal {signal.ToString(CultureInfo.InvariantCulture)}" : row.Ended;
    }
}
