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

    /// <summary>Of the selected worker, without one there is the list to choose from; a list of processes knows its own reasons.</summary>
    public static string? NoAdopt(UiState ui)
        => ui.ReadOnly ? "read-only"
            : ui.Top.Context == KeyContext.Processes ? null
            : ui.Selected is not { } row ? null
            : Adoption.Refusal(row.Judged);

    /// <summary>To protect it, or to snooze it.</summary>
    public static string? NoDecision(UiState ui)
        => ui.ReadOnly ? "read-only" : ui.Selected is not { } row ? "nothing is selected" : row.Worker.IsSelf ? "it is lifetop itself" : null;

    public static string? NoForget(UiState ui)
        => ui.ReadOnly ? "read-only"
            : ui.Selected is not { } row ? "nothing is selected"
            : Forgetting.Refusal(row.Judged);
}
