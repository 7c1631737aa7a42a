using Lifetop.Model;

namespace Lifetop.Actions.Steps;

/// <summary>Types a line into the worker's pane, letter by letter as it stands, and Enter.</summary>
public sealed record TypeLine(TmuxServer Server, string PaneId, string Line) : PlanStep
{
    /// <summary>Its root process when the plan was made: the line is for nobody else; 0 for whoever is in it.</summary>
    public int Pid { get; init; }

    public override string What => "type";

    public override string Target => $"{PaneId} of {Server.Socket}";

    public override string Words => $"type into {PaneId}: {Line}";
}
