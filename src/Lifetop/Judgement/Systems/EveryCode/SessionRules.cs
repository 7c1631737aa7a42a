using System;
using System.Runtime.CompilerServices;
using Lifetop.Model;
using Lifetop.Model.Systems;
using static Lifetop.Model.Systems.EveryCodeVerdict;

namespace Lifetop.Judgement.Systems.EveryCode;

/// <summary>A session that has its file: what tmux has of it, what its request says, and who still works in its folder.</summary>
internal static class SessionRules
{
    /// <summary>File and tmux session are not made in one moment; exactly so long is still in time.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    /// <summary>Telling the service of the end takes no longer.</summary>
    internal static readonly TimeSpan Finish = TimeSpan.FromMinutes(1);

    public static OwnRuling Decide(Worker worker, EveryCodeFacts facts, PastWorker past, Census census)
    {
        if (facts.ForeignHost.Length > 0)
            return OwnRuling.Of(Foreign, Lifecycle.Unknown, worker.Declaration!.WrittenAt.UtcTicks); // it has facts
        if (facts.IsRequestUnread)
            return EveryCodeRules.Unknown(RequestUnreadable, worker, past);
        if (worker.Pane is { Facts.Dead: false })
            return Open(worker, facts, census);
        if (worker is { Pane: null, ProcessKeptBy: null } && EveryCodeTmux.IsOpen(worker.Declaration!.Pane!, census) != false) // a session of this host claims one
            return EveryCodeRules.Unknown(Unlisted, worker, past);
        return Closed(worker, facts, past, census);
    }

    private static OwnRuling Open(Worker worker, EveryCodeFacts facts, Census census)
    {
        var request = facts.Request;
        int stamp = RuntimeHelpers.GetHashCode(facts);
        bool isOver = request is { IsOverHere: true };
        if (SessionContents.OnlyFinishes(worker, census) && !(isOver && census.Time - request!.FinishedAt > Finish))
            return OwnRuling.Live(Finishing, stamp);
        if (isOver)
            return OwnRuling.Of(TerminalButOpen, Lifecycle.Zombie, Ticks(request!.FinishedAt), stamp);
        if (worker.ShellLeft)
            return OwnRuling.Of(AgentGone, Lifecycle.Zombie, 0, stamp);
        return OwnRuling.Live(request?.LeaseEnds < census.Time ? LeaseExpired : SessionLive, stamp);
    }

    private static OwnRuling Closed(Worker worker, EveryCodeFacts facts, PastWorker past, Census census)
    {
        var request = facts.Request;
        int stamp = RuntimeHelpers.GetHashCode(facts);
        if (worker.Pane is not null && request is { IsOverHere: true })
            return OwnRuling.Of(TerminalButOpen, Lifecycle.Zombie, Ticks(request.FinishedAt), stamp);
        if (request is not { IsOverHere: true } && past is { Root: null, State: null or Lifecycle.Pending } && worker.Pane is null
            && census.Time - worker.Declaration!.WrittenAt <= Grace)
            return OwnRuling.Of(Starting, Lifecycle.Pending, worker.Declaration.WrittenAt.UtcTicks);
        if (!worker.Members.IsEmpty)
            return OwnRuling.Of(Leaking, Lifecycle.Zombie, 0, stamp);
        if (request is not null && IsAwaited(request, worker, census))
            return OwnRuling.Of(AwaitingFeedback, Lifecycle.Completed, Ticks(request.FinishedAt), stamp);
        if (request is { IsOverHere: true } || (request is null && facts.LaunchRoot.Length > 0 && !census.Exists(facts.LaunchRoot)))
            return OwnRuling.Of(LeftBehind, Lifecycle.Zombie, Ticks(request?.FinishedAt), stamp);
        return OwnRuling.Of(Ended, Lifecycle.Blocked, 0, stamp);
    }

    /// <summary>Its files may not know yet what became of its pull request.</summary>
    internal static bool IsAwaited(EveryCodeRequest request, Worker worker, Census census)
        => request.PullRequest == EveryCodePullRequest.OpenOrUnknown && WorkResults.Of(worker, census) is not { IsSettled: true };

    internal static long Ticks(DateTimeOffset? at) => at?.UtcTicks ?? 0;
}
