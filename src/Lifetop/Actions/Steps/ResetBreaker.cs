namespace Lifetop.Actions.Steps;

/// <summary>Counts a worker's restarts anew: the step's own record in the journal is what the next count begins at.</summary>
public sealed record ResetBreaker(string Key, int Restarts) : PlanStep
{
    public override string What => "reset breaker";

    public override string Target => Key;

    public override string Words => Restarts > 0
        ? $"forget {Restarts.ToString(System.Globalization.CultureInfo.InvariantCulture)} restarts: watch may start it again"
        : "let watch start it again";
}
