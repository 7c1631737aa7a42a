using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Model.Budgets;
using Lifetop.Terminal;

namespace Lifetop.Screens.Budgets;

/// <summary>The budget view as lines: a table for each budget, aligned with all others, its sum, and what the budget itself says.</summary>
public static class BudgetText
{
    private const int LeastName = 8, StateAt = 1;
    private static readonly string[] Header = ["worker", "state", "alloc", "used", "used%", "back"];

    /// <param name="width">Columns a line may have; 0 for as many as it likes, and a dash where nothing is known, so that all rows have the same number of words.</param>
    public static List<string> Lines(ImmutableArray<TokenGroup> groups, int width, char cut)
    {
        var tables = new List<List<string[]>>(groups.Length);
        int[] widths = new int[Header.Length];
        for (int i = 0; i < widths.Length; i++)
            widths[i] = Header[i].Length;
        foreach (var group in groups)
        {
            var table = Table(group, width == 0);
            tables.Add(table);
            foreach (string[] cells in table)
                for (int i = 0; i < cells.Length; i++)
                    widths[i] = System.Math.Max(widths[i], TextWidth.Of(cells[i]));
        }
        Narrow(widths, width);
        var lines = new List<string>();
        for (int i = 0; i < groups.Length; i++)
        {
            if (i > 0)
                lines.Add("");
            lines.Add(Fit(SafeText.Of(groups[i].Root.Length > 0 ? $"{groups[i].Source}  {groups[i].Root}" : groups[i].Source), width, cut));
            foreach (string[] cells in tables[i])
                lines.Add(Fit(Line(cells, widths, cut), width, cut));
            if (groups[i].Budget is { } budget)
                lines.Add(SafeText.Of(budget.Words));
        }
        return lines;
    }

    private static List<string[]> Table(TokenGroup group, bool dashed)
    {
        var table = new List<string[]>();
        if (group.Shares.IsEmpty)
            return table;
        table.Add(Header);
        foreach (var share in group.Shares)
            table.Add(Cells(share, dashed));
        table.Add(Cells(group.Sum, dashed));
        return table;
    }

    private static string[] Cells(TokenShare share, bool dashed)
    {
        string none = dashed ? "-" : "";
        return
        [
            SafeText.Of(share.Name), share.State?.Word() ?? none, Number(share.Allocated) ?? none, Number(share.Used) ?? none,
            share.UsedPercent is { } percent ? AgeText.Percent(percent) : none, Number(share.Recoverable) ?? none,
        ];
    }

    private static string? Number(long? value) => value?.ToString(CultureInfo.InvariantCulture);

    /// <summary>Names give way first, then the state is left out; numbers never are.</summary>
    private static void Narrow(int[] widths, int width)
    {
        if (width == 0)
            return;
        int over = widths.Length - 1 - width;
        foreach (int one in widths)
            over += one;
        if (over > widths[0] - LeastName)
        {
            over -= widths[StateAt] + 1;
            widths[StateAt] = 0;
        }
        widths[0] = System.Math.Max(System.Math.Min(LeastName, widths[0]), widths[0] - System.Math.Max(0, over));
    }

    private static string Line(string[] cells, int[] widths, char cut)
    {
        string line = TextWidth.PadRight(TextWidth.CutMiddle(cells[0], widths[0], cut), widths[0]);
        for (int i = 1; i < cells.Length; i++)
        {
            if (widths[i] == 0)
                continue;
            string cell = i == StateAt ? TextWidth.PadRight(cells[i], widths[i]) : TextWidth.PadLeft(cells[i], widths[i]);
            line = string.Concat(line, " ", cell);
        }
        return line.TrimEnd(' ');
    }

    private static string Fit(string line, int width, char cut) => width > 0 ? TextWidth.Cut(line, width, cut) : line;
}
