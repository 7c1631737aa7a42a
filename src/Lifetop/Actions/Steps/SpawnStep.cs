namespace Lifetop.Actions.Steps;

/// <summary>One part of making a new worker; whoever makes it undoes it again should a later part fail.</summary>
public sealed record SpawnStep(string Kind, string Thing, string Sentence) : PlanStep
{
    public override string What => Kind;

    public override string Target => Thing;

    public override string Words => Sentence;
}
