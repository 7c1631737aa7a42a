using Lifetop.Model;

namespace Lifetop.Actions.Steps;

/// <summary>Lets the pane stay when its program ends, so that another can be started in it. Comes before the end.</summary>
public sealed record HoldPane(TmuxServer Server, string PaneId) : PlanStep
{
    public override string What => "hold pane";

    public override string Target => $"{PaneId} of {Server.Socket}";

    public override string Words => $"keep pane {PaneId} open meanwhile";

    public override bool ComesBeforeTheEnd => true;
}
