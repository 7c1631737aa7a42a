using System.Collections.Immutable;
using Lifetop.Model.Query;

namespace Lifetop.Screens.Dialogs;

/// <summary>Changes of what the user set: they hold at once, and the config is asked to keep them.</summary>
internal static class SettingChanges
{
    /// <summary>False when this theme cannot be shown.</summary>
    public static bool Theme(UiState ui, string name)
    {
        if (ui.SchemeOf?.Invoke(name) is not { } scheme)
            return false;
        ui.Scheme = scheme;
        ui.Settings = ui.Settings with { Theme = name };
        ui.Ask(new SaveSetting("theme", name));
        return true;
    }

    /// <summary>None lets the width decide again.</summary>
    public static void Columns(UiState ui, ImmutableArray<string> names)
    {
        ui.Settings = ui.Settings with { Columns = names };
        ui.Ask(new SaveSetting("columns", string.Join(',', names)));
    }

    /// <summary>For as long as this lifetop runs.</summary>
    public static void Sort(UiState ui, string? field)
    {
        ui.Settings = ui.Settings with { Sort = field };
        ui.Say(Outcome.Noted, field is null ? "sorted: what needs you first" : $"sorted by {field}");
    }

    /// <summary>Sorts by a field, largest or longest first where it is a number; turned round when it is sorted by already.</summary>
    public static string NextSort(string? present, string field)
    {
        bool numeric = WorkerFields.Find(field) is { IsNumeric: true };
        string first = numeric ? field + ":desc" : field, second = numeric ? field : field + ":desc";
        return present == first ? second : first;
    }
}
