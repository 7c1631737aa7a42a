using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Model;

namespace Lifetop.Actions.Steps;

/// <summary>Ends the record of a plan whose lifetop died, without doing the rest of it.</summary>
/// <param name="About">What it was to do, and how far it came.</param>
public sealed record DropPlan(long Id, string About) : PlanStep
{
    /// <summary>Whom it had stopped to kill them: they go on.</summary>
    public ImmutableArray<ProcessIdentity> Stopped { get; init; } = [];

    public override string What => "drop plan";

    public override string Target => "plan " + Id.ToString(CultureInfo.InvariantCulture);

    public override string Words => $"drop unfinished {Target}: {About}";
}
