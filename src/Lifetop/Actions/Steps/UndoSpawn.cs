using System.Globalization;
using Lifetop.Actions.Spawning;

namespace Lifetop.Actions.Steps;

/// <summary>Takes back what a spawn had made whose lifetop died before the program began; where it had begun, only the plan is ended.</summary>
/// <param name="About">How far it came.</param>
public sealed record UndoSpawn(LeftSpawn Left, string About) : PlanStep
{
    public override string What => "undo spawn";

    public override string Target => "plan " + Left.Plan.ToString(CultureInfo.InvariantCulture);

    public override string Words => $"undo unfinished {Target}: {About}";
}
