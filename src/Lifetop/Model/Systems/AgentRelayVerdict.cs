namespace Lifetop.Model.Systems;

/// <summary>The verdicts on agent-relay's agents, daemons and brokers, in that system's words.</summary>
public static class AgentRelayVerdict
{
    public const string Live = "live", Unsupervised = "live, unsupervised", Connecting = "connecting", Ghost = "stale (ghost)", StaleEntry = "stale worker entry", Mismatch = "stale, identity mismatch",
        External = "external", Offline = "offline", Wrap = "tmux wrap", Unknown = "unknown", Unreadable = "unreadable",
        Stale = "stale", NoPid = "stale (no pid)", Orphan = "orphan (broker dead)",
        DaemonAlive = "daemon alive", DaemonSilent = "daemon silent", DaemonDead = "daemon dead", DaemonReused = "daemon dead, pid reused", DaemonDown = "daemon down",
        BrokerAlive = "broker alive", BrokerDead = "broker dead", BrokerReused = "broker dead, pid reused";
}
