using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Screens.Acting;

namespace Lifetop.Screens;

/// <summary>Why a key cannot be used now, in the words that footer, palette and message line show.</summary>
internal static class Reasons
{
    /// <summary>To end it, or to start it again: of several that are marked, the plan names who is left out and why.</summary>
    public static string? NoAction(UiState ui)
    {
        if (ui.ReadOnly)
            return "read-only";
        // A list of processes knows its own reasons.
        if (ui.Top.Context == KeyContext.Processes)
            return null;
        if (PlanAsking.MeansMarked(ui) && ui.Marked.Count > 1)
            return null;
        return One(ui) is { } row ? NoAction(row, ui) : "nothing is selected";
    }

    public static string? NoNudge(UiState ui)
        => NoAction(ui) ?? (One(ui) is { Worker.Pane: null } row ? $"{row.Name} has no pane" : null);

    public static string? NoDetach(UiState ui)
        => NoAction(ui) ?? (One(ui) is { Worker.Pane: null, Declaration: not { Source: "lifetop" } } row ? $"{row.Name} has no pane" : null);

    public static string? NoCancel(UiState ui) => ui.Plans.IsAny ? null : "nothing is under way here";

    public static string? NoSpawn(UiState ui) => ui.ReadOnly ? "read-only" : ui.Tmux.IsSo ? "there is no tmux on PATH to start it in" : null;

    /// <summary>To sweep, which is about nobody selected.</summary>
    public static string? ReadOnly(UiState ui) => ui.ReadOnly ? "read-only" : null;

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

    /// <summary>The only one that is meant; null for nobody or several. Asked with every frame, so nothing is made.</summary>
    private static WorkerRow? One(UiState ui) => !PlanAsking.MeansMarked(ui) ? ui.Selected : ui.Marked.Count == 1 ? ui.Marked[0] : null;

    private static string? NoAction(WorkerRow row, UiState ui)
    {
        if (row.Worker.IsSelf)
            return "it is lifetop itself";
        if (row.Judged.Protected)
            return ui.Keys.ReasonOfProtected;
        if (ui.Plans.IsUnderWay(row.Worker))
            return "a plan is at it already";
        return row.State switch
        {
            Lifecycle.Unknown => "it was not seen clearly enough",
            Lifecycle.Reaping => "it is being ended already",
            Lifecycle.Restarting => "it is being started again already",
            _ => null,
        };
    }
}
