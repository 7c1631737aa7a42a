namespace Lifetop.Actions.Systems.Multiclaude;

/// <summary>Tells multiclaude's daemon to start an agent again in its window.</summary>
/// <param name="Force">It runs now and is ended for it.</param>
public sealed record RestartAgent(string Socket, string Repository, string Agent, bool Force) : PlanStep
{
    public override string What => "restart agent";

    public override string Target => $"{Repository}/{Agent} at {Socket}";

    public override string Words => $"multiclaude starts {Agent} again{(Force ? ", though it runs" : "")}";
}
