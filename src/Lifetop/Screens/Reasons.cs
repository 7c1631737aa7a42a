using Lifetop.Model;

namespace Lifetop.Screens;

/// <summary>Why a key cannot be used now, in the words that footer, palette and message line show.</summary>
internal static class Reasons
{
    public static string? ComesWithReap(UiState ui) => "comes with reap";

    public static string? NoAttach(UiState ui)
        => ui.Selected is not { } row ? "nothing is selected"
            : row.Worker.Pane is null ? $"{row.Name} has no pane"
            : row.State == Lifecycle.Unknown ? $"{row.Name} was not seen clearly enough"
            : row.Worker.IsSelf ? "it is lifetop itself"
            : null;

    public static string? NoAdopt(UiState ui) => ui.ReadOnly ? "read-only" : null;

    public static string? NoForget(UiState ui)
        => ui.ReadOnly ? "read-only" : ui.Selected is null ? "nothing is selected" : null;
}
