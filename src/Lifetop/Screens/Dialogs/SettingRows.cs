using System;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Model.Query;

namespace Lifetop.Screens.Dialogs;

/// <summary>The settings that can be changed on the screen; each holds at once and is kept in the config.</summary>
internal static class SettingRows
{
    private static readonly string[] Intervals = ["250ms", "500ms", "1s", "2s", "5s", "10s"];

    public static readonly ImmutableArray<SettingRow> All =
    [
        new("interval", "between two looks", static ui => Interval(ui.Settings.Interval)) { Step = StepInterval, Take = TakeInterval },
        new("theme", "the colours", static ui => ui.Settings.Theme) { Opens = static ui => new ThemesDialog(ui) },
        Switch("mouse", "clicks and wheel", static settings => settings.Mouse, static (settings, on) => settings with { Mouse = on }),
        new("bell", "changes to ring at: attention, running>failed", static ui => ui.Settings.Bell) { Take = TakeBell },
        new("ascii", "draw with ASCII only", static ui => Word(ui.Glyphs.IsAscii)) { Step = StepAscii },
        new("sort", "field, or field:desc", static ui => ui.Settings.Sort ?? "") { Take = TakeSort },
        new("columns", "of the list", static ui => ui.Settings.Columns.IsEmpty ? "by width" : string.Join(' ', ui.Settings.Columns)) { Opens = static ui => new ColumnsDialog(ui) },
        new("keys", "which key does what", static ui => ui.Keys.OwnCount == 0 ? "as shipped" : string.Concat(ui.Keys.OwnCount.ToString(CultureInfo.InvariantCulture), " changed")) { Opens = static _ => new KeysDialog() },
        new("hook", "command run when one needs you", static ui => ui.Settings.Hook) { Take = TakeHook },
    ];

    private static SettingRow Switch(string name, string doc, Func<UiSettings, bool> get, Func<UiSettings, bool, UiSettings> set)
        => new(name, doc, ui => Word(get(ui.Settings)))
        {
            Step = (ui, _) =>
            {
                bool on = !get(ui.Settings);
                ui.Settings = set(ui.Settings, on);
                ui.Ask(new SaveSetting(name, Word(on)));
            },
        };

    private static string Word(bool on) => on ? "true" : "false";

    private static string Interval(TimeSpan interval) => interval.TotalSeconds < 1 ? ((int)interval.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) + "ms" : AgeText.Limit(interval);

    private static void StepInterval(UiState ui, int by)
    {
        int at = 0;
        for (int i = 0; i < Intervals.Length; i++)
            if (AgeText.TryParseDuration(Intervals[i], out var known) && known <= ui.Settings.Interval)
                at = i;
        TakeInterval(ui, Intervals[Math.Clamp(at + by, 0, Intervals.Length - 1)]);
    }

    private static string? TakeInterval(UiState ui, string text)
    {
        if (!AgeText.TryParseDuration(text, out var interval) || interval < TimeSpan.FromMilliseconds(100))
            return "write 500ms, 1s or 5s; not under 100ms";
        ui.Settings = ui.Settings with { Interval = interval };
        ui.Ask(new SaveSetting("interval", text));
        return null;
    }

    private static void StepAscii(UiState ui, int by)
    {
        ui.Glyphs = ui.Glyphs.IsAscii ? Glyphs.Unicode : Glyphs.Ascii;
        ui.Ask(new SaveSetting("ascii", Word(ui.Glyphs.IsAscii)));
    }

    private static string? TakeSort(UiState ui, string text)
    {
        if (text.Length > 0 && WorkerOrder.Parse(text, out string? error) is null)
            return error;
        SettingChanges.Sort(ui, text.Length == 0 ? null : text);
        return null;
    }

    private static string? TakeBell(UiState ui, string text)
    {
        foreach (string word in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
            if (StateChange.Read(word, []) is { } wrong)
                return wrong;
        ui.Settings = ui.Settings with { Bell = text };
        ui.Ask(new SaveSetting("bell", text));
        return null;
    }

    private static string? TakeHook(UiState ui, string text)
    {
        if (ArgumentText.Split(text) is null)
            return "a quote is open";
        ui.Settings = ui.Settings with { Hook = text };
        ui.Ask(new SaveSetting("hook", text));
        return null;
    }
}
