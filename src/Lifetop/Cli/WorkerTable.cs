using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Terminal;

namespace Lifetop.Cli;

/// <summary>The plain table of <c>ls</c>: to the width of a terminal, or whole into a pipe.</summary>
public static class WorkerTable
{
    private const int WidthIntoPipe = 120;

    /// <summary>The lines of the table for these rows, in their order.</summary>
    /// <param name="columns">Field names; empty: the default ones that fit the width.</param>
    public static List<string> Lines(IReadOnlyList<WorkerRow> rows, OutputStyle style, IReadOnlyList<string> columns, bool header)
    {
        if (columns.Count > 0)
            return Lines(rows, style, ToData(TableColumn.Named(columns), rows, style), header);
        var places = TableColumn.At(style.Width > 0 ? style.Width : WidthIntoPipe);
        return Lines(rows, style, style.Width > 0 ? places : ToData(places, rows, style), header);
    }

    /// <summary>Every column of the chooser, whole, whatever the width.</summary>
    public static List<string> WideLines(IReadOnlyList<WorkerRow> rows, OutputStyle style, bool header)
        => Lines(rows, style with { Width = 0 }, ToData(TableColumn.Everything(), rows, style with { Width = 0 }), header);

    /// <summary>One short line for a status bar: how many there are, and the states that matter.</summary>
    public static string Summary(IReadOnlyList<WorkerRow> rows, bool ascii)
    {
        Span<int> counts = stackalloc int[Enum.GetValues<Lifecycle>().Length];
        int all = 0;
        foreach (var row in rows)
        {
            if (row.Kind == WorkerKind.Shell)
                continue;
            all++;
            counts[(int)row.State]++;
        }
        var line = new StringBuilder("lifetop ").Append(all.ToString(CultureInfo.InvariantCulture));
        foreach (var state in (ReadOnlySpan<Lifecycle>)[Lifecycle.Waiting, Lifecycle.Stalled, Lifecycle.Zombie, Lifecycle.Orphan, Lifecycle.Failed,
            Lifecycle.Blocked, Lifecycle.Unknown, Lifecycle.Running, Lifecycle.Idle])
        {
            if (counts[(int)state] > 0)
                line.Append(' ').Append(state.Glyph(ascii)).Append(counts[(int)state].ToString(CultureInfo.InvariantCulture));
        }
        return line.ToString();
    }

    private static List<string> Lines(IReadOnlyList<WorkerRow> rows, OutputStyle style, List<TableColumn> columns, bool header)
    {
        var lines = new List<string>(rows.Count + 1);
        var line = new StringBuilder();
        if (header)
        {
            for (int i = 0; i < columns.Count; i++)
                AppendCell(line, columns, i, columns[i].Field.Header, "", style);
            lines.Add(Finished(line, style));
        }
        foreach (var row in rows)
        {
            for (int i = 0; i < columns.Count; i++)
                AppendCell(line, columns, i, CellText(columns[i].Field, row, style), style.Color ? ColorOf(columns[i].Field, row) : "", style);
            lines.Add(Finished(line, style));
        }
        return lines;
    }

    /// <summary>Columns as wide as what stands in them; the widths of the screen do not bind a pipe.</summary>
    private static List<TableColumn> ToData(List<TableColumn> columns, IReadOnlyList<WorkerRow> rows, OutputStyle style)
    {
        for (int i = 0; i < columns.Count; i++)
        {
            int widest = columns[i].Field.Header.Length;
            foreach (var row in rows)
                widest = Math.Max(widest, TextWidth.Of(CellText(columns[i].Field, row, style)));
            columns[i] = columns[i] with { Width = widest, Gap = i == 0 ? 0 : columns[i].Gap };
        }
        if (style.Width > 0)
            Narrow(columns, style.Width);
        return columns;
    }

    /// <summary>On a terminal the widest text gives way first, until all fit or none can give more.</summary>
    private static void Narrow(List<TableColumn> columns, int width)
    {
        const int Least = 8;
        while (true)
        {
            int all = 0, widest = -1;
            for (int i = 0; i < columns.Count; i++)
            {
                all += columns[i].Gap + columns[i].Width;
                if (!columns[i].Field.IsNumeric && columns[i].Width > Least && (widest < 0 || columns[i].Width > columns[widest].Width))
                    widest = i;
            }
            if (all <= width || widest < 0)
                return;
            columns[widest] = columns[widest] with { Width = columns[widest].Width - 1 };
        }
    }

    private static string CellText(WorkerField field, WorkerRow row, OutputStyle style)
    {
        if (field.Name == "state")
            return string.Concat(row.State.Glyph(style.Ascii).ToString(), " ", row.State.Word());
        string text = SafeText.Of(field.Text(row));
        // Into a pipe every row has the same number of words, for awk's sake.
        return text.Length == 0 && style.Width == 0 ? "-" : text;
    }

    private static string ColorOf(WorkerField field, WorkerRow row) => field.Name switch
    {
        "state" => TableColor.Of(row.State),
        "name" => TableColor.OfName(row),
        "age" => TableColor.OfAge(row),
        _ => "",
    };

    private static void AppendCell(StringBuilder line, List<TableColumn> columns, int index, string text, string color, OutputStyle style)
    {
        var column = columns[index];
        string cut = column.Keep switch
        {
            Keep.Both => TextWidth.CutMiddle(text, column.Width, style.Cut),
            Keep.End => TextWidth.CutStart(text, column.Width, style.Cut),
            _ => TextWidth.Cut(text, column.Width, style.Cut),
        };
        int missing = column.Width - TextWidth.Of(cut);
        bool right = column.Field.IsNumeric;
        line.Append(SignText.Blanks(column.Gap + (right ? missing : 0)));
        if (color.Length > 0 && cut.Length > 0)
            line.Append(color).Append(cut).Append(TableColor.Reset);
        else
            line.Append(cut);
        if (!right && index < columns.Count - 1)
            line.Append(SignText.Blanks(missing));
    }

    /// <summary>Without blanks at its end; on a terminal it never wraps, whatever columns were asked for.</summary>
    private static string Finished(StringBuilder line, OutputStyle style)
    {
        int end = line.Length;
        while (end > 0 && line[end - 1] == ' ')
            end--;
        string text = line.ToString(0, end);
        line.Clear();
        return style.Width > 0 && !style.Color ? TextWidth.Cut(text, style.Width, style.Cut) : text;
    }
}
