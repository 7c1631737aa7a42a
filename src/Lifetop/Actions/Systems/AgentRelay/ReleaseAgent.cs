using System.Globalization;
using Lifetop.Model;

namespace Lifetop.Actions.Systems.AgentRelay;

/// <summary>Has agent-relay release an agent, as its own release command does: through the daemon's dashboard.</summary>
/// <param name="Port">Of the dashboard, on this machine.</param>
/// <param name="Pid">The recorded one, which the daemon ends without looking whose it is.</param>
/// <param name="Process">Who has this pid by right; null where its process is gone.</param>
public sealed record ReleaseAgent(int Port, string Agent, int Pid, ProcessIdentity? Process) : PlanStep
{
    public override string What => "release agent";

    public override string Target => $"{Agent} at localhost:{Port.ToString(CultureInfo.InvariantCulture)}";

    public override string Words => $"agent-relay releases {Agent} through its dashboard{(Process is null ? "" : "; whatever is left of it then is ended by lifetop")}";

    public override bool ComesBeforeTheEnd => true;
}
