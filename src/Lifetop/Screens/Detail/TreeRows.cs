using System;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Detail;

/// <summary>Processes below each other, each with its pid, command, age, use and what ties it to the worker.</summary>
internal static class TreeRows
{
    private const int PidWidth = 5, AgeWidth = 5, CpuWidth = 4, SizeWidth = 5, WidestTie = 26, LeastCommand = 14, EnoughCommand = 28;

    /// <param name="x">Where the rows begin; a label stands before the first.</param>
    /// <param name="pane">The pane's id, for those that sit on its terminal.</param>
    public static void Lay(Page page, string label, int x, ImmutableArray<TreeProcess> processes, string? pane, DateTimeOffset now)
    {
        int room = page.Width - x - PidWidth - AgeWidth - SizeWidth - 4;
        int tie = WidestOf(processes, pane);
        if (room - tie - 2 < LeastCommand)
            tie = 0;
        else
            room -= tie + 2;
        bool cpu = room - CpuWidth - 1 >= EnoughCommand;
        foreach (var process in processes)
        {
            var row = page.Labelled(label);
            label = "";
            row.Add(x, Right(process.Pid.ToString(CultureInfo.InvariantCulture), PidWidth), Role.Soft);
            int right = page.Width;
            if (tie > 0)
            {
                right -= tie;
                row.Add(right, TextWidth.Cut(SafeText.Of(Where(process, pane)), tie, page.Glyphs.Cut), Role.Faint);
                right -= 2;
            }
            right = Put(row, right, process.ResidentBytes is { } bytes ? AgeText.Size(bytes) : "?", SizeWidth);
            if (cpu)
                right = Put(row, right, process.Cpu is { } used ? AgeText.Percent(used) : "", CpuWidth);
            right = Put(row, right, process.StartedAt is { } started ? AgeText.Age(now - started) : "?", AgeWidth);
            LayCommand(page, row, x + PidWidth + 1, right - 1, process);
        }
    }

    /// <summary>What there is besides the processes shown.</summary>
    public static void LayUnread(Page page, int x, int count)
    {
        if (count > 0)
            page.Row().Add(x, $"{count.ToString(CultureInfo.InvariantCulture)} more", Role.Faint);
    }

    private static int WidestOf(ImmutableArray<TreeProcess> processes, string? pane)
    {
        int widest = 0;
        foreach (var process in processes)
            widest = Math.Max(widest, TextWidth.Of(SafeText.Of(Where(process, pane))));
        return Math.Min(widest, WidestTie);
    }

    private static void LayCommand(Page page, PageRow row, int x, int right, TreeProcess process)
    {
        if (process.Depth > 0)
        {
            x += Math.Min(2 * (process.Depth - 1), Math.Max(0, right - x - LeastCommand));
            row.Add(x, page.Glyphs.LastBranch.ToString(), Role.Line);
            x += 2;
        }
        row.Add(x, TextWidth.Cut(SafeText.Of(process.Command), Math.Max(0, right - x), page.Glyphs.Cut), Role.Text);
    }

    private static int Put(PageRow row, int right, string text, int width)
    {
        row.Add(right - TextWidth.Of(text), text, Role.Soft);
        return right - width - 1;
    }

    private static string Right(string text, int width) => TextWidth.PadLeft(text, width);

    private static string Where(TreeProcess process, string? pane)
    {
        if (!process.Ports.IsEmpty)
            return ":" + process.Ports[0].ToString(CultureInfo.InvariantCulture) + (process.Ports.Length > 1 ? $" +{(process.Ports.Length - 1).ToString(CultureInfo.InvariantCulture)}" : "");
        return process.Tie is MemberTie.Terminal or MemberTie.Root && pane is not null ? "in " + pane : process.Tie.Words();
    }
}
