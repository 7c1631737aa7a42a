using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Lifetop.Model;
using Lifetop.Model.Systems;
using static Lifetop.Model.Systems.EveryCodeVerdict;

namespace Lifetop.Judgement.Systems.EveryCode;

/// <summary>Every Code's verdicts: a session is open while tmux has exactly it, over when its request is, and whatever stands then is residue.</summary>
internal sealed class EveryCodeRules : SystemRules
{
    public override string Source => "every-code";

    public override string? UnreadWord => Unreadable;

    public override void Derive(Census census, Past past, List<Declaration> found) => OrphanSessions.Find(census, found);

    public override bool Decide(Worker worker, PastWorker past, Census census, out OwnRuling ruling)
    {
        var declaration = worker.Declaration!; // asked of declared ones only
        switch (declaration.System)
        {
            case EveryCodeWorkerFacts facts:
                ruling = facts.ForeignHost.Length == 0 ? OfWorker(worker, facts, census) : OwnRuling.Of(Foreign, Lifecycle.Unknown, declaration.WrittenAt.UtcTicks);
                return true;
            case EveryCodeLockFacts facts:
                ruling = OfLock(facts, census);
                return true;
            case EveryCodeFacts facts when declaration.Malformed is not null:
                ruling = OwnRuling.Of(facts.Role == EveryCodeRole.Session ? InvalidFile : InvalidRequest, Lifecycle.Failed, declaration.WrittenAt.UtcTicks);
                return true;
            case EveryCodeFacts facts:
                ruling = facts.Role switch
                {
                    EveryCodeRole.Session => SessionRules.Decide(worker, facts, past, census),
                    EveryCodeRole.Request => RequestRules.Decide(worker, facts, past, census),
                    _ => OrphanSessions.Decide(facts, worker, past, census),
                };
                // Its words tell how the worker is that should have done something about it.
                if (SessionWorker.IsAwaited(ruling.Word))
                    ruling = ruling with { Stamp = ruling.Stamp ^ (SessionWorker.IsUp(facts.Root, census) switch { true => 1, false => 2, null => 0 }) };
                return true;
            default:
                ruling = default;
                return false;
        }
    }

    public override void Explain(Worker worker, string word, Census census, OwnEvidence to)
    {
        switch (worker.Declaration?.System)
        {
            case EveryCodeWorkerFacts facts:
                WorkerWords.Explain(worker, facts, word, census, to);
                break;
            case EveryCodeLockFacts facts:
                WorkerWords.ExplainLock(worker.Declaration, facts, word, census, to);
                break;
            case EveryCodeFacts facts:
                new SessionWords(worker, worker.Declaration, facts, census, to).Write(word);
                break;
        }
    }

    /// <summary>What cannot be known now; its age is that of the last verdict.</summary>
    internal static OwnRuling Unknown(string word, Worker worker, PastWorker past)
        => OwnRuling.Of(word, Lifecycle.Unknown, (past.Since ?? worker.Declaration!.WrittenAt).UtcTicks); // declared, as all that is asked

    private static OwnRuling OfWorker(Worker worker, EveryCodeWorkerFacts facts, Census census)
    {
        int stamp = RuntimeHelpers.GetHashCode(facts);
        if (worker.RootAlive || WorkerByHand.Find(facts.Root, census) >= 0)
            return OwnRuling.Live(WorkerUp, facts.LogSays.Length);
        if (facts.PidFile == EveryCodePidFile.Pid)
            return OwnRuling.Of(worker.RootRefused is null ? StalePid : ReusedPid, Lifecycle.Zombie, 0, stamp);
        if (facts.PidFile == EveryCodePidFile.Invalid)
            return OwnRuling.Of(InvalidPid, Lifecycle.Zombie, 0, stamp);
        // Who stopped it with nothing left to do misses nothing.
        return OwnRuling.Of(WorkerDown, facts.IsMissed ? Lifecycle.Failed : Lifecycle.Completed, 0, stamp);
    }

    private static OwnRuling OfLock(EveryCodeLockFacts facts, Census census)
    {
        long written = facts.Lock.WrittenAt.UtcTicks;
        return EveryCodeLockFacts.IsHeld(facts.Lock, census) switch
        {
            null => OwnRuling.Of(Unreadable, Lifecycle.Unknown, written),
            true => OwnRuling.Of(StartUnderWay, Lifecycle.Pending, written),
            false => OwnRuling.Of(facts.Lock.Pid is null ? BlockedStart : StaleLock, Lifecycle.Zombie, written),
        };
    }
}
