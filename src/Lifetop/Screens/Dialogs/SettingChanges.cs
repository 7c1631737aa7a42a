using System.Collections.Immutable;

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

    /// <summary>None lets what needs you come first again. Who only looks is not told with every sort that nothing is kept.</summary>
    public static void Sort(UiState ui, string? order)
    {
        ui.Settings = ui.Settings with { Sort = order };
        if (!ui.ReadOnly)
            ui.Ask(new SaveSetting("sort", order ?? ""));
    }

    /// <summary>Gives an action other keys, with blanks between; none for the shipped ones. What is wrong with that, or null.</summary>
    public static string? Keys(UiState ui, KeyRow row, string keys)
    {
        if (ui.Keys.Rebound(row, keys, out string wrong) is not { } bindings)
            return wrong;
        ui.Keys = bindings;
        ui.Ask(new SaveSetting("keys." + row.Name, keys));
        return null;
    }
}
