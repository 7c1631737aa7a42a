namespace Lifetop.Actions.Steps;

/// <summary>Removes a branch that was made for the worker, only as long as it has no commit that is nowhere else.</summary>
/// <param name="Repository">A folder in the repository that stays.</param>
public sealed record RemoveBranch(string Repository, string Branch) : PlanStep
{
    public override string What => "remove branch";

    public override string Target => $"{Branch} of {Repository}";

    public override string Words => $"remove branch {Branch}, which has no commits of its own";
}
