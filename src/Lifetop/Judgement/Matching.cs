using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>
/// Joins the sightings of a census into workers. Runs only when something that is not a number has changed; what it makes
/// is the very object of the last time where nothing about that worker changed.
/// </summary>
public sealed class Matching
{
    private const string PidFile = "pidfile";
    private static readonly string[] Ranks = ["lifetop", "manifest", PidFile];

    private readonly ProcessForest _forest = new();
    private readonly PaneContents _contents;
    private readonly PanePlaces _places = new();
    private readonly Membership _membership = new();
    private readonly List<Draft> _pool = [];
    private readonly List<Draft> _drafts = [];
    private readonly Dictionary<int, Draft> _byRow = [];
    private readonly PaneOwners _owners;
    private readonly NumberSet _claimed = new();
    private Func<ProcessIdentity, bool>? _isClaimed;
    private readonly FoundProcesses _found;
    private readonly WorkerComposer _composer;
    private ImmutableArray<Declaration> _declarations, _derived;
    private List<Declaration> _ranked = [];
    private int _used;
    private readonly Policy _policy;

    public Matching(Policy policy)
    {
        _policy = policy;
        _contents = new PaneContents(policy, _forest);
        _owners = new PaneOwners(policy, _contents, _places);
        _found = new FoundProcesses(policy);
        _composer = new WorkerComposer(_forest, _places);
    }

    /// <summary>When a process grows old enough to be a stray, if that is to come: match again then.</summary>
    public DateTimeOffset? MatchAgainAt => _found.MatchAgainAt;

    public ImmutableArray<Worker> Match(Census census, Past past)
    {
        _drafts.Clear();
        _used = 0;
        _byRow.Clear();
        _owners.Begin();
        _forest.Build(census.Processes);
        _places.Build(census, _forest);

        foreach (var declaration in Ranked(census))
            if (!IsNamelessRest(declaration, past))
                AddDeclared(declaration, census, past);
        AddOwnPanes(census);
        // First the trees of what is declared: a dev server or agent found in one of them is its member and no worker of its own.
        _membership.Assign(_drafts, census, _forest, _places, past);
        FindRoots(census, past);
        AddFound(census, past);
        AddPanesNobodyLivesIn(census);
        _membership.Assign(_drafts, census, _forest, _places, past);
        _membership.Collect(_drafts, census.Processes);
        var workers = _composer.Compose(_drafts, census, past, out bool changed);
        if (changed)
            Claim(workers, census);
        return workers;
    }

    private Draft NewDraft(Declaration? declaration = null)
    {
        if (_used == _pool.Count)
            _pool.Add(new Draft());
        var draft = _pool[_used++];
        draft.Begin(declaration);
        return draft;
    }

    private void Claim(ImmutableArray<Worker> workers, Census census)
    {
        _claimed.Clear();
        foreach (var worker in workers)
            foreach (var member in worker.Members)
                _claimed.Add(member.Process.Pid);
        census.IsClaimed = _isClaimed ??= process => _claimed.Contains(process.Pid);
    }

    /// <summary>The five systems first, then lifetop's own, manifests, pid files; of equals the newest record, which knows best.</summary>
    private List<Declaration> Ranked(Census census)
    {
        if (census.Declarations == _declarations && census.Derived == _derived)
            return _ranked;
        var ranked = new List<Declaration>(census.Declarations.Length + census.Derived.Length);
        ranked.AddRange(census.Declarations);
        ranked.AddRange(census.Derived);
        ranked.Sort(static (a, b) =>
        {
            int byRank = RankOf(a).CompareTo(RankOf(b));
            if (byRank != 0)
                return byRank;
            int byAge = b.WrittenAt.CompareTo(a.WrittenAt);
            return byAge != 0 ? byAge : string.CompareOrdinal(a.Identity, b.Identity);
        });
        (_declarations, _derived) = (census.Declarations, census.Derived);
        return _ranked = ranked;
    }

    private static int RankOf(Declaration declaration) => declaration.System is { OnlyNamesProcess: true } ? Ranks.Length : Array.IndexOf(Ranks, declaration.Source);

    /// <summary>A file that cannot be read now gives only its own name; who it declared in an earlier look is remembered, and is that row.</summary>
    private static bool IsNamelessRest(Declaration declaration, Past past)
    {
        if (declaration is not { File: { } file, Malformed: null } || declaration.Identity != $"{declaration.Source}-file:{file}")
            return false;
        foreach (var known in past.Workers)
            if (known.Identity != declaration.Identity && (known.Last?.Worker.Past ?? known.Remembered)?.DeclarationFile == file)
                return true;
        return false;
    }

    private void AddDeclared(Declaration declaration, Census census, Past past)
    {
        var draft = NewDraft(declaration);
        if (declaration.Pane is { } claim && _places.Claimed(claim) is { } pane)
        {
            draft.Pane = pane;
            draft.OwnsPane = claim.Belongs;
            if (declaration.Process is null)
                _owners.TakeWorker(draft, pane, census);
        }
        if (declaration.Process is { } process && declaration.Malformed is null)
        {
            var known = past.Find(declaration.Identity, [])?.Root;
            var result = Claims.Resolve(process, declaration.WrittenAt, known, census, _policy);
            if (declaration.System is not null && known is { } before)
                result = Claims.Outlived(result, process, before, census);
            draft.Row = result.Row;
            draft.Root = result.Identity;
            draft.Alive = result.Alive;
            draft.Refused = result.Refused;
            draft.Unread = result.Unread;
        }
        if (draft.Row >= 0 && _byRow.TryGetValue(draft.Row, out var holder))
        {
            if (!Conflict(holder.Declaration, declaration))
            {
                holder.Joined.Add(declaration);
                return;
            }
            draft.KeptBy = holder.Declaration?.Key.Text;
            draft.Row = -1;
            draft.Root = null;
            draft.Alive = false;
            draft.Pane = null;
            draft.OwnsPane = false;
        }
        if (draft is { Row: < 0, Alive: false } && DeadOneOf(declaration, past) is { } dead)
        {
            dead.Joined.Add(declaration);
            return;
        }
        if (draft.Row >= 0)
            _owners.Place(draft, census);
        if (draft.Pane is { } own && draft.OwnsPane && _owners.OwnerOf(own) is { } paneHolder)
        {
            if (!Conflict(paneHolder.Declaration, declaration))
            {
                paneHolder.Joined.Add(declaration);
                return;
            }
            // Two that both claim a pane: the higher keeps it, so that the end of one does not close the other's.
            draft.OwnsPane = false;
            draft.Pane = draft.Alive ? own : null;
            draft.KeptBy = draft.Alive ? null : paneHolder.Declaration?.Key.Text;
        }
        Add(draft);
    }

    /// <summary>
    /// No process ties the records of a dead one together any more: one that was another name of it while it lived still is, as long as both
    /// name that process. What a system's own rules do with such a record is theirs: it stands for itself again.
    /// </summary>
    private Draft? DeadOneOf(Declaration declaration, Past past)
    {
        if (declaration is not { Process: { } claim, Malformed: null } || declaration.System is not null || past.Find(declaration.Identity, []) is not { } known)
            return null;
        foreach (var draft in _drafts)
            if (draft is { Row: < 0, Alive: false, Declaration: { Process: { } other } holder } && holder.Identity == known.Identity && other.Pid == claim.Pid
                && !Conflict(holder, declaration))
                return draft;
        return null;
    }

    /// <summary>Two full declarations of one process are two workers, of which one is wrong; a record that only names the process is another name for it.</summary>
    private static bool Conflict(Declaration? holder, Declaration other)
        => holder is not null && ((holder.Source == other.Source && other.Source != PidFile) || (IsFull(holder) && IsFull(other)));

    private static bool IsFull(Declaration declaration)
        => declaration.Source is not ("lifetop" or PidFile) ? declaration.System is not { OnlyNamesProcess: true } : declaration.Spawned;

    private void Add(Draft draft)
    {
        _drafts.Add(draft);
        if (draft.Row >= 0)
            _byRow[draft.Row] = draft;
        _owners.Enter(draft);
    }

    /// <summary>Declared without process and pane, but its marker or its folder shows an agent at work: that is its root.</summary>
    private void FindRoots(Census census, Past past)
    {
        bool collected = false;
        foreach (var draft in _drafts)
        {
            if (draft is not { Row: < 0, Alive: false, ShellLeft: false, KeptBy: null, Declaration: { Process: null, Pane: null, Malformed: null } })
                continue;
            if (!collected)
                _membership.Collect(_drafts, census.Processes);
            collected = true;
            // Who was the root stays it: its marks are not looked at again, because it is a remembered member now.
            var known = past.Of(draft)?.Root;
            int at = draft.Members.FindIndex(member => member.Process == known);
            if (at < 0)
                at = draft.Members.FindIndex(static member => member.Tie == MemberTie.Marker);
            if (at < 0)
                at = draft.Members.FindIndex(member => _contents.IsAgent(census.Processes.IndexOf(member.Process), census));
            if (at < 0)
                continue;
            draft.Root = draft.Members[at].Process;
            draft.Row = census.Processes.IndexOf(draft.Members[at].Process);
            draft.Alive = true;
            _byRow[draft.Row] = draft;
            _owners.Place(draft, census);
        }
    }

    /// <summary>Panes that are workers by themselves: all but those of an interactive shell, where others only live.</summary>
    private void AddOwnPanes(Census census)
    {
        foreach (var pane in census.Panes)
        {
            if (_owners.IsFree(pane) && !PaneContents.IsInteractiveShell(pane, census))
                AddPane(pane, census);
        }
    }

    private Draft AddPane(PaneSighting pane, Census census)
    {
        var draft = NewDraft();
        draft.Pane = pane;
        draft.OwnsPane = true;
        PaneOwners.TakeRoot(draft, pane, census);
        if (draft.Row >= 0)
            draft.Found = _contents.FoundInChain(draft.Row, census);
        Add(draft);
        return draft;
    }

    /// <summary>Processes that the rules find; one inside another worker's tree is that worker's member.</summary>
    private void AddFound(Census census, Past past)
    {
        var table = census.Processes;
        foreach (var candidate in _found.In(census, past))
        {
            var (row, match, stray) = (candidate.Row, candidate.Found, candidate.Stray);
            if (_byRow.TryGetValue(row, out var holder))
            {
                holder.Found ??= match;
                holder.Stray |= stray;
                continue;
            }
            if (!_policy.FindsProcesses)
                continue;
            if (IsInsideAnother(row) || IsTakenByTree(row))
            {
                _owners.Join(candidate, census);
                continue;
            }
            var draft = NewDraft();
            draft.Row = row;
            draft.Root = table.IdentityAt(row);
            draft.Alive = true;
            draft.Found = match;
            draft.Stray = stray;
            if (table.DetailsAt(row)?.Derived is { } derived)
                draft.RootName = derived.ProcessName ??= draft.RootName;
            _owners.Place(draft, census);
            _owners.LetGo(draft);
            Add(draft);
        }
    }

    /// <summary>An agent typed into the shell that a dead one left is not what the dead one left.</summary>
    private bool IsTakenByTree(int row)
        => _membership.OwnerOf(row) is >= 0 and var owner && (_membership.TieOf(row) != MemberTie.Terminal || _drafts[owner].Alive);

    private bool IsInsideAnother(int row)
    {
        for (int at = _forest.ParentOf(row), hops = 0; at >= 0 && hops < 64 && !_forest.EndsDescent(at); hops++, at = _forest.ParentOf(at))
            if (_byRow.ContainsKey(at) || _found.Contains(at))
                return true;
        return false;
    }

    private void AddPanesNobodyLivesIn(Census census)
    {
        foreach (var pane in census.Panes)
        {
            if (!_owners.IsFree(pane))
                continue;
            var draft = AddPane(pane, census);
            draft.IsShell = draft.Found is null && _contents.OnlyShells(draft.Row, census);
        }
    }

    internal static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
