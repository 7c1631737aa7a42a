namespace Lifetop.Actions.Steps;

/// <summary>From now on nobody starts the worker again by itself, until a person does. That it was asked for stands in the journal, where watch reads it.</summary>
/// <param name="Policy">on-failure or always.</param>
public sealed record RestPolicy(string Policy) : PlanStep
{
    public override string What => "rest policy";

    public override string Target => Policy;

    public override string Words => $"its restart policy, {Policy}, rests until it is restarted";
}
