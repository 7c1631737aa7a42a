namespace Lifetop.Actions.Steps;

/// <summary>Moves the record of an ended worker to the history.</summary>
/// <param name="Ended">How and when, in words: <c>failed 8d ago</c>.</param>
public sealed record ArchiveRecord(string Identity, string Ended) : PlanStep
{
    public override string What => "archive";

    public override string Target => Identity;

    public override string Words => $"move its record to the history: {Ended}";
}
