using System;
using System.Collections.Generic;
using Lifetop.Model.Query;
using Lifetop.Screens.Dialogs;

namespace Lifetop.Screens.Grid;

/// <summary>What of the grid can be asked for by name in the palette: each column, order and grouping.</summary>
internal static class GridOffers
{
    private static readonly Offered[] Groupings =
    [
        new(Grouping.Source, "under the convention they were found by"),
        new(Grouping.Project, "under the project they work on"),
        new(Grouping.None, "one list"),
    ];

    public static void Add(List<PaletteEntry> entries, WorkerList list, UiState ui)
    {
        foreach (var column in GridColumns.Offers(ui.ListWidth))
            entries.Add(new PaletteEntry("columns: " + column.Name, column.Doc, "") { Run = ui => Toggle(ui, column.Name) });
        foreach (var field in WorkerFields.All)
            entries.Add(new PaletteEntry("sort: " + field.Name, field.Doc, "") { Run = ui => Sort(field, list, ui) });
        foreach (var offered in Groupings)
            entries.Add(new PaletteEntry("group: " + offered.Grouping.Word(), offered.Doc, "") { Run = ui => list.Group(offered.Grouping, ui) });
    }

    private static void Toggle(UiState ui, string column)
    {
        var choice = new ColumnChoice(ui.Settings.Columns, ui.ListWidth);
        for (int i = 0; i < choice.Count; i++)
            if (choice[i].Name == column)
            {
                if (choice.Toggle(i))
                    SettingChanges.Columns(ui, choice.Names);
                else
                    ui.Say(Outcome.Refused, "columns: the name is always shown");
                return;
            }
    }

    /// <summary>As a click on its head does: what is sorted by already is turned round.</summary>
    private static void Sort(WorkerField field, WorkerList list, UiState ui)
    {
        list.Sort(ListOrder.Asked(field, list.Order), ui);
        ui.Say(Outcome.Noted, list.Order.Word is { } word ? "sorted by " + word : "sorted: what needs you first");
    }

    private sealed record Offered(Grouping Grouping, string Doc);
}
