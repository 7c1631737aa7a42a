using Lifetop.Model;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Grid;

/// <summary>Draws the lines that are no worker's own: headings with their needs, processes, folded entries.</summary>
internal static class GroupPainter
{
    /// <summary><c>▾ multiclaude my.app  8 workers  ?1 ◆1</c></summary>
    public static void DrawHeading(Canvas canvas, int y, GridRow row, bool isOpen, bool hasCursor, UiState ui)
    {
        int margin = canvas.Width < GridLayout.Narrow ? 1 : 2, right = canvas.Width - margin;
        var pen = new Pen(canvas, margin, y);
        pen.Write(isOpen ? ui.Glyphs.Open : ui.Glyphs.Folded, ui.Scheme[Role.Accent]);
        pen.Write(' ', ui.Scheme[Role.Text]);
        pen.X = CutText.Draw(canvas, pen.X, y, row.Name, right - pen.X, Kept.Start, hasCursor ? ui.Scheme.Strong(Role.Bright) : ui.Scheme.Strong(Role.Text), ui.Glyphs.Cut);
        if (row.Note.Length > 0 && pen.X + 2 < right)
            pen.X = CutText.Draw(canvas, pen.X + 1, y, row.Note, right - pen.X - 1, Kept.Both, ui.Scheme[Role.Soft], ui.Glyphs.Cut);
        if (pen.X + 14 > right)
            return;
        pen.X += 2;
        int count = 0;
        foreach (var member in row.Members)
            count += member.Weight;
        // Shells are not counted, unless there is nothing else.
        string what = count > 0 ? " worker" : " shell";
        count = count > 0 ? count : row.Members.Count;
        pen.Write(count, ui.Scheme[Role.Faint]);
        pen.Write(what, ui.Scheme[Role.Faint]);
        if (count != 1)
            pen.Write('s', ui.Scheme[Role.Faint]);
        if (row.Counts is { } counts)
            CountsRow.DrawShort(canvas, pen.X + 2, y, right, counts, false, ui);
    }

    /// <summary>A process is soft and has no state.</summary>
    public static void DrawProcess(Canvas canvas, int y, GridRow row, GridColumn[] columns, UiState ui)
    {
        System.Span<char> text = stackalloc char[AgeText.Longest];
        var soft = ui.Scheme[Role.Soft];
        foreach (var column in columns)
            switch (column.Cell)
            {
                case CellKind.Name:
                    MarkedText.Draw(canvas, column.X, y, row.CutName(column.Width, Kept.Start, ui.Glyphs.Cut), soft, ui.Scheme[Role.Faint]);
                    break;
                case CellKind.Cpu when row.Fact.CpuPercent >= 0:
                    RowPainter.Right(canvas, y, text[..AgeText.WritePercent(row.Fact.CpuPercent, text)], column, row.Fact.CpuPercent < 0.5 ? ui.Scheme[Role.Faint] : soft);
                    break;
                case CellKind.Memory when row.Fact.ResidentBytes >= 0:
                    RowPainter.Right(canvas, y, text[..AgeText.WriteSize(row.Fact.ResidentBytes, text)], column, soft);
                    break;
                case CellKind.Note:
                    CutText.Draw(canvas, column.X, y, row.Note, column.Width, Kept.Start, soft, ui.Glyphs.Cut);
                    break;
                default:
                    break;
            }
    }

    /// <summary>Several dead entries: their state, their folder, and for how long the oldest has been there.</summary>
    public static void DrawFolder(Canvas canvas, int y, GridRow row, GridColumn[] columns, bool hasCursor, UiState ui)
    {
        foreach (var column in columns)
            switch (column.Cell)
            {
                case CellKind.Note:
                    CutText.Draw(canvas, column.X, y, row.Note, column.Width, Kept.Start, ui.Scheme[Role.Text], ui.Glyphs.Cut);
                    break;
                case CellKind.State or CellKind.Name or CellKind.Age:
                    RowPainter.DrawCell(canvas, y, row, row.Worker!, column, hasCursor, ui);
                    break;
                default:
                    break;
            }
    }
}
