using System.Collections.Generic;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>
/// What ties a process weakly to the worker of a pane: the control group scope that tmux made for that pane, which a process leaves neither by
/// another session nor by another folder or an empty environment.
/// </summary>
internal sealed class ScopeTies
{
    private const int Nobody = -1;

    private readonly Dictionary<int, int> _byRoot = [];
    private readonly Dictionary<int, PastWorker> _declaredBefore = [];
    private List<Draft> _drafts = [];

    /// <summary>False when no worker has a scope to itself.</summary>
    public bool Build(List<Draft> drafts, Census census, PanePlaces places, Past past)
    {
        _drafts = drafts;
        _byRoot.Clear();
        foreach (var draft in drafts)
            draft.Scope = null;
        if (!census.Scopes.Any)
            return false;
        for (int d = 0; d < drafts.Count; d++)
            if (ScopeOfPane(drafts[d], census) is { } own)
                _byRoot[own.Root.Pid] = _byRoot.ContainsKey(own.Root.Pid) ? Nobody : d;
        for (int d = 0; d < drafts.Count; d++)
            if (ScopeOfRoot(drafts[d], census, places) is { } scope && _byRoot.TryGetValue(scope.Root.Pid, out int owner) && owner != d)
                _byRoot[scope.Root.Pid] = Nobody;
        bool any = false;
        for (int d = 0; d < drafts.Count; d++)
            if (ScopeOfPane(drafts[d], census) is { } own && _byRoot[own.Root.Pid] == d)
            {
                drafts[d].Scope = own;
                any = true;
            }
        if (any)
            Remember(past, census.Processes);
        return any;
    }

    /// <summary>The worker this free process is tied to; -1 for none.</summary>
    public int Find(in ProcessRow row, ProcessDetails details, int pane, Census census, Past past)
    {
        if (_byRoot.Count == 0 || census.Scopes.Around(details.ControlGroup) is not { } scope || !_byRoot.TryGetValue(scope.Root.Pid, out int owner) || owner < 0)
            return -1;
        var draft = _drafts[owner];
        bool isAnothers = WeakTies.IsOnAnotherTerminal(draft, row, census) || !WeakTies.IsInNoOtherPane(draft, pane, census)
            || _declaredBefore.TryGetValue(row.Pid, out var before) && before != past.Of(draft);
        return isAnothers ? -1 : owner;
    }

    /// <summary>Whose record cannot be read at this moment has not lost its processes to the pane it was started in.</summary>
    private void Remember(Past past, ProcessTable table)
    {
        _declaredBefore.Clear();
        foreach (var worker in past.Workers)
        {
            if (!worker.IsDeclared)
                continue;
            if (worker.Root is { } root && table.IndexOf(root) >= 0)
                _declaredBefore[root.Pid] = worker;
            foreach (var member in worker.Members)
                if (table.IndexOf(member) >= 0)
                    _declaredBefore[member.Pid] = worker;
        }
    }

    /// <summary>From a shell that nobody declared a person starts what is to stay: its scope is no worker's.</summary>
    private static PaneScope? ScopeOfPane(Draft draft, Census census)
        => draft is { OwnsPane: true, Pane: { Facts.Dead: false } pane } && (draft.Declaration is not null || !PaneContents.IsInteractiveShell(pane, census))
            ? census.Scopes.OfRoot(pane.Facts.Pid)
            : null;

    /// <summary>Two workers in one scope: nobody can tell whose the others in it are.</summary>
    private static PaneScope? ScopeOfRoot(Draft draft, Census census, PanePlaces places)
    {
        if (draft.Row < 0)
            return null;
        var scope = census.Scopes.Around(census.Processes.DetailsAt(draft.Row)?.ControlGroup);
        return scope ?? (places.Of(draft.Row) is >= 0 and var pane && !census.Panes[pane].Facts.Dead ? census.Scopes.OfRoot(census.Panes[pane].Facts.Pid) : null);
    }
}
