namespace Lifetop.Actions.Steps;

/// <summary>Lets lifetop forget that it manages a worker; nothing in the world is touched.</summary>
public sealed record DropRecord(string Identity, string Name) : PlanStep
{
    public override string What => "drop record";

    public override string Target => Identity;

    public override string Words => $"forget that lifetop manages {Name}, which lives on";
}
