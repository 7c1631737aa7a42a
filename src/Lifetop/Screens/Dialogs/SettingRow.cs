using System;

namespace Lifetop.Screens.Dialogs;

/// <summary>One setting that can be changed on the screen: how it reads, and how it is changed.</summary>
/// <param name="Name">As the config calls it.</param>
internal sealed record SettingRow(string Name, string Doc, Func<UiState, string> Value)
{
    /// <summary>Goes to the next value, or back; null for one that is typed or has a dialog of its own.</summary>
    public Action<UiState, int>? Step { get; init; }

    /// <summary>Takes what was typed; a text says what is wrong with it.</summary>
    public Func<UiState, string, string?>? Take { get; init; }

    /// <summary>What Enter opens.</summary>
    public Func<UiState, Screen>? Opens { get; init; }
}
