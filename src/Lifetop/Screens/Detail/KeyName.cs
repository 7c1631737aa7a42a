using Lifetop.Theming;

namespace Lifetop.Screens.Detail;

/// <summary>The key of an action as the user has it, and how it is shown.</summary>
internal static class KeyName
{
    /// <summary>The first of its keys; null when it has none.</summary>
    public static string? Of(UiAction action, UiState ui) => ui.Keys.KeysOf(action) is [var key, ..] ? key.ToString() : null;

    public static bool IsUsable(UiAction action, UiState ui) => KeyMap.Of(action).Unavailable?.Invoke(ui) is null;

    /// <summary>A key that cannot be used now is not in the colour of keys.</summary>
    public static Role RoleOf(UiAction action, UiState ui) => IsUsable(action, ui) ? Role.Accent : Role.Faint;
}
