using Lifetop.Model.Systems;

namespace Lifetop.Actions.Systems.AgentRelay;

/// <summary>Takes the entry of a dead agent out of one of the files that its daemon, which is dead too, has left.</summary>
/// <param name="List">The field with the entries: objects with a name and a pid, or names alone.</param>
/// <param name="Pid">That of the entry as it was looked at; 0 in a list of names.</param>
public sealed record DropEntry(string Path, string List, string Agent, int Pid, AgentRelayDaemonFacts Daemon) : PlanStep
{
    public override string What => "drop entry";

    public override string Target => $"{Agent} in {Path}";

    public override string Words => $"take {Agent} out of {System.IO.Path.GetFileName(Path)}";
}
