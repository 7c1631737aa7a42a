using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Model.Systems;
using static Lifetop.Model.Systems.OrchestratorVerdict;

namespace Lifetop.Judgement.Systems.Orchestrator;

/// <summary>
/// The orchestrator's verdicts: a session lives by the heartbeat of its server, an anchor by its Claude, and a server by the Claude above it.
/// </summary>
internal sealed class OrchestratorRules : SystemRules
{
    /// <summary>Exactly so old a heartbeat is still one.</summary>
    internal static readonly TimeSpan Beating = TimeSpan.FromSeconds(90);

    /// <summary>So long after the last one the other sessions drop its row.</summary>
    internal static readonly TimeSpan Departure = TimeSpan.FromSeconds(120);

    /// <summary>Servers beat this often; a transcript that was written later than this after the last beat outlived it.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(30);

    /// <summary>An orphan is one only when it was seen to be one twice, so far apart.</summary>
    private static readonly TimeSpan TwoSights = TimeSpan.FromSeconds(5);

    /// <summary>A process this much younger than what names it is still the one.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    public override string Source => "orchestrator";

    public override string? UnreadWord => Unreadable;

    public override void Derive(Census census, Past past, List<Declaration> found) => ServerProcesses.Find(census, found);

    public override bool Decide(Worker worker, PastWorker past, Census census, out OwnRuling ruling)
    {
        ruling = worker.Declaration?.System switch
        {
            OrchestratorSession session => OfSession(worker.Declaration, session, past, census),
            OrchestratorAnchor anchor => OfAnchor(worker, anchor, past, census),
            OrchestratorServer { Role: OrchestratorRole.Killed } server => OfKilled(worker, server, census),
            OrchestratorServer { Role: OrchestratorRole.Sidecar } when worker.RootAlive => OwnRuling.Live(Live),
            OrchestratorServer server when worker.RootAlive => OfOrphan(server, past, census),
            _ => default,
        };
        return ruling.Word is not null;
    }

    public override void Explain(Worker worker, string word, Census census, OwnEvidence to) => new OrchestratorWords(worker, census, to).Write(word);

    private static OwnRuling OfSession(Declaration declaration, OrchestratorSession session, PastWorker past, Census census)
    {
        long now = census.Time.UtcTicks;
        if (declaration.LastBeat is not { } beat)
            return OwnRuling.Of(Unreadable, Lifecycle.Unknown, past.Since?.UtcTicks ?? now);
        long age = now - beat.UtcTicks;
        bool isSuspect = IsSuspect(session, census), grows = Grows(declaration, census);
        int stamp = (isSuspect ? 1 : 0) + (grows ? 2 : 0);
        if (age > Beating.Ticks && (isSuspect || grows))
            return OwnRuling.Of(Unreachable, Lifecycle.Stalled, (beat + Beating).UtcTicks, stamp);
        if (age > Departure.Ticks)
            return OwnRuling.Of(Gone, Lifecycle.Completed, (beat + Departure).UtcTicks);
        if (isSuspect || session.CutSince is not null)
            return OwnRuling.Of(Unreachable, Lifecycle.Stalled, session.CutSince is { } cut && cut < census.Time ? cut.UtcTicks : 0, stamp);
        return age > Beating.Ticks
            ? OwnRuling.Of(Departing, Lifecycle.Stalled, (beat + Beating).UtcTicks)
            : OwnRuling.Live(Live, IsPhantom(declaration, session, census) ? 1 : 0);
    }

    /// <summary>What the others suspect counts until the time they wrote with it.</summary>
    internal static bool IsSuspect(OrchestratorSession session, Census census) => session.Suspicion is not null && session.SuspectedUntil is { } until && until > census.Time;

    /// <summary>Work goes on that no heartbeat tells of.</summary>
    internal static bool Grows(Declaration declaration, Census census)
        => declaration is { Log: { } log, LastBeat: { } beat } && census.WrittenAt(log) is var written
            && written > (beat + Beat).UtcTicks && census.Time.UtcTicks - written <= Departure.Ticks;

    /// <summary>
    /// Its server goes on beating, and neither an anchor nor a transcript knows the session: it was registered under an id that its Claude
    /// does not bear any more.
    /// </summary>
    internal static bool IsPhantom(Declaration declaration, OrchestratorSession session, Census census)
        => declaration.LastBeat - session.StartedAt > Beat && declaration.Log is null && LiveAnchor(session, census) is null;

    /// <summary>The anchor that a running Claude has for this session.</summary>
    internal static Declaration? LiveAnchor(OrchestratorSession session, Census census)
    {
        foreach (var declaration in census.Declarations.AsSpan())
            if (declaration.System is OrchestratorAnchor anchor && anchor.SessionId == session.SessionId && anchor.Root == session.Root
                && census.Processes.IndexOf(anchor.Pid) is >= 0 and var row && ClaudeAbove.IsClaude(census.Processes.Rows[row], census.Processes.DetailsAt(row))
                && IsAsOldAs(row, declaration.WrittenAt, census))
                return declaration;
        return null;
    }

    /// <summary>The process was there when that was written, and is no later one with its pid.</summary>
    private static bool IsAsOldAs(int row, DateTimeOffset written, Census census) => census.StartedAt(census.Processes.Rows[row].StartTicks) <= written + Slack;

    private static OwnRuling OfAnchor(Worker worker, OrchestratorAnchor anchor, PastWorker past, Census census)
    {
        if (worker.RootAlive)
            return OwnRuling.Live(AnchorLive, ServerProcesses.CountBelow(worker, census, out int oldest) is > 1 and var servers ? HashCode.Combine(servers, oldest) : 0);
        // Another record has the same Claude, which lives.
        if (worker.ProcessKeptBy is not null)
            return OwnRuling.Live(AnchorLive);
        if (IsForeign(anchor, census))
            return OwnRuling.Of(AnchorLive, Lifecycle.Unknown, past.Since?.UtcTicks ?? census.Time.UtcTicks);
        string word = worker.RootRefused is not null && census.Processes.IndexOf(anchor.Pid) >= 0 ? AnchorReused : anchor.SessionId is null ? AnchorBad : AnchorStale;
        return OwnRuling.Of(word, Lifecycle.Zombie, 0);
    }

    /// <summary>The pid is another user's than the file: taken as alive, as the plugin's own sweep ought to.</summary>
    internal static bool IsForeign(OrchestratorAnchor anchor, Census census)
        => census.Processes.IndexOf(anchor.Pid) is >= 0 and var row && !census.Processes.Rows[row].IsZombie && census.Processes.Rows[row].UserId != anchor.Owner;

    private static OwnRuling OfKilled(Worker worker, OrchestratorServer server, Census census)
    {
        var said = worker.Declaration!.WrittenAt; // it has facts
        bool lives = census.Processes.IndexOf(server.Pid) is >= 0 and var row && !census.Processes.Rows[row].IsZombie && IsAsOldAs(row, said, census);
        if (lives || census.Processes.MayHide(server.Pid))
            return OwnRuling.Of(Killed, Lifecycle.Unknown, said.UtcTicks);
        return OwnRuling.Of(Killed, Lifecycle.Failed, said.UtcTicks);
    }

    private static OwnRuling OfOrphan(OrchestratorServer server, PastWorker past, Census census)
    {
        long now = census.Time.UtcTicks;
        // An earlier lifetop's sight counts as well as our own.
        long first = past.State is null || past.SeenTicks == 0 ? past.FirstTicks : Math.Min(past.FirstTicks, past.SeenTicks);
        if (past.State == Lifecycle.Orphan && past.Since is { } since)
            first = Math.Min(since.UtcTicks, now - TwoSights.Ticks);
        if (now - first < TwoSights.Ticks)
            return OwnRuling.Live(Live, 1);
        return OwnRuling.Of(server.Role == OrchestratorRole.FarOrphan ? FarOrphan : Orphan, Lifecycle.Orphan, past.Since is { } known && past.State == Lifecycle.Orphan ? known.UtcTicks : first);
    }
}
