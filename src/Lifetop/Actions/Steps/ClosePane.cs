using Lifetop.Model;

namespace Lifetop.Actions.Steps;

/// <summary>Closes the pane that belongs to the worker, by its id on exactly that server process.</summary>
/// <param name="Alone">It is the only pane of its window, which goes with it.</param>
public sealed record ClosePane(TmuxServer Server, string PaneId, string WindowId, string SessionName, bool Alone) : PlanStep
{
    public static ClosePane Of(Pane pane)
        => new(pane.Server, pane.PaneId, pane.WindowId, pane.SessionName, pane.WindowPanes == 1) { Pid = pane.Dead ? 0 : pane.Pid };

    /// <summary>Its root process when the plan was made, so that a pane that was started again stays; 0 for whoever is in it.</summary>
    public int Pid { get; init; }

    public override string What => "close pane";

    public override string Target => $"{PaneId} of {Server.Socket}";

    public override string Words => Alone ? $"close window {WindowId} of {SessionName}" : $"close pane {PaneId} in window {WindowId} of {SessionName}";
}
