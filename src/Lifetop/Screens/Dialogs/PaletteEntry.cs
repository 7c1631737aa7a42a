using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Text;
using Lifetop.Model.Query;

namespace Lifetop.Screens.Dialogs;

/// <summary>One thing the palette can do: a row of the key table, or a setting of one value.</summary>
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
        foreach (var row in KeyMap.All)
            if ((row.Where & below.Context) != 0)
                entries.Add(new PaletteEntry(NameOf(row), row.Doc, KeysOf(ui, row.Action))
                {
                    Row = row,
                    Refusal = row.Unavailable?.Invoke(ui) ?? below.WhyNot(row.Action, ui),
                });
        if (below.Context == KeyContext.Grid)
            AddFields(entries);
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

    private static void AddFields(List<PaletteEntry> entries)
    {
        foreach (var field in WorkerFields.All)
            entries.Add(new PaletteEntry("columns: " + field.Name, field.Doc, "") { Run = ui => Toggle(ui, field.Name) });
        foreach (var field in WorkerFields.All)
            entries.Add(new PaletteEntry("sort: " + field.Name, field.Doc, "")
            {
                Run = ui => SettingChanges.Sort(ui, field.Name == "state" ? null : SettingChanges.NextSort(ui.Settings.Sort, field.Name)),
            });
    }

    private static void Toggle(UiState ui, string field)
    {
        var choice = new ColumnChoice(ui.Settings.Columns, ui.Width);
        for (int i = 0; i < choice.Count; i++)
            if (choice[i].Name == field)
            {
                if (choice.Toggle(i))
                    SettingChanges.Columns(ui, choice.Names);
                else
                    ui.Say(Outcome.Refused, "columns: the name is always shown");
                return;
            }
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
