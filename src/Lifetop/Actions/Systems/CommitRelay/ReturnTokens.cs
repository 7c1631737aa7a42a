using System.Globalization;
using Lifetop.Platform;

namespace Lifetop.Actions.Systems.CommitRelay;

/// <summary>Gives back to token-budget.json what the worker was allocated and did not use.</summary>
/// <param name="Path">Its spec, which says how much that is and takes note of it.</param>
/// <param name="Stamp">Of the spec when the plan was made; of one that a step before makes, nothing.</param>
/// <param name="Tokens">As it was when the plan was made; the spec decides.</param>
public sealed record ReturnTokens(string Path, FileStamp Stamp, string Root, long Tokens) : PlanStep
{
    public override string What => "return tokens";

    public override string Target => Budget;

    public override string Words => $"give {Tokens.ToString(CultureInfo.InvariantCulture)} tokens back";

    internal string Budget => $"{Root}/coordination/token-budget.json";
}
