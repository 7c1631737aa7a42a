using System;
using System.Runtime.CompilerServices;
using Lifetop.Model;
using Lifetop.Model.Systems;
using static Lifetop.Model.Systems.EveryCodeVerdict;

namespace Lifetop.Judgement.Systems.EveryCode;

/// <summary>A work request without a session file: it waits, or its session never came, or it is over.</summary>
internal static class RequestRules
{
    public static OwnRuling Decide(Worker worker, EveryCodeFacts facts, PastWorker past, Census census)
    {
        if (facts.Request is not { } request)
            return EveryCodeRules.Unknown(RequestUnreadable, worker, past);
        int stamp = RuntimeHelpers.GetHashCode(facts);
        bool lives = !worker.Members.IsEmpty;
        long since = SessionRules.Ticks(request.FinishedAt);
        if (request.IsOver)
            return lives ? OwnRuling.Of(Leaking, Lifecycle.Zombie, 0, stamp)
                : request.State == EveryCodeRequestState.Blocked ? OwnRuling.Of(RequestBlocked, Lifecycle.Blocked, since, stamp)
                : OwnRuling.Of(Done, Lifecycle.Completed, since, stamp);
        var written = worker.Declaration!.WrittenAt; // it has facts
        if (facts.ForeignHost.Length > 0)
            return OwnRuling.Of(Foreign, Lifecycle.Unknown, written.UtcTicks);
        if (lives)
            return OwnRuling.Live(NoFile, stamp);
        if (request.Host.Length == 0 || request.State == EveryCodeRequestState.Queued)
            return OwnRuling.Of(Queued, Lifecycle.Pending, (request.QueuedAt ?? written).UtcTicks, stamp);
        var claimed = request.ClaimedAt ?? written;
        return census.Time - claimed <= SessionRules.Grace
            ? OwnRuling.Of(Claimed, Lifecycle.Pending, claimed.UtcTicks, stamp)
            : OwnRuling.Of(NoSession, Lifecycle.Blocked, (claimed + SessionRules.Grace).UtcTicks, stamp);
    }
}
