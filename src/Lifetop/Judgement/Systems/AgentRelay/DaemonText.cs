using System.Globalization;
using Lifetop.Model;
using Lifetop.Model.Systems;

namespace Lifetop.Judgement.Systems.AgentRelay;

/// <summary>The facts behind the verdicts on agent-relay's daemons and brokers.</summary>
internal static class DaemonText
{
    private const string Source = "agent-relay";

    public static void Explain(Worker worker, AgentRelayDaemonFacts facts, string word, OwnEvidence to)
    {
        string file = worker.Declaration!.File!; // the file with its pid
        switch (word)
        {
            case AgentRelayVerdict.DaemonAlive:
                to.Add("heartbeat", "processing-state.json is being written", Source);
                break;
            case AgentRelayVerdict.DaemonSilent:
                to.Note = "daemon does not beat";
                to.Add("no heartbeat", facts.LastBeat is null ? "it writes no processing-state.json" : "processing-state.json was written", Source, facts.LastBeat, " ago; it is written twice a second while the daemon works");
                break;
            case AgentRelayVerdict.BrokerAlive:
                to.Add("broker", facts.IsLockHeld ? "its lock is held" : $"pid {Number(facts.Pid)} of connection.json runs", "proc");
                break;
            case AgentRelayVerdict.DaemonReused or AgentRelayVerdict.BrokerReused:
                to.Note = "dead, its pid is another's";
                to.Add("pid reused", $"{file}: {worker.RootRefused}", "proc");
                break;
            case AgentRelayVerdict.DaemonDead or AgentRelayVerdict.BrokerDead:
                to.Note = facts.IsBroker ? "broker dead" : "daemon dead";
                to.Add("dead", facts.Pid > 0 ? $"{file} names pid {Number(facts.Pid)}, which is gone" : facts.IsBroker ? $"there is no {file}, and nobody holds its lock" : $"{facts.Socket} is left without a pid file", "proc");
                break;
            case AgentRelayVerdict.DaemonDown:
                to.Add("down", $"there is no {file}: it was stopped, or never started", Source);
                break;
        }
        if (word is AgentRelayVerdict.BrokerDead or AgentRelayVerdict.BrokerReused)
            to.Suggestion = "start it again: it drops what is dead";
        else if (word is AgentRelayVerdict.DaemonDead or AgentRelayVerdict.DaemonReused)
            to.Suggestion = facts.Wrapper.IsEmpty ? "reap, then agent-relay up" : "restart it";
    }

    /// <summary>Why nobody looks after its agents.</summary>
    public static string Words(AgentRelayDaemonFacts daemon, Census census)
    {
        if (daemon.IsBroker)
            return daemon.Pid > 0 ? $"its broker, pid {Number(daemon.Pid)}, is dead" : "its broker is dead";
        if (daemon.Pid == 0)
            return "there is no daemon";
        return AgentRelayRules.HasProcess(daemon, census) ? $"the daemon, pid {Number(daemon.Pid)}, writes no heartbeat" : $"the daemon, pid {Number(daemon.Pid)}, is dead";
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
