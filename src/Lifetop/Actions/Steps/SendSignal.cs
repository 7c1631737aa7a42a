using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Lifetop.Actions.Steps;

/// <summary>Sends one signal to these processes and no others, each by its identity.</summary>
public sealed record SendSignal(ImmutableArray<PlannedProcess> To, int Number, string Name) : PlanStep
{
    public override string What => "signal";

    public override string Target
    {
        get
        {
            var text = new StringBuilder();
            foreach (var process in To)
                text.Append(text.Length == 0 ? "pid " : ", ").Append(process.Process.Pid.ToString(CultureInfo.InvariantCulture));
            return text.ToString();
        }
    }

    public override string Words => To.Length == 1 ? $"{Name} to 1 process" : $"{Name} to {To.Length.ToString(CultureInfo.InvariantCulture)} processes";

    public override ImmutableArray<PlannedProcess> Processes => To;
}
