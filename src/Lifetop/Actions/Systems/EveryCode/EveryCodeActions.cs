using System;
using System.Globalization;
using Lifetop.Actions.Planning;
using Lifetop.Model;
using Lifetop.Model.Systems;

namespace Lifetop.Actions.Systems.EveryCode;

/// <summary>
/// Every Code's own way: a session is closed as its worker would close it, and its file goes only when its request is over and nothing is
/// kept for a pull request. Work requests are launchplane's alone: none is ever written.
/// </summary>
internal sealed class EveryCodeActions : SystemActions
{
    protected override string Source => "every-code";

    public override bool RemovesBranch => true;

    public override string? Refusal(WorkerAction action, WorkerFacts facts, bool discard) => facts.Worker.Declaration?.System switch
    {
        EveryCodeWorkerFacts when facts.Worker is { RootAlive: true, Root: { } root } && IsKnownByNumberAlone(facts.Worker)
            => $"worker.pid names no command line to know it by, so pid {root.Pid.ToString(CultureInfo.InvariantCulture)} may be anybody's: end it with every-code-worker stop",
        EveryCodeWorkerFacts worker when action == WorkerAction.Restart => StartRefusal(worker, facts),
        EveryCodeLockFacts when facts.State == Lifecycle.Pending => "somebody is starting the worker at this moment",
        EveryCodeFacts session when action == WorkerAction.Restart => $"launchplane starts a request again: {Again(session)}",
        EveryCodeFacts { Role: EveryCodeRole.Request } when facts.State == Lifecycle.Pending => "it waits in launchplane's queue, and lifetop writes no work requests",
        EveryCodeFacts when action is WorkerAction.Reap or WorkerAction.ReapNow && facts.Judged.Verdict.NativeState == EveryCodeVerdict.AwaitingFeedback
            => $"all of it is kept until its pull request is closed: {facts.Worker.Declaration.ResultUrl ?? "see its request"}",
        _ => null,
    };

    public override PlanStep? Restart(WorkerFacts facts)
        => facts.Worker.Declaration?.System is EveryCodeWorkerFacts worker
            ? new StartDaemon(worker.Wrapper, "worker", worker.Root) { Variable = "LAUNCHPLANE_EVERY_CODE_STATE_DIR", Log = "worker.log" }
            : null;

    public override string? KeepsWorktree(WorkerFacts facts)
    {
        if (facts is not { Worker.Declaration: { System: EveryCodeFacts session } declaration, Worktree: { } worktree })
            return null;
        if (session.Request is not { } request)
            return $"its request is not known here: {(AsksLaunchplane(facts, session) ? "launchplane" : "its worker")} removes it when that is over";
        if (IsWaitedFor(request, facts))
            return "kept until its pull request is closed";
        if (request.IsElsewhere)
            return "another host has its request now";
        if (facts.WorktreeRemoval is { } removal && removal.Path != declaration.Worktree)
            return "its path leads somewhere else";
        return WorktreeRule.Unsaved(worktree) is { Length: > 0 } unsaved ? $"{unsaved}; worktrees of Every Code are never removed by force" : null;
    }

    public override bool Records(WorkerFacts facts, PlanDraft draft)
    {
        if (facts.Worker.Declaration is not { System: EveryCodeFacts session } declaration)
            return false;
        if (session.Request is { IsOver: false } request)
            draft.LeaveAlone("its work request", $"it stays {Word(request.State)} until its worker or the service notices: lifetop writes none");
        if (session.Role != EveryCodeRole.Session)
            return true;
        if (AsksLaunchplane(facts, session) && WhyKept(facts, session) is not null)
            draft.Add(new ReconcileCleanup(session.Cli, session.Root, session.Host, session.RequestId));
        else if (WhyKept(facts, session) is { } why)
            draft.Keep("its session file", why, "session file");
        else
            foreach (var file in facts.Files)
                draft.Add(new RemoveSessionFile(file, declaration.Worktree ?? ""));
        return true;
    }

    private static string? WhyKept(WorkerFacts facts, EveryCodeFacts session) => session.Request switch
    {
        { } request when IsWaitedFor(request, facts) => "kept until its pull request is closed",
        { IsElsewhere: true } => "another host has its request now",
        { IsOver: true } => null,
        null => facts.Judged.Verdict.NativeState == EveryCodeVerdict.LeftBehind ? null : "its request is not known here, and its worker closes it (sources.every-code.cli names who can tell)",
        { } request => $"its request is {Word(request.State)}, and its worker closes it",
    };

    /// <summary>Of a request that is in no file here launchplane alone knows whether it is over; but work that is nowhere else is not left to it.</summary>
    private static bool AsksLaunchplane(WorkerFacts facts, EveryCodeFacts session)
        => session is { Request: null, IsRequestUnread: false, Cli.IsEmpty: false } && (facts.Worktree is not { } worktree || WorktreeRule.Unsaved(worktree).Length == 0);

    /// <summary>The request's own record may not know yet what became of its pull request.</summary>
    private static bool IsWaitedFor(EveryCodeRequest request, WorkerFacts facts)
        => request.PullRequest == EveryCodePullRequest.OpenOrUnknown && facts.Judged.Verdict.PullRequest is not { IsSettled: true };

    /// <summary>Of a file that is torn by now, what it said before is only seen in what runs.</summary>
    private static bool IsKnownByNumberAlone(Worker worker)
        => worker.Declaration?.Process is { } claim ? claim.RequiredCommand.Length == 0 : !worker.Command.Contains("every-code run", StringComparison.Ordinal);

    private string? StartRefusal(EveryCodeWorkerFacts worker, WorkerFacts facts)
    {
        if (NoCommand(worker, "[\"every-code-worker\", \"start\"]") is { } missing)
            return missing;
        return worker.Lock is { Pid: null } seen && facts.Now - seen.WrittenAt > EveryCodeLockFacts.Writing
            ? "worker.lock has no pid in it and blocks every start: reap worker.lock first"
            : null;
    }

    private static string Again(EveryCodeFacts session)
        => session.Request is { Repository.Length: > 0, Issue: { } issue } request
            ? $"launchplane every-code rerun-issue --repository {request.Repository} --issue-number {issue.ToString(CultureInfo.InvariantCulture)}"
            : "launchplane every-code rerun-issue";

    private static string Word(EveryCodeRequestState state) => state switch
    {
        EveryCodeRequestState.Queued => "queued",
        EveryCodeRequestState.Claimed => "claimed",
        EveryCodeRequestState.Running => "running",
        _ => "open",
    };
}
