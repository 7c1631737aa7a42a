using System;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>What a worker is made of besides its draft; looked up anew each time.</summary>
/// <param name="PanesInSession">0 unless a pane of its own names the worker.</param>
internal readonly record struct Parts(
    ProcessDetails? Details,
    ImmutableArray<int> Ports,
    ProcessIdentity? UnreapedBy,
    int? UnreapedStatus,
    string? OwnerGone,
    bool IsSelf,
    DateTimeOffset? StartedAt,
    int PanesInSession,
    ProcessDetails? RunDetails);

/// <summary>A finished worker and what it was made from: equal inputs make the same worker, so it is kept.</summary>
internal sealed class Composed
{
    private readonly ProcessDetails? _details;
    private readonly ProcessIdentity? _runByShell;
    private readonly ProcessDetails? _runDetails;
    private readonly Found? _found;
    private readonly bool _isShell;
    private readonly bool _inTable;
    private readonly int _panesInSession;
    private readonly ImmutableArray<Declaration> _joined;

    private Composed(Draft draft, in Parts parts, Worker worker)
    {
        Worker = worker;
        _details = parts.Details;
        _runByShell = draft.RunByShell;
        _runDetails = parts.RunDetails;
        _panesInSession = parts.PanesInSession;
        _found = draft.Found;
        _isShell = draft.IsShell;
        _inTable = draft.Row >= 0;
        _joined = [.. draft.Joined];
    }

    public Worker Worker { get; }

    public static Composed Of(Draft draft, in Parts parts, Worker worker) => new(draft, parts, worker);

    /// <summary>Without details the kernel's name for the process may be in use, which is not kept here.</summary>
    public bool IsOf(Draft draft, in Parts parts)
        => (parts.Details is not null || draft.Row < 0)
            && ReferenceEquals(_details, parts.Details)
            && ReferenceEquals(Worker.Declaration, draft.Declaration)
            && ReferenceEquals(Worker.Pane, draft.Pane)
            && Worker.OwnsPane == draft.OwnsPane
            && Worker.Scope == draft.Scope
            && Worker.Root == draft.Root
            && Worker.RootAlive == draft.Alive
            && Worker.RootRefused == draft.Refused
            && Worker.RootUnread == draft.Unread
            && Worker.ShellLeft == draft.ShellLeft
            && Worker.IsStray == draft.Stray
            && Worker.ProcessKeptBy == draft.KeptBy
            && Worker.UnreapedBy == parts.UnreapedBy
            && Worker.UnreapedStatus == parts.UnreapedStatus
            && Worker.OwnerGone == parts.OwnerGone
            && Worker.IsSelf == parts.IsSelf
            && Worker.StartedAt == parts.StartedAt
            && Numbers.Same(Worker.Ports, parts.Ports)
            && _runByShell == draft.RunByShell
            && ReferenceEquals(_runDetails, parts.RunDetails)
            && _panesInSession == parts.PanesInSession
            && _isShell == draft.IsShell
            && _inTable == (draft.Row >= 0)
            && (ReferenceEquals(_found, draft.Found) || _found == draft.Found)
            && HasMembers(draft)
            && HasJoined(draft);

    private bool HasMembers(Draft draft)
    {
        var members = Worker.Members.AsSpan();
        if (members.Length != draft.Members.Count)
            return false;
        for (int i = 0; i < members.Length; i++)
            if (!ReferenceEquals(members[i], draft.Members[i]) && members[i] != draft.Members[i])
                return false;
        return true;
    }

    private bool HasJoined(Draft draft)
    {
        if (_joined.Length != draft.Joined.Count)
            return false;
        for (int i = 0; i < _joined.Length; i++)
            if (!ReferenceEquals(_joined[i], draft.Joined[i]))
                return false;
        return true;
    }
}
