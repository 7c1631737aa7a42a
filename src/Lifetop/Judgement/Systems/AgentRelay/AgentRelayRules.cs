using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Model.Systems;
using static Lifetop.Model.Systems.AgentRelayVerdict;

namespace Lifetop.Judgement.Systems.AgentRelay;

/// <summary>
/// agent-relay's verdicts. An agent lives while the process of its entry does and is the one it names; how long nothing was heard of it says
/// nothing. Without its daemon the list of the connected is history.
/// </summary>
internal sealed class AgentRelayRules : SystemRules
{
    /// <summary>So long a new agent may take to connect.</summary>
    private static readonly TimeSpan Connect = TimeSpan.FromSeconds(60);

    /// <summary>Within that the service for several projects takes a dead agent from the list by itself.</summary>
    internal static readonly TimeSpan SelfCleaning = TimeSpan.FromSeconds(10);

    public override string Source => "agent-relay";

    public override string? UnreadWord => Unreadable;

    public override void Derive(Census census, Past past, List<Declaration> found) => TmuxWraps.Find(census, past, found);

    public override bool Decide(Worker worker, PastWorker past, Census census, out OwnRuling ruling)
    {
        ruling = worker.Declaration?.System switch
        {
            AgentRelayDaemonFacts daemon => OfDaemon(worker, daemon, census),
            AgentRelayFacts { Role: AgentRelayRole.Spawned } facts => OfSpawned(worker, facts, past, census),
            AgentRelayFacts { Role: AgentRelayRole.Brokered } facts => OfBrokered(worker, facts, past, census),
            AgentRelayFacts { Role: AgentRelayRole.Wrapped } => OfWrapped(worker),
            AgentRelayFacts facts => OfNamed(facts, worker.Declaration, census),
            _ => default,
        };
        return ruling.Word is not null;
    }

    public override void Explain(Worker worker, string word, Census census, OwnEvidence to) => AgentRelayText.Explain(worker, word, census, to);

    private static OwnRuling OfSpawned(Worker worker, AgentRelayFacts facts, PastWorker past, Census census)
    {
        bool isLooked = IsAlive(facts.Daemon, census);
        if (worker.RootAlive)
        {
            if (!isLooked)
                return Alone(Unsupervised, worker, facts, past, census);
            bool isNew = facts is { IsConnected: false, SpawnedAt: { } spawned } && census.Time - spawned < Connect;
            return isNew ? OwnRuling.Of(Connecting, Lifecycle.Pending, facts.SpawnedAt!.Value.UtcTicks) : OwnRuling.Live(Live, Mark(facts));
        }
        if (worker.RootRefused is not null)
            return Over(Mismatch, worker, facts, past, census, Mark(facts));
        if (facts.Pid == 0)
            return OwnRuling.Of(AgentRelayVerdict.Unknown, Lifecycle.Unknown, (past.Since ?? facts.SpawnedAt ?? census.Time).UtcTicks, Mark(facts.IsConnected, isLooked));
        if (!facts.IsConnected || !isLooked)
            return Over(StaleEntry, worker, facts, past, census, Mark(facts.IsConnected, isLooked));
        long seen = past is { State: Lifecycle.Zombie, Since: { } since } ? Math.Max(since.UtcTicks, past.FirstTicks) : census.Time.UtcTicks;
        return Over(Ghost, worker, facts, past, census, census.Time.UtcTicks - seen > SelfCleaning.Ticks ? 1 : 0);
    }

    private static OwnRuling OfNamed(AgentRelayFacts facts, Declaration declaration, Census census)
        => facts.IsConnected && IsAlive(facts.Daemon, census) ? OwnRuling.Live(External, Mark(facts)) : OwnRuling.Of(Offline, Lifecycle.Completed, declaration.WrittenAt.UtcTicks);

    private static OwnRuling OfBrokered(Worker worker, AgentRelayFacts facts, PastWorker past, Census census)
    {
        if (worker.RootAlive)
            return IsAlive(facts.Daemon, census) ? OwnRuling.Live(Live, Mark(facts)) : Alone(AgentRelayVerdict.Orphan, worker, facts, past, census);
        if (worker.RootRefused is not null)
            return Over(Mismatch, worker, facts, past, census);
        return Over(facts.Pid == 0 ? NoPid : Stale, worker, facts, past, census, IsAlive(facts.Daemon, census) ? 1 : 0);
    }

    /// <summary>Since it was seen to end; else since the last that is known of it.</summary>
    private static OwnRuling Over(string word, Worker worker, AgentRelayFacts facts, PastWorker past, Census census, int stamp = 0)
    {
        if (past.IsWatched || past.State is Lifecycle.Zombie)
            return OwnRuling.Of(word, Lifecycle.Zombie, 0, stamp);
        long seen = Math.Max(worker.Declaration!.Log is { } log ? census.WrittenAt(log) : 0, Math.Max(facts.LastSeen?.UtcTicks ?? 0, worker.Declaration.WrittenAt.UtcTicks));
        return OwnRuling.Of(word, Lifecycle.Zombie, Math.Min(seen, census.Time.UtcTicks), stamp);
    }

    /// <summary>How one ended tells its dead pane, as for anybody.</summary>
    private static OwnRuling OfWrapped(Worker worker) => worker.RootAlive || worker.Pane is { Facts.Dead: false } ? OwnRuling.Live(Wrap) : default;

    private static OwnRuling OfDaemon(Worker worker, AgentRelayDaemonFacts facts, Census census)
    {
        if (facts.IsBroker)
            return worker.RootAlive || IsAlive(facts, census) ? OwnRuling.Live(BrokerAlive) : OwnRuling.Of(worker.RootRefused is null ? BrokerDead : BrokerReused, Lifecycle.Zombie, 0);
        // Who beats has this pid, whatever the clock did to the time of its record.
        if (worker.RootAlive || IsAlive(facts, census))
            return OwnRuling.Live(facts.IsBeating ? DaemonAlive : DaemonSilent);
        if (worker.RootRefused is not null)
            return OwnRuling.Of(DaemonReused, Lifecycle.Zombie, 0);
        return facts.Pid > 0 || facts.HasSocket
            ? OwnRuling.Of(DaemonDead, Lifecycle.Zombie, 0, facts.HasSocket ? 1 : 0)
            : OwnRuling.Of(DaemonDown, Lifecycle.Completed, worker.Declaration!.WrittenAt.UtcTicks);
    }

    /// <summary>Alive, and who looked after it is not: since then, as far as anybody knows.</summary>
    private static OwnRuling Alone(string word, Worker worker, AgentRelayFacts facts, PastWorker past, Census census)
    {
        long since = past is { State: Lifecycle.Orphan, Since: { } before } ? before.UtcTicks
            : past.State is { } was && was.IsAlive() ? census.Time.UtcTicks
            : (facts.Daemon.LastBeat ?? worker.StartedAt ?? census.Time).UtcTicks;
        return OwnRuling.Of(word, Lifecycle.Orphan, Math.Min(since, census.Time.UtcTicks));
    }

    /// <summary>Its daemon lives by its pid and its heartbeat; a broker by its pid or its lock.</summary>
    internal static bool IsAlive(AgentRelayDaemonFacts daemon, Census census)
        => daemon.IsBroker ? daemon.IsLockHeld || HasProcess(daemon, census) : daemon.IsBeating && HasProcess(daemon, census);

    internal static bool HasProcess(AgentRelayDaemonFacts daemon, Census census)
        => daemon.Pid > 0 && census.Processes.IndexOf(daemon.Pid) is >= 0 and var row && !census.Processes.Rows[row].IsZombie
            && (daemon.IsBeating || census.StartedAt(census.Processes.Rows[row].StartTicks) <= daemon.PidWritten + Slack);

    /// <summary>Between a process's start and its record, for clocks that count in steps.</summary>
    internal static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    private static int Mark(bool isConnected, bool isLooked) => (isConnected ? 1 : 0) + (isLooked ? 2 : 0);

    private static int Mark(AgentRelayFacts facts)
        => HashCode.Combine(facts.IsConnected ? 1 : 0, (facts.ProcessingSince?.UtcTicks ?? 0).GetHashCode() ^ (facts.LastSeen?.UtcTicks ?? 0).GetHashCode());
}
