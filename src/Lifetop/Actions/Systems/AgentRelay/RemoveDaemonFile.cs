using Lifetop.Actions.Steps;
using Lifetop.Model.Systems;

namespace Lifetop.Actions.Systems.AgentRelay;

/// <summary>Removes a pid file or socket that a dead daemon left, if it is still the very one, and the daemon still dead.</summary>
public sealed record RemoveDaemonFile(RemoveFile File, AgentRelayDaemonFacts Daemon) : PlanStep
{
    public override string What => File.What;

    public override string Target => File.Target;

    public override string Words => File.Words;
}
