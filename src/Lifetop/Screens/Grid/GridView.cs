using System;
using Lifetop.Model;
using Lifetop.Model.Query;

namespace Lifetop.Screens.Grid;

/// <summary>Which workers are looked at, in the order of the keys 0 to 5.</summary>
public enum GridView
{
    All,
    Attention,
    Agents,
    Daemons,
    Jobs,
    Gone,
}

/// <summary>What the views are called and who is in them.</summary>
internal static class GridViews
{
    public const int Count = 6;

    private static readonly string[] Words = ["all", "attention", "agents", "daemons", "jobs", "gone"];

    public static string Word(this GridView view) => Words[(int)view];

    public static GridView? Of(UiAction action) => action is >= UiAction.ViewAll and <= UiAction.ViewGone ? (GridView)(action - UiAction.ViewAll) : null;

    /// <summary>Whether the view holds it; shells stand in it without being counted.</summary>
    public static bool Holds(this GridView view, GridRow row, UiSettings settings)
    {
        if (row.Worker is not { } worker)
            return false;
        if (view == GridView.Gone)
            return worker.State.IsEnded();
        if (!row.IsPresent || Attempts.HasPassed(worker, settings.ShowEnded))
            return false;
        return view switch
        {
            GridView.Attention => IsNeedy(worker),
            GridView.Agents => worker.Kind == WorkerKind.Agent,
            GridView.Daemons => worker.Kind is WorkerKind.Daemon or WorkerKind.Server,
            GridView.Jobs => worker.Kind is WorkerKind.Job or WorkerKind.Shell,
            _ => true,
        };
    }

    /// <summary>Wants a person now: not a shell, and not put off.</summary>
    public static bool IsNeedy(WorkerRow worker)
        => worker.State.NeedsYou() && worker.Kind != WorkerKind.Shell && !(worker.Judged.SnoozedUntil > worker.Now);
}
