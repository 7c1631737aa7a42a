using System;
using System.Runtime.CompilerServices;
using Lifetop.Model;
using Lifetop.Model.Systems;
using static Lifetop.Model.Systems.CommitRelayVerdict;

namespace Lifetop.Judgement.Systems.CommitRelay;

/// <summary>
/// commit-relay's verdicts. The folder a spec lies in outranks what it says; a heartbeat is never missed alone, because its emitters often do
/// not run: only a process that is gone, or was never there, is dead.
/// </summary>
internal sealed class CommitRelayRules : SystemRules
{
    /// <summary>Before that nothing is wrong with who has not begun.</summary>
    internal static readonly TimeSpan Start = TimeSpan.FromSeconds(60);

    /// <summary>Exactly this is not silent.</summary>
    internal static readonly TimeSpan Silence = TimeSpan.FromSeconds(300);

    /// <summary>A worker that waits so long to be launched says that the daemon is in trouble.</summary>
    internal static readonly TimeSpan DaemonTrouble = TimeSpan.FromMinutes(10);

    public override string Source => "commit-relay";

    public override bool Decide(Worker worker, PastWorker past, Census census, out OwnRuling ruling)
    {
        var declaration = worker.Declaration!; // asked of declared ones only
        switch (declaration.System)
        {
            case CommitRelayFacts facts:
                ruling = declaration.Malformed is null ? OfSpec(worker, facts, census) : OwnRuling.Of(Malformed, Lifecycle.Failed, declaration.WrittenAt.UtcTicks);
                return true;
            case CommitRelayDaemonFacts daemon when declaration.Process is not null:
                ruling = worker.RootAlive ? OwnRuling.Live(DaemonAlive, daemon.LogSays.Length)
                    : OwnRuling.Of(worker.RootRefused is null ? StalePid : ReusedPid, Lifecycle.Zombie, 0, RuntimeHelpers.GetHashCode(daemon));
                return true;
            case CommitRelayDaemonFacts { HasNoFile: true } missed:
                ruling = OwnRuling.Of(DaemonDown, Lifecycle.Failed, Ticks(missed.OldestWaiting), RuntimeHelpers.GetHashCode(missed));
                return true;
            default:
                ruling = default;
                return false;
        }
    }

    public override void Explain(Worker worker, string word, Census census, OwnEvidence to)
    {
        if (worker.Declaration is { System: CommitRelayFacts facts } declaration)
            new CommitRelayWords(worker, declaration, facts, census, to).Write(word);
        else if (worker.Declaration is { System: CommitRelayDaemonFacts daemon } stale)
            CommitRelayWords.OfDaemon(worker, stale, daemon, word, to);
    }

    private static OwnRuling OfSpec(Worker worker, CommitRelayFacts facts, Census census) => facts.Folder switch
    {
        CommitRelayFolder.Completed => Ended(Completed, Lifecycle.Completed, worker, facts),
        CommitRelayFolder.Failed => Ended(Failed, Lifecycle.Failed, worker, facts),
        CommitRelayFolder.Zombie => OwnRuling.Of(worker.RootAlive ? Survivor : AwaitingCleanup, Lifecycle.Zombie, Ticks(facts.EndedAt ?? worker.Declaration!.WrittenAt)),
        _ => OfActive(worker, facts, census),
    };

    /// <summary>Over by its folder; what of it still runs is residue.</summary>
    private static OwnRuling Ended(string word, Lifecycle state, Worker worker, CommitRelayFacts facts)
        => OwnRuling.Of(word, worker.Members.IsEmpty ? state : Lifecycle.Zombie, Ticks(facts.EndedAt ?? worker.Declaration!.WrittenAt));

    private static OwnRuling OfActive(Worker worker, CommitRelayFacts facts, Census census)
    {
        var declaration = worker.Declaration!; // it has facts
        long now = census.Time.UtcTicks;
        if (facts.Finished is not null)
            return OwnRuling.Of(Finished, Lifecycle.Zombie, Ticks(facts.FinishedAt));
        bool isSilent = now - (declaration.LastBeat ?? worker.StartedAt ?? facts.DeclaredAt).UtcTicks > Silence.Ticks;
        if (worker.RootAlive)
            return OwnRuling.Live(isSilent ? Silent : Live, IsOverdue(facts, now) ? 1 : 0);
        // Its record says so, and nobody is left who could move it.
        if (facts.Status is "completed" or "failed")
            return OwnRuling.Of(Finished, Lifecycle.Zombie, Ticks(declaration.SaysSince));
        if (worker.RootRefused is not null)
            return OwnRuling.Of(Reused, Lifecycle.Zombie, 0);
        if (declaration.Process is not null || worker.ProcessKeptBy is not null)
            return OwnRuling.Of(Dead, Lifecycle.Zombie, 0);
        var declared = facts.DeclaredAt;
        long waited = now - declared.UtcTicks;
        if (facts.Status == "pending")
            return waited < Start.Ticks
                ? OwnRuling.Of(Pending, Lifecycle.Pending, declared.UtcTicks)
                : OwnRuling.Of(StuckPending, Lifecycle.Zombie, (declared + Start).UtcTicks, waited >= DaemonTrouble.Ticks ? 1 : 0);
        if (declaration.LastBeat is { } beat && now - beat.UtcTicks <= Silence.Ticks)
            return OwnRuling.Live(Live, IsOverdue(facts, now) ? 1 : 0);
        return waited < Start.Ticks
            ? OwnRuling.Of(Starting, Lifecycle.Pending, declared.UtcTicks)
            : OwnRuling.Of(Orphan, Lifecycle.Zombie, (declaration.LastBeat ?? declared).UtcTicks);
    }

    internal static bool IsOverdue(CommitRelayFacts facts, long now)
        => facts is { StartedAt: { } started, TimeLimit: { } limit } && now > (started + limit).UtcTicks;

    private static long Ticks(DateTimeOffset? at) => at?.UtcTicks ?? 0;
}
