using System;
using System.Collections.Generic;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>
/// Which processes belong to which worker. Each belongs to one at most: first to the nearest root above it, then by what the
/// root leads, by its pane's terminal, by having been a member before, and last, weakly, by marker, working directory and its pane's scope.
/// </summary>
internal sealed class Membership
{
    private int[] _owner = [];
    private MemberTie[] _tie = new MemberTie[1];
    private Member?[] _members = [];
    private readonly WeakTies _weak = new();
    private readonly ScopeTies _scopes = new();
    private readonly Dictionary<int, int> _ledBy = [];
    private readonly Dictionary<int, int> _paneOf = [];

    public void Assign(List<Draft> drafts, Census census, ProcessForest forest, PanePlaces places, Past past)
    {
        var table = census.Processes;
        int count = table.Count;
        if (_owner.Length < count)
        {
            _owner = new int[Math.Max(1024, count * 3 / 2)];
            _tie = new MemberTie[_owner.Length];
            Array.Resize(ref _members, _owner.Length);
        }
        // Not Fill, here and elsewhere: it is vector code, which is compiled on the spot.
        for (int i = 0; i < count; i++)
            _owner[i] = -1;

        for (int d = 0; d < drafts.Count; d++)
            if (drafts[d].Row >= 0)
                Own(drafts[d].Row, d, MemberTie.Root);
        Descend(forest, count);
        AssignLedAndTerminal(drafts, table, census, past);
        for (int d = 0; d < drafts.Count; d++)
            AssignRemembered(drafts[d], d, table, census, forest, past);
        Descend(forest, count);
        if (_weak.Build(drafts, census) | _scopes.Build(drafts, census, places, past))
        {
            AssignWeak(table, census, places, past);
            Descend(forest, count);
        }
    }

    /// <summary>Gives each draft the members that the last assignment found for it.</summary>
    public void Collect(List<Draft> drafts, ProcessTable table)
    {
        foreach (var draft in drafts)
            draft.Members.Clear();
        var rows = table.Rows;
        for (int i = 0; i < rows.Length; i++)
            if (_owner[i] >= 0 && rows[i].Pid != 1 && !rows[i].IsKernelThread && !rows[i].IsZombie && !rows[i].IsTmuxServer)
                drafts[_owner[i]].Members.Add(MemberAt(i, table));
        foreach (var draft in drafts)
            if (draft.Members.Count > 1)
                draft.Members.Sort(static (a, b) => a.Tie != b.Tie ? a.Tie.CompareTo(b.Tie) : a.Process.Pid.CompareTo(b.Process.Pid));
    }

    /// <summary>The very object of the last time if it says the same.</summary>
    private Member MemberAt(int row, ProcessTable table)
    {
        ref readonly var process = ref table.Rows[row];
        ref var member = ref _members[row];
        if (member is null || member.Process.Pid != process.Pid || member.Process.StartTicks != process.StartTicks || member.Tie != _tie[row])
            member = new Member(table.IdentityAt(row), _tie[row]);
        return member;
    }

    /// <summary>Who owns a row after the last assignment, and by what; -1 for nobody.</summary>
    public int OwnerOf(int row) => _owner[row];

    public MemberTie TieOf(int row) => _tie[row];

    private void Own(int row, int draft, MemberTie tie)
    {
        _owner[row] = draft;
        _tie[row] = tie;
    }

    /// <summary>Free for a tie other than descent: nobody's yet, and not among those that never belong to a worker.</summary>
    private bool IsFree(int row, ProcessTable table, Census census)
    {
        ref readonly var process = ref table.Rows[row];
        return _owner[row] < 0 && process.Pid != 1 && !process.IsKernelThread && !process.IsTmuxServer && !IsSelf(process.Pid, census);
    }

    private static bool IsSelf(int pid, Census census)
    {
        foreach (var self in census.Self)
            if (self.Pid == pid)
                return true;
        return false;
    }

    /// <summary>Everybody without an owner takes that of the nearest ancestor who has one.</summary>
    private void Descend(ProcessForest forest, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (_owner[i] >= 0)
                continue;
            // A server started inside a worker outlives it and serves others: it and its panes are nobody's members. Pid 1 is everybody's ancestor.
            for (int at = i, hops = 0; at >= 0 && hops < 64 && !forest.EndsDescent(at); hops++, at = forest.ParentOf(at))
            {
                if (_owner[at] < 0)
                    continue;
                Own(i, _owner[at], MemberTie.Descendant);
                break;
            }
        }
    }

    /// <summary>
    /// The session and process group the root leads, then the terminal of its pane, which is that of the session its root leads: its own
    /// number is given to whoever opens the next one, as soon as the pane is gone. When the root is gone its number proves nothing any
    /// more (another may have had it meanwhile), so then a member seen there earlier must still be in that session.
    /// </summary>
    private void AssignLedAndTerminal(List<Draft> drafts, ProcessTable table, Census census, Past past)
    {
        _ledBy.Clear();
        _paneOf.Clear();
        for (int d = 0; d < drafts.Count; d++)
        {
            var draft = drafts[d];
            if (draft is { Refused: null, Root: { } root } && (draft.Row >= 0 || LeadsRemembered(draft, root.Pid, table, past)))
                _ledBy.TryAdd(root.Pid, d);
            if (draft is { OwnsPane: true, Pane: { } pane } && census.RootOf(pane.Facts) >= 0)
                _paneOf.TryAdd(pane.Facts.Pid, d);
        }
        var rows = table.Rows;
        for (int i = 0; i < rows.Length; i++)
        {
            if (_owner[i] >= 0 || !IsFree(i, table, census))
                continue;
            if (_ledBy.TryGetValue(rows[i].Session, out int draft))
                Own(i, draft, MemberTie.Session);
            else if (_ledBy.TryGetValue(rows[i].Group, out draft))
                Own(i, draft, MemberTie.Group);
            else if (rows[i].Terminal != 0 && _paneOf.TryGetValue(rows[i].Session, out draft))
                Own(i, draft, MemberTie.Terminal);
        }
    }

    private static bool LeadsRemembered(Draft draft, int rootPid, ProcessTable table, Past past)
    {
        if (table.IndexOf(rootPid) >= 0)
            return false;
        foreach (var identity in past.MembersOf(draft))
        {
            int index = table.IndexOf(identity);
            if (index >= 0 && (table.Rows[index].Session == rootPid || table.Rows[index].Group == rootPid))
                return true;
        }
        return false;
    }

    private void AssignRemembered(Draft draft, int number, ProcessTable table, Census census, ProcessForest forest, Past past)
    {
        int refused = draft is { Refused: not null, Declaration.Process: { } claim } ? table.IndexOf(claim.Pid) : -1;
        foreach (var identity in past.MembersOf(draft))
        {
            int index = table.IndexOf(identity);
            // The shell an agent was typed into may have been the root of the pane's own row before: it stays a shell.
            if (index >= 0 && IsFree(index, table, census) && !IsShellItLivesIn(draft, table.Rows[index].Pid) && !IsBelow(index, refused, forest))
                Own(index, number, MemberTie.Remembered);
        }
    }

    /// <summary>A process that is taken for another's now is that with all below it, whatever it was taken for before.</summary>
    private static bool IsBelow(int row, int refused, ProcessForest forest)
    {
        if (refused < 0)
            return false;
        for (int at = row, hops = 0; at >= 0 && hops < 64; hops++, at = forest.ParentOf(at))
            if (at == refused)
                return true;
        return false;
    }

    private static bool IsShellItLivesIn(Draft draft, int pid) => !draft.OwnsPane && draft.Pane?.Facts.Pid == pid;

    private void AssignWeak(ProcessTable table, Census census, PanePlaces places, Past past)
    {
        var rows = table.Rows;
        for (int i = 0; i < rows.Length; i++)
        {
            if (_owner[i] >= 0 || table.DetailsAt(i) is not { } details || !IsFree(i, table, census))
                continue;
            if (_weak.Find(rows[i], details, places.Of(i), census, out var tie) is >= 0 and var draft)
                Own(i, draft, tie);
            else if (_scopes.Find(rows[i], details, places.Of(i), census, past) is >= 0 and var inside)
                Own(i, inside, MemberTie.Scope);
        }
    }
}
