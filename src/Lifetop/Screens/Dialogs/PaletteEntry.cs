using System;
using System.Collections.Generic;
using System.Text;

namespace Lifetop.Screens.Dialogs;

/// <summary>One thing the palette can do: a row of the key table, or a setting.</summary>
internal sealed record PaletteEntry(string Name, string Doc, string Keys)
{
    public KeyRow? Row { get; init; }

    /// <summary>What it does, if it is no row of the table.</summary>
    public Action<UiState>? Run { get; init; }

    /// <summary>Why it cannot be done now; null when it can.</summary>
    public string? Refusal { get; init; }

    /// <summary>All that can be done on the screen that is on top now.</summary>
    public static List<PaletteEntry> All(UiState ui)
    {
        var below = ui.Top;
        var entries = new List<PaletteEntry>();
        // What is done to the worker comes before how it is looked at.
        AddRows(entries, below, ui, isAct: true);
        AddRows(entries, below, ui, isAct: false);
        AddSettings(entries);
        below.Offer(entries, ui);
        foreach (string theme in ui.ThemeNames)
            entries.Add(new PaletteEntry("theme: " + theme, "", "")
            {
                Run = ui =>
                {
                    if (!SettingChanges.Theme(ui, theme))
                        ui.Say(Outcome.Refused, $"theme {theme} cannot be shown");
                },
            });
        return entries;
    }

    private static void AddRows(List<PaletteEntry> entries, Screen below, UiState ui, bool isAct)
    {
        foreach (var row in KeyMap.All)
            if ((row.Where & below.Context) != 0 && (row.Group is "act" or "keep") == isAct)
                entries.Add(new PaletteEntry(NameOf(row), row.Doc, KeysOf(ui, row.Action))
                {
                    Row = row,
                    Refusal = row.Unavailable?.Invoke(ui) ?? below.WhyNot(row.Action, ui),
                });
    }

    /// <summary>What an action is called that opens the same needs no second row.</summary>
    private static void AddSettings(List<PaletteEntry> entries)
    {
        int actions = entries.Count;
        foreach (var setting in SettingRows.All)
            if (entries.FindIndex(0, actions, entry => entry.Name == setting.Name) < 0)
                entries.Add(new PaletteEntry(setting.Name, "setting: " + setting.Doc, "") { Run = ui => ui.Open(new SettingsDialog(setting.Name)) });
    }

    /// <summary>A name as the config writes it, read aloud: <c>reap now</c>; but read-only is one word.</summary>
    private static string NameOf(KeyRow row) => row.Label == row.Name ? row.Name : row.Name.Replace('-', ' ');

    private static string KeysOf(UiState ui, UiAction action)
    {
        var keys = ui.Keys.KeysOf(action);
        var text = new StringBuilder();
        foreach (var key in keys)
            text.Append(text.Length == 0 ? "" : " ").Append(key.ToString());
        return text.ToString();
    }
}
