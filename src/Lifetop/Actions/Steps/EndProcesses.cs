using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Lifetop.Model;

namespace Lifetop.Actions.Steps;

/// <summary>Ends every process of the worker: TERM, the grace, KILL, until nothing new appears. The list is what was seen; who joins the tree later is ended too.</summary>
public sealed record EndProcesses(ImmutableArray<PlannedProcess> Tree, TimeSpan Grace) : PlanStep
{
    public override string What => "end processes";

    public override string Target
    {
        get
        {
            var text = new StringBuilder();
            foreach (var process in Tree)
                text.Append(text.Length == 0 ? "pid " : ", ").Append(process.Process.Pid.ToString(CultureInfo.InvariantCulture));
            return text.Length == 0 ? "whatever appears" : text.ToString();
        }
    }

    public override string Words
    {
        get
        {
            string whom = Tree.Length == 1 ? "1 process" : Tree.Length.ToString(CultureInfo.InvariantCulture) + " processes";
            return Grace <= TimeSpan.Zero
                ? $"TERM and at once KILL to {whom}"
                : $"TERM to {whom}, after {AgeText.Limit(Grace)} KILL to what is left";
        }
    }

    public override ImmutableArray<PlannedProcess> Processes => Tree;
}
