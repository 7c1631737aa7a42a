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
        if (request.IsOver)
            return Over(worker, facts, request, past, census);
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

    /// <summary>What is still open, runs or stands then is left over, whichever of its files are gone.</summary>
    private static OwnRuling Over(Worker worker, EveryCodeFacts facts, EveryCodeRequest request, PastWorker past, Census census)
    {
        int stamp = RuntimeHelpers.GetHashCode(facts);
        long since = SessionRules.Ticks(request.FinishedAt);
        if (worker.Pane is not null)
            return SessionContents.OnlyFinishes(worker, census) && census.Time - request.FinishedAt <= SessionRules.Finish
                ? OwnRuling.Live(Finishing, stamp)
                : OwnRuling.Of(TerminalButOpen, Lifecycle.Zombie, since, stamp);
        bool hasWorktree = facts.LaunchRoot.Length > 0 && census.Exists(facts.LaunchRoot);
        if (hasWorktree && EveryCodeTmux.IsOpen(worker.Declaration!.Pane!, census) != false) // who has a worktree claims a session
            return EveryCodeRules.Unknown(Unlisted, worker, past);
        if (!worker.Members.IsEmpty)
            return OwnRuling.Of(Leaking, Lifecycle.Zombie, 0, stamp);
        if (hasWorktree)
            return SessionRules.IsAwaited(request, worker, census)
                ? OwnRuling.Of(AwaitingFeedback, Lifecycle.Completed, since, stamp)
                : OwnRuling.Of(LeftBehind, Lifecycle.Zombie, since, stamp);
        return request.State == EveryCodeRequestState.Blocked
            ? OwnRuling.Of(RequestBlocked, Lifecycle.Blocked, since, stamp)
            : OwnRuling.Of(Done, Lifecycle.Completed, since, stamp);
    }
}
