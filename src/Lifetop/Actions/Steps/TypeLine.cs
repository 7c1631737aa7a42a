using Lifetop.Model;

namespace Lifetop.Actions.Steps;

/// <summary>Types a line into the worker's pane, letter by letter as it stands, and Enter.</summary>
public sealed record TypeLine(TmuxServer Server, string PaneId, string Line) : PlanStep
{
    public override string What => "type";

    public override string Target => $"{PaneId} of {Server.Socket}";

    public override string Words => $"type into {PaneId}: {Line}";
}
