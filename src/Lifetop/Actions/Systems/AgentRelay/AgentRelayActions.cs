using Lifetop.Actions.Planning;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Platform;

namespace Lifetop.Actions.Systems.AgentRelay;

/// <summary>
/// agent-relay's agents: while their daemon lives they are released through it, and its files are its own, which it writes from memory. What a
/// dead one left is removed. A broker has no door that needs no key, so its files are never touched.
/// </summary>
internal sealed class AgentRelayActions : SystemActions
{
    protected override string Source => "agent-relay";

    public override string? Refusal(WorkerAction action, WorkerFacts facts, bool discard) => facts.Worker.Declaration?.System switch
    {
        AgentRelayDaemonFacts daemon => OfDaemon(action, facts, daemon),
        AgentRelayFacts { Role: AgentRelayRole.External } => "somebody runs it by hand: lifetop knows no process of it, and ends none",
        AgentRelayFacts when action == WorkerAction.Restart => "agent-relay starts its agents itself: use its spawn command",
        AgentRelayFacts { Role: AgentRelayRole.Spawned } agent => OfSpawned(facts, agent),
        AgentRelayFacts { Role: AgentRelayRole.Brokered } agent => OfBrokered(facts, agent),
        _ => null,
    };

    public override bool Reap(WorkerFacts facts, bool discard, PlanDraft draft)
    {
        if (facts is { SystemLives: true, Worker.Declaration: { System: AgentRelayFacts { Role: AgentRelayRole.Spawned } agent } declaration })
        {
            if (!agent.Daemon.IsPortShared)
                draft.Add(new ReleaseAgent(agent.Daemon.DashboardPort, declaration.Name, agent.Pid, facts.Worker.RootAlive ? facts.Worker.Root : null));
            draft.LeaveAlone("agent-relay's own files", "its daemon lives and writes them from memory");
        }
        return false;
    }

    public override bool Records(WorkerFacts facts, PlanDraft draft)
    {
        switch (facts.Worker.Declaration)
        {
            case { System: AgentRelayDaemonFacts { IsBroker: false } daemon }:
                foreach (var file in facts.Files)
                    draft.Add(new RemoveDaemonFile(file, daemon));
                break;
            case { System: AgentRelayFacts { Role: AgentRelayRole.Spawned } agent } declaration when facts.SystemLives == false:
                draft.Add(new DropEntry(NativePath.Join(agent.Daemon.Team, "workers.json"), "workers", declaration.Name, agent.Pid, agent.Daemon));
                if (agent.IsConnected)
                    draft.Add(new DropEntry(NativePath.Join(agent.Daemon.Team, "connected-agents.json"), "agents", declaration.Name, 0, agent.Daemon));
                break;
            case { System: AgentRelayFacts { Role: AgentRelayRole.Brokered } }:
                draft.Keep("its entry in the broker's state file", "only its broker writes that, and drops the entry by itself", "entry");
                break;
        }
        return true;
    }

    public override PlanStep? Restart(WorkerFacts facts)
        => facts.Worker.Declaration?.System is AgentRelayDaemonFacts { IsBroker: false } daemon
            ? new StartDaemon(daemon.Wrapper, "daemon", daemon.Root) { Variable = "AGENT_RELAY_PROJECT", RunsInRoot = true }
            : null;

    private string? OfDaemon(WorkerAction action, WorkerFacts facts, AgentRelayDaemonFacts daemon)
    {
        if (daemon.IsBroker)
            return facts.State.IsAlive() ? "its agents would be left without it: end it with agent-relay itself" : "nothing of a broker is lifetop's to remove: it goes on from its files when it is started again";
        if (facts.State.IsAlive())
            return "its agents would be left without it: agent-relay down ends it with them";
        return action == WorkerAction.Restart ? NoCommand(daemon, "[\"agent-relay\", \"up\"]") : null;
    }

    private static string? OfSpawned(WorkerFacts facts, AgentRelayFacts agent)
    {
        if (facts.SystemLives is null)
            return "whether agent-relay's daemon lives is not known";
        if (facts.SystemLives == false)
            return null;
        string? another = facts.Worker.RootRefused ?? (facts.Worker.ProcessKeptBy is { } keeper ? $"its process is {keeper}" : null);
        if (another is not null)
            return $"{another}; the daemon would end that, and its files are its own: agent-relay down first";
        return agent.Daemon.IsPortShared && !facts.Worker.RootAlive
            ? $"the dashboards of two daemons are at port {agent.Daemon.DashboardPort.ToString(System.Globalization.CultureInfo.InvariantCulture)}, so whose answers is not known: agent-relay down, then reap"
            : null;
    }

    private static string? OfBrokered(WorkerFacts facts, AgentRelayFacts agent)
    {
        if (facts.Tree.IsEmpty)
            return "only its broker writes its state file, and drops the entry by itself";
        // Its lock alone shows it too, whatever became of its pid.
        return (facts.State != Lifecycle.Orphan || facts.SystemLives != false) && agent.IsRestarted ? "its broker would start it again: end it with agent-relay itself" : null;
    }
}
