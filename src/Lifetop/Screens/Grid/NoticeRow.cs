using System;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Screens.Acting;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Grid;

/// <summary>The row between header and list, only while there is something to say, one thing at a time: what cannot be read, what a dead lifetop left half done, that there is no tmux, that the order stands, then what a sweep would take.</summary>
internal static class NoticeRow
{
    private const string OfRegistry = "registry", OfSpawn = "spawn";

    /// <param name="trouble">Why nothing can be recorded; null when it can.</param>
    public static bool IsDue(string? trouble, WorkerList list, SweepNotice sweep, UiState ui)
        => trouble is not null || GapOf(ui.Roster) is not null || !ui.Plans.Abandoned.IsEmpty || ui.Tmux.IsTold || list.FrozenAt is not null || sweep.IsDue;

    public static void Draw(Canvas canvas, int y, string? trouble, WorkerList list, SweepNotice sweep, UiState ui)
    {
        int margin = canvas.Width < GridLayout.Narrow ? 1 : 2, right = canvas.Width - margin;
        if (trouble is not null)
            DrawTrouble(canvas, margin, y, right, trouble, ui);
        else if (GapOf(ui.Roster) is { } gap)
            DrawGap(canvas, margin, y, right, gap, list.Rows.Counts[Lifecycle.Unknown], ui);
        else if (ui.Plans.Abandoned is [var left, ..])
            DrawLeft(canvas, margin, y, right, left, ui);
        else if (ui.Tmux.IsTold)
            DrawNoTmux(canvas, margin, y, right, ui);
        else if (list.FrozenAt is { } since)
            DrawFrozen(canvas, margin, y, right, since, ui);
        else
            sweep.Draw(canvas, margin, y, right, ui);
    }

    /// <summary>What is told of all that cannot be read: that nothing is recorded, else the first that hides workers.</summary>
    private static Gap? GapOf(Roster roster)
    {
        Gap? first = null;
        var gaps = roster.Gaps;
        for (int i = 0; i < gaps.Length; i++)
            if (gaps[i].Source == OfRegistry)
                return gaps[i];
            else if (gaps[i].HidesWorkers)
                first ??= gaps[i];
        return first;
    }

    private static void DrawTrouble(Canvas canvas, int x, int y, int right, string trouble, UiState ui)
    {
        var pen = new Pen(canvas, x, y);
        pen.Write('!', ui.Scheme.Strong(Role.Warn));
        pen.Write(" registry", ui.Scheme[Role.Warn]);
        pen.Write(" records nothing: ", ui.Scheme[Role.Text]);
        CutText.Draw(canvas, pen.X, y, SafeText.Of(trouble), right - pen.X, Kept.End, ui.Scheme[Role.Text], ui.Glyphs.Cut);
    }

    private static void DrawGap(Canvas canvas, int x, int y, int right, Gap gap, int unknown, UiState ui)
    {
        // A narrow header has the same number just above, and there what is wrong needs the room.
        if (unknown > 0 && canvas.Width >= GridLayout.Narrow)
        {
            int width = Pen.WidthOf(unknown) + 8;
            var count = new Pen(canvas, right - width, y);
            count.Write(unknown, ui.Scheme[Role.Faint]);
            count.Write(" unknown", ui.Scheme[Role.Faint]);
            right -= width + 2;
        }
        Span<char> age = stackalloc char[AgeText.Longest];
        var pen = new Pen(canvas.Part(0, y, right, 1), x, 0);
        pen.Write('!', ui.Scheme.Strong(Role.Warn));
        pen.Write(' ', ui.Scheme[Role.Text]);
        pen.Write(SafeText.Of(gap.Source), ui.Scheme[Role.Warn]);
        pen.Write(canvas.Width < GridLayout.Narrow ? " " : " cannot be read for ", ui.Scheme[Role.Text]);
        pen.Write(age[..AgeText.WriteAge(ui.Now - gap.Since, age)], ui.Scheme[Role.Text]);
        pen.Write(": ", ui.Scheme[Role.Text]);
        CutText.Draw(canvas, pen.X, y, FromItsName(SafeText.Of(gap.What)), right - pen.X, Kept.Start, ui.Scheme[Role.Text], ui.Glyphs.Cut);
    }

    /// <summary>The folders before a file's name leave no room for what is wrong with it; the why of its worker has them.</summary>
    private static ReadOnlySpan<char> FromItsName(ReadOnlySpan<char> what)
    {
        int colon = what.StartsWith('/') ? what.IndexOf(':') : -1;
        return colon < 0 ? what : what[(what[..colon].LastIndexOf('/') + 1)..];
    }

    /// <summary><c>reap of brave-lynx was left half done: plan 12, 2 of 5 steps   x on it finishes it  Esc later</c></summary>
    private static void DrawLeft(Canvas canvas, int x, int y, int right, AbandonedPlan left, UiState ui)
    {
        bool isSpawn = left.Action == OfSpawn;
        string key = isSpawn ? ui.Keys.NameOf(UiAction.Sweep) : WorkerActions.KeyOf(left.Action, ui);
        if (key.Length > 0 && right - x > 80)
        {
            string does = isSpawn ? " shows what undoes it" : " on it finishes it";
            const string later = " later", gap = "  ";
            string escape = ui.Keys.NameOf(UiAction.Back);
            int width = key.Length + does.Length + gap.Length + escape.Length + later.Length;
            var hint = new Pen(canvas, right - width, y);
            hint.Write(key, ui.Scheme[Role.Accent]);
            hint.Write(does, ui.Scheme[Role.Soft]);
            hint.Write(gap, ui.Scheme[Role.Soft]);
            hint.Write(escape, ui.Scheme[Role.Accent]);
            hint.Write(later, ui.Scheme[Role.Soft]);
            right -= width + 2;
        }
        var pen = new Pen(canvas.Part(0, y, right, 1), x, 0);
        pen.Write('!', ui.Scheme.Strong(Role.Warn));
        pen.Write(' ', ui.Scheme[Role.Text]);
        pen.Write(left.Action, ui.Scheme[Role.Warn]);
        pen.Write(" of ", ui.Scheme[Role.Text]);
        pen.Write(SafeText.Of(NameOf(left.Worker, ui.Roster)), ui.Scheme[Role.Text]);
        pen.Write(" was left half done: plan ", ui.Scheme[Role.Text]);
        pen.Write((int)left.Id, ui.Scheme[Role.Text]);
        pen.Write(", ", ui.Scheme[Role.Text]);
        pen.Write(left.StepsDone, ui.Scheme[Role.Text]);
        pen.Write(" of ", ui.Scheme[Role.Text]);
        pen.Write(left.Steps, ui.Scheme[Role.Text]);
        pen.Write(" steps", ui.Scheme[Role.Text]);
    }

    private static string NameOf(string identity, Roster roster)
    {
        foreach (var judged in roster.Workers)
            if (judged.Worker.Identity == identity || judged.Worker.AlsoKnownAs.Contains(identity))
                return judged.Worker.Name;
        return identity;
    }

    /// <summary><c>! no tmux on PATH: install it to see panes and to spawn   Esc hides</c></summary>
    private static void DrawNoTmux(Canvas canvas, int x, int y, int right, UiState ui)
    {
        const string hides = " hides";
        string escape = ui.Keys.NameOf(UiAction.Back);
        bool isNarrow = canvas.Width < GridLayout.Narrow;
        right -= escape.Length + (isNarrow ? 0 : hides.Length);
        var hint = new Pen(canvas, right, y);
        hint.Write(escape, ui.Scheme[Role.Accent]);
        if (!isNarrow)
            hint.Write(hides, ui.Scheme[Role.Soft]);
        var pen = new Pen(canvas.Part(0, y, right, 1), x, 0);
        pen.Write('!', ui.Scheme.Strong(Role.Warn));
        pen.Write(" no tmux", ui.Scheme[Role.Warn]);
        pen.Write(isNarrow ? " on PATH: install it" : ui.ReadOnly ? " on PATH: install it to see panes" : " on PATH: install it to see panes and to spawn", ui.Scheme[Role.Text]);
    }

    private static void DrawFrozen(Canvas canvas, int x, int y, int right, DateTimeOffset since, UiState ui)
    {
        Span<char> clock = stackalloc char[8];
        (since + ui.LocalOffset).TryFormat(clock, out _, "HH:mm:ss", CultureInfo.InvariantCulture);
        var pen = new Pen(canvas, x, y);
        pen.Write("the order stands since ", ui.Scheme[Role.Text]);
        pen.Write(clock, ui.Scheme[Role.Text]);
        const string moves = " lets it move";
        string key = ui.Keys.NameOf(UiAction.Freeze);
        int at = right - moves.Length - TextWidth.Of(key);
        if (key.Length == 0 || pen.X + 2 > at)
            return;
        pen = new Pen(canvas, at, y);
        pen.Write(key, ui.Scheme[Role.Accent]);
        pen.Write(moves, ui.Scheme[Role.Soft]);
    }
}
