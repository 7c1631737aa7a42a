using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Model.Systems;

namespace Lifetop.Observation.Systems.EveryCode;

/// <summary>One state folder: its sessions, each with its request, the requests without a session, and its worker.</summary>
internal sealed class StateFolder
{
    private readonly ThisHost _host;
    private SessionFiles _sessions;
    private WorkRequests _requests;
    private readonly WorkerFiles _worker;
    private readonly string? _tmuxSocket;
    private readonly ImmutableArray<string> _cli;
    private readonly PullRequestFeedback _feedback;
    private SourceAnswer? _sessionsRead, _requestsRead, _feedbackRead;

    /// <param name="named">As it was found; its paths have links resolved.</param>
    public StateFolder(string named, EveryCodePaths paths, string label, SystemPlaces places)
    {
        _host = new ThisHost(places.Host, places.Environment("LAUNCHPLANE_EVERY_CODE_HOST") ?? "");
        (Named, Paths, Label, _tmuxSocket) = (named, paths, label, places.TmuxSocket);
        _cli = places.CliOf(EveryCodeSource.Label);
        _sessions = new SessionFiles(paths, label, places.TmuxSocket, _host, _cli);
        _requests = new WorkRequests(paths, label, places.TmuxSocket, _host);
        _feedback = new PullRequestFeedback(paths, label);
        _worker = new WorkerFiles(paths, label, _host, places.StartOf(EveryCodeSource.Label));
    }

    public string Named { get; }

    public EveryCodePaths Paths { get; }

    public string Label { get; }

    /// <summary>True when anything is not as it was.</summary>
    public bool Refresh(DateTimeOffset now)
    {
        bool changed = _worker.Refresh(now);
        if (_worker.Pid is { } worker && _host.Learn(worker))
        {
            // Whose each is has to be told anew.
            _sessions = new SessionFiles(Paths, Label, _tmuxSocket, _host, _cli);
            _requests = new WorkRequests(Paths, Label, _tmuxSocket, _host);
        }
        _sessions.MovedWorktrees = _worker.Pid?.Worktrees;
        var (sessions, requests, feedback) = (_sessions.Look(now), _requests.Look(now), _feedback.Look(now));
        changed |= !ReferenceEquals(sessions, _sessionsRead) || !ReferenceEquals(requests, _requestsRead) || !ReferenceEquals(feedback, _feedbackRead);
        (_sessionsRead, _requestsRead, _feedbackRead) = (sessions, requests, feedback);
        return changed;
    }

    public void AddTo(List<Declaration> declarations, ImmutableArray<Gap>.Builder gaps, ImmutableArray<string>.Builder watch)
    {
        var (sessions, requests) = (_sessionsRead!, _requestsRead!); // by Refresh
        gaps.AddRange(sessions.Gaps);
        gaps.AddRange(requests.Gaps);
        watch.Add(Paths.Worker);
        watch.AddRange(sessions.Watch);
        watch.AddRange(requests.Watch);
        var feedback = PullRequestFeedback.Count(_feedbackRead!);
        var byIdentity = new Dictionary<string, Declaration>(requests.Declarations.Length);
        foreach (var request in requests.Declarations)
            byIdentity[request.Identity] = request;
        int own = 0;
        foreach (var session in sessions.Declarations)
        {
            own += session.System is EveryCodeFacts { ForeignHost.Length: 0 } && session.Malformed is null ? 1 : 0;
            byIdentity.Remove(session.Identity, out var request);
            declarations.Add(With(request is null ? session : With(session, request, requests.Gaps), feedback));
        }
        int queued = 0;
        DateTimeOffset? oldest = null;
        foreach (var request in requests.Declarations)
        {
            if (byIdentity.ContainsKey(request.Identity))
                declarations.Add(With(request, feedback));
            if (request is not { Malformed: null, System: EveryCodeFacts { Request: { State: EveryCodeRequestState.Queued } record } })
                continue;
            queued++;
            if (oldest is null || record.QueuedAt < oldest)
                oldest = record.QueuedAt ?? oldest;
        }
        _worker.AddTo(declarations, gaps, new EveryCodeWorkerFacts { Root = Paths.Root, TmuxSocket = _tmuxSocket, Queued = queued, OldestQueued = oldest, Sessions = own });
    }

    private static Declaration With(Declaration declaration, Dictionary<string, int> feedback)
    {
        if (feedback.Count == 0 || declaration.System is not EveryCodeFacts facts)
            return declaration;
        feedback.TryGetValue(facts.RequestId, out int count);
        feedback.TryGetValue(declaration.ResultUrl ?? "", out int unnamed);
        return count + unnamed == 0 ? declaration : declaration with { System = facts with { PendingFeedback = count + unnamed } };
    }

    /// <summary>What the request says is said of its session; where that cannot be read now, nothing follows from what it said before.</summary>
    private static Declaration With(Declaration session, Declaration request, ImmutableArray<Gap> gaps)
    {
        bool isUnread = request.Malformed is not null;
        foreach (var gap in gaps)
            isUnread |= gap.HidesWorkers && gap.Scope == request.File;
        if (session.System is not EveryCodeFacts facts || session.Malformed is not null)
            return session;
        if (isUnread)
            return session with { System = facts with { IsRequestUnread = true } };
        return session with
        {
            Type = request.Type,
            Task = request.Task,
            ResultUrl = request.ResultUrl,
            Summary = request.Summary,
            LastBeat = request.LastBeat,
            HeartbeatLimit = request.HeartbeatLimit,
            Restarts = request.Restarts,
            Says = request.Says,
            SaysSince = request.SaysSince,
            System = facts with { Request = ((EveryCodeFacts)request.System!).Request },
        };
    }
}
