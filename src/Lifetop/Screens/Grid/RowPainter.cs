using System;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Grid;

/// <summary>Draws one row of the list into its columns. Ages, percents and sizes are written where they stand, so that a steady frame makes nothing.</summary>
internal static class RowPainter
{
    private const long Heavy = 1L << 30;
    private const double Busy = 50;
    private static readonly TimeSpan ShortlyIdle = TimeSpan.FromMinutes(5);

    public static void Draw(Canvas canvas, int y, GridRow row, GridColumn[] columns, bool hasCursor, UiState ui)
    {
        if (row.Worker is not { } worker)
            return;
        foreach (var column in columns)
            DrawCell(canvas, y, row, worker, column, hasCursor, ui);
    }

    public static void DrawCell(Canvas canvas, int y, GridRow row, WorkerRow worker, GridColumn column, bool hasCursor, UiState ui)
    {
        Span<char> text = stackalloc char[AgeText.Longest];
        var state = worker.State;
        switch (column.Cell)
        {
            case CellKind.State:
                DrawState(canvas, y, row, state, column, ui);
                break;
            case CellKind.Name:
                DrawName(canvas, y, row, state, column, hasCursor, ui);
                break;
            case CellKind.Age:
                Right(canvas, y, text[..AgeText.WriteAge(worker.StateAge, text)], column, Look(ui, state, StateRoles.OfAge(worker)));
                break;
            case CellKind.Idle:
                if (worker.Idle is { } idle)
                    Right(canvas, y, text[..AgeText.WriteAge(idle, text)], column, Look(ui, state, idle < ShortlyIdle ? Role.Faint : Role.Soft));
                break;
            case CellKind.Cpu:
                // What a dead worker left behind is told by its memory; that it does nothing needs no number.
                if (state == Lifecycle.Zombie && !(worker.CpuPercent >= 0.5))
                    break;
                if (worker.CpuPercent is { } cpu)
                    Right(canvas, y, text[..AgeText.WritePercent(cpu, text)], column, Look(ui, state, cpu >= Busy ? Role.Text : cpu < 0.5 ? Role.Faint : Role.Soft));
                else if (worker.HasProcesses)
                    Right(canvas, y, "?", column, Look(ui, state, Role.Faint));
                break;
            case CellKind.Memory:
                if (worker.ResidentBytes is { } bytes)
                    Right(canvas, y, text[..AgeText.WriteSize(bytes, text)], column, Look(ui, state, bytes >= Heavy ? Role.Text : bytes == 0 ? Role.Faint : Role.Soft));
                else if (worker.HasProcesses)
                    Right(canvas, y, "?", column, Look(ui, state, Role.Faint));
                break;
            case CellKind.Note:
                DrawNote(canvas, y, row, worker, column, ui);
                break;
            case CellKind.Trend:
                DrawTrend(canvas, y, row, worker, column, ui);
                break;
            case CellKind.Span:
                if (WorkerFields.All[column.Field].Number!(worker) is var seconds && !double.IsNaN(seconds))
                    Right(canvas, y, text[..AgeText.WriteAge(TimeSpan.FromSeconds(seconds), text)], column, Look(ui, state, Role.Soft));
                break;
            case CellKind.Number:
                if (WorkerFields.All[column.Field].Number!(worker) is var number && !double.IsNaN(number))
                    Right(canvas, y, text[..AgeText.WritePercent(number, text)], column, Look(ui, state, Role.Soft));
                break;
            default:
                DrawText(canvas, y, row.Text(column.Field), column, Look(ui, state, StateRoles.Quiet(state, Role.Soft)), ui);
                break;
        }
    }

    private static void DrawState(Canvas canvas, int y, GridRow row, Lifecycle state, GridColumn column, UiState ui)
    {
        var style = Look(ui, state, StateRoles.Of(state));
        canvas.Write(column.X, y, ui.Glyphs.Of(state), state.NeedsYou() ? style.With(TextAttributes.Bold) : style);
        if (row.IsMarked(ui.Now))
            style = style.With(TextAttributes.Reverse);
        CutText.Draw(canvas, column.X + 2, y, state.Word(), column.Width - 2, Kept.Start, style, ui.Glyphs.Cut);
    }

    private static void DrawName(Canvas canvas, int y, GridRow row, Lifecycle state, GridColumn column, bool hasCursor, UiState ui)
    {
        var style = Look(ui, state, hasCursor && state != Lifecycle.Unknown ? Role.Bright : StateRoles.OfName(state));
        if (hasCursor)
            style = style.With(TextAttributes.Bold);
        MarkedText.Draw(canvas, column.X, y, row.CutName(column.Width, column.Keep, ui.Glyphs.Cut), style, Look(ui, state, Role.Faint));
    }

    private static void DrawNote(Canvas canvas, int y, GridRow row, WorkerRow worker, GridColumn column, UiState ui)
    {
        var style = Look(ui, worker.State, StateRoles.OfNote(worker.State));
        if (worker.Verdict.NoteSince is not { } since)
        {
            CutText.Draw(canvas, column.X, y, row.Note, column.Width, column.Keep, style, ui.Glyphs.Cut);
            return;
        }
        Span<char> text = stackalloc char[512];
        int length = Math.Min(row.Note.Length, 240), after = Math.Min(row.NoteAfter.Length, 240);
        row.Note.AsSpan(0, length).CopyTo(text);
        text[length++] = ' ';
        length += AgeText.WriteAge(worker.Now - since, text[length..]);
        row.NoteAfter.AsSpan(0, after).CopyTo(text[length..]);
        CutText.Draw(canvas, column.X, y, text[..(length + after)], column.Width, column.Keep, style, ui.Glyphs.Cut);
    }

    private static void DrawTrend(Canvas canvas, int y, GridRow row, WorkerRow worker, GridColumn column, UiState ui)
    {
        if (row.Trend is not { } trend || !worker.HasProcesses)
            return;
        for (int bar = 0; bar < CpuTrend.Bars && bar < column.Width; bar++)
            if (trend.Height(bar) is >= 0 and var height)
                canvas.Write(column.X + bar, y, ui.Glyphs.Bars[height], Look(ui, worker.State, height >= CpuTrend.Bars / 2 ? Role.Text : height == 0 ? Role.Faint : Role.Soft));
    }

    private static void DrawText(Canvas canvas, int y, string text, GridColumn column, Style style, UiState ui)
    {
        if (column.IsRight && TextWidth.Of(text) <= column.Width)
            Right(canvas, y, text, column, style);
        else
            CutText.Draw(canvas, column.X, y, text, column.Width, column.Keep, style, ui.Glyphs.Cut);
    }

    public static void Right(Canvas canvas, int y, ReadOnlySpan<char> text, GridColumn column, Style style)
        => canvas.Part(column.X, y, column.Width, 1).WriteRight(column.Width, 0, text, style);

    /// <summary>What is not known stands faint and leaning all along its row.</summary>
    private static Style Look(UiState ui, Lifecycle state, Role role)
        => state == Lifecycle.Unknown ? ui.Scheme[Role.Faint].With(TextAttributes.Italic) : ui.Scheme[role];
}
