using System.Collections.Generic;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>Whose each pane is: the worker it belongs to, those who only live in it, or nobody yet.</summary>
internal sealed class PaneOwners(Policy policy, PaneContents contents, PanePlaces places)
{
    private readonly Dictionary<PaneSighting, Draft> _owner = [];
    private readonly HashSet<PaneSighting> _livedIn = [];

    public void Begin()
    {
        _owner.Clear();
        _livedIn.Clear();
    }

    /// <summary>The first that a pane belongs to keeps it.</summary>
    public void Enter(Draft draft)
    {
        if (draft.Pane is not { } pane)
            return;
        if (draft.OwnsPane)
            _owner.TryAdd(pane, draft);
        if (draft.Alive || draft.OwnsPane)
            _livedIn.Add(pane);
    }

    public Draft? OwnerOf(PaneSighting pane) => _owner.TryGetValue(pane, out var owner) ? owner : null;

    /// <summary>
    /// It may be a worker by itself: nobody lives in it, and the config does not leave out its session (who is found or declared in
    /// such a one still is a worker).
    /// </summary>
    public bool IsFree(PaneSighting pane) => !_livedIn.Contains(pane) && !policy.IgnoredSessions.Contains(pane.Facts.SessionName);

    public static void TakeRoot(Draft draft, PaneSighting pane, Census census)
    {
        int row = census.RootOf(pane.Facts);
        if (row < 0)
            return;
        draft.Row = row;
        draft.Root = census.Processes.IdentityAt(row);
        draft.Alive = !census.Processes.Rows[row].IsZombie;
    }

    /// <summary>
    /// A pane declared without a process: its root, but a shell somebody could type into is not the agent that was to run in it.
    /// </summary>
    public void TakeWorker(Draft draft, PaneSighting pane, Census census)
    {
        TakeRoot(draft, pane, census);
        if (draft.Declaration?.Kind != WorkerKind.Agent || !draft.Alive || !PaneContents.IsInteractiveShell(pane, census))
            return;
        int agent = contents.AgentBelow(draft.Row, census);
        draft.ShellLeft = agent < 0 && contents.OnlyShells(draft.Row, census);
        if (agent < 0 && !draft.ShellLeft)
            return;
        draft.Row = agent;
        draft.Root = agent < 0 ? null : census.Processes.IdentityAt(agent);
        draft.Alive = agent >= 0;
    }

    /// <summary>Where a process lives; the pane is its own if it is the pane's root, also through <c>sh -c</c>.</summary>
    public void Place(Draft draft, Census census)
    {
        int index = places.Of(draft.Row);
        if (index < 0)
            return;
        var pane = census.Panes[index];
        if (draft.Pane is not null && draft.Pane != pane)
            return;
        draft.Pane = pane;
        int root = census.RootOf(pane.Facts);
        if (root == draft.Row || (root >= 0 && contents.RunsThroughShells(root, draft.Row, census)))
            draft.OwnsPane = true;
    }

    /// <summary>A found process that a pane runs through <c>sh -c</c> is the worker whose pane it is, seen a second time; the oldest of several.</summary>
    public void Join(FoundProcess found, Census census)
    {
        int index = places.Of(found.Row);
        if (index < 0 || OwnerOf(census.Panes[index]) is not { Alive: true, RunByShell: null } owner || owner.Row < 0 || owner.Row == found.Row
            || !contents.RunsThroughShells(owner.Row, found.Row, census))
            return;
        owner.RunByShell = census.Processes.IdentityAt(found.Row);
        if (owner.Declaration is null)
            owner.Found ??= found.Found;
    }

    /// <summary>A pane in which somebody else lives now is not what a dead worker left: ending that one must not close it.</summary>
    public void LetGo(Draft newcomer)
    {
        if (newcomer.Pane is { } pane && !newcomer.OwnsPane && OwnerOf(pane) is { Declaration: not null, Alive: false } holder)
            holder.OwnsPane = false;
    }
}
