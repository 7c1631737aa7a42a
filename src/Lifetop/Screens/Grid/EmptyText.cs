using System;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Grid;

/// <summary>What stands where no worker does: the ways in, or why nobody fits.</summary>
internal static class EmptyText
{
    private static readonly Line[] Lines =
    [
        new(null, "No workers yet.", Role.Bright),
        new(null, "", Role.Soft),
        new(null, "", Role.Soft),
        new(UiAction.Spawn, "start one here, with its log and restarts", Role.Text),
        new(null, "lifetop spawn --name web -- npm run dev", Role.Soft),
        new(null, "", Role.Soft),
        new(UiAction.Adopt, "adopt one that runs already", Role.Text),
        new(null, "lifetop adopt --pid 4211 --name web", Role.Soft),
        new(null, "", Role.Soft),
        new(UiAction.Processes, "see every process, to choose from", Role.Text),
        new(null, "", Role.Soft),
        new(null, "Seen by themselves, as soon as they exist", Role.Soft),
        new(null, "tmux panes · multiclaude · every-code · agent-relay · commit-relay", Role.Faint),
        new(null, "orchestrator · pid files · manifests · what lifetop spawned", Role.Faint),
        new(null, "", Role.Soft),
        new(UiAction.Palette, "doctor: what was looked at, and what could not be read", Role.Text),
    ];

    private const int Looked = 1, FirstKey = 3, LastKey = 9, Sources = 12;

    /// <summary>What two of them say without a tmux.</summary>
    private const string NoStart = "start one here, needs tmux on PATH", NoPanes = "multiclaude · every-code · agent-relay · commit-relay";

    public static void DrawNoWorkers(Canvas canvas, UiState ui)
    {
        int left = canvas.Width < GridLayout.Narrow ? 1 : 8, y = canvas.Height > Lines.Length + 2 ? 2 : 0, beside = 0;
        foreach (var line in Lines)
            beside = Math.Max(beside, KeyOf(line, ui).Length + 2);
        for (int i = 0; i < Lines.Length && y < canvas.Height; i++, y++)
        {
            var (action, text, role) = Lines[i];
            string key = KeyOf(Lines[i], ui);
            if (i == Looked)
            {
                DrawLooked(canvas, left, y, ui);
                continue;
            }
            if (action is not null && key.Length == 0)
                continue;
            bool isBesideKey = i is >= FirstKey and <= LastKey || action is not null;
            canvas.Write(left, y, key, ui.Scheme[Role.Accent]);
            var style = i == 0 ? ui.Scheme.Strong(role) : ui.Scheme[role];
            if (ui.Tmux.IsSo)
                text = i == FirstKey ? NoStart : i == Sources ? NoPanes : text;
            string shown = ui.Glyphs.IsAscii ? text.Replace('·', ui.Glyphs.Separator) : text;
            int x = left + (isBesideKey ? beside : 0);
            CutText.Draw(canvas, x, y, shown, canvas.Width - 1 - x, Kept.Start, style, ui.Glyphs.Cut);
        }
    }

    public static void DrawNobodyFits(Canvas canvas, WorkerList list, string filter, UiState ui)
    {
        int left = canvas.Width < GridLayout.Narrow ? 1 : 8, y = canvas.Height > 4 ? 1 : 0;
        if (filter.Length == 0)
        {
            string nobody = list.View == GridView.Attention ? "Nothing needs you" : "Nobody in this view";
            canvas.Write(left, y, nobody + (ui.IsPartial ? " so far." : "."), ui.Scheme.Strong(Role.Bright));
            if (list.View != GridView.All)
                KeyHint.Draw(canvas, left, y + 2, canvas.Width, ui.Keys.NameOf(UiAction.ViewAll), "shows all", ui);
            return;
        }
        canvas.Write(left, y, "Nobody fits the filter.", ui.Scheme.Strong(Role.Bright));
        FilterText.Draw(canvas, left, y + 1, filter, canvas.Width - 1 - left, list.Filter.Error, ui);
        int x = KeyHint.Draw(canvas, left, y + 3, canvas.Width, ui.Keys.NameOf(UiAction.Back), "clears it", ui);
        KeyHint.Draw(canvas, x, y + 3, canvas.Width, ui.Keys.NameOf(UiAction.Filter), "changes it", ui);
    }

    private static void DrawLooked(Canvas canvas, int x, int y, UiState ui)
    {
        var pen = new Pen(canvas, x, y);
        var style = ui.Scheme[Role.Soft];
        if (canvas.Width < GridLayout.Narrow)
            pen.Write("lifetop looked and found none.", style);
        else if (ui.Sources > 0)
        {
            pen.Write("lifetop looked in ", style);
            pen.Write(ui.Sources, style);
            pen.Write(ui.Sources == 1 ? " place" : " places", style);
            pen.Write(" and found nothing that lives for a while.", style);
        }
        else
            pen.Write("lifetop looked and found nothing that lives for a while.", style);
    }

    private static string KeyOf(in Line line, UiState ui) => line.Action is { } action ? ui.Keys.NameOf(action) : "";

    private readonly record struct Line(UiAction? Action, string Text, Role Role);
}
