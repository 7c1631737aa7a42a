using System;
using System.Collections.Generic;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>
/// What ties a process weakly to a declared worker: a marker in its environment, or a working directory inside the worktree. Looked up
/// from the process's side, so that hundreds of workers cost a process no more than one. A marker tells more than a folder, and of folders in
/// one another the innermost; of several workers that fit alike, the first has it.
/// </summary>
internal sealed class WeakTies
{
    private readonly Dictionary<string, int> _byMarker = [];
    private readonly Dictionary<int, int> _byFolder = [];
    private int[] _draft = new int[64];
    private int[] _next = new int[64];
    private int _count;
    private List<Draft> _drafts = [];

    /// <summary>False when no worker has anything by which others could be tied to it.</summary>
    public bool Build(List<Draft> drafts, Census census)
    {
        _byMarker.Clear();
        _byFolder.Clear();
        _count = 0;
        _drafts = drafts;
        // Backwards, because each goes to the head of its chain.
        for (int d = drafts.Count - 1; d >= 0; d--)
        {
            if (drafts[d].Declaration is not { } declaration)
                continue;
            string? worktree = drafts[d].Worktree ??= declaration.Worktree is { Length: > 1 } path ? census.RealPath(path) : "";
            if (worktree.Length > 1)
                AddFolder(worktree, d);
            else if (declaration is { Markers.IsEmpty: true, Spawned: false, Adopted: false })
                continue;
            AddMarker(declaration.Key.Text, d);
            if (declaration.Identity != declaration.Key.Text)
                AddMarker(declaration.Identity, d);
            foreach (var marker in declaration.Markers)
                AddMarker(marker.Value, d);
        }
        return _count > 0;
    }

    /// <summary>The worker this free process is tied to; -1 for none.</summary>
    public int Find(in ProcessRow row, ProcessDetails details, int pane, Census census, out MemberTie tie)
    {
        int best = int.MaxValue;
        tie = MemberTie.Marker;
        foreach (var marker in details.Markers)
            for (int at = _byMarker.TryGetValue(marker.Value, out int head) ? head : -1; at >= 0 && _draft[at] < best; at = _next[at])
                if (IsMarker(marker, _drafts[_draft[at]].Declaration!) && !IsOnAnotherTerminal(_drafts[_draft[at]], row, census)) // only declared ones are in the chains
                    best = _draft[at];
        if (best != int.MaxValue)
            return best;
        tie = MemberTie.Directory;
        return _byFolder.Count > 0 && details.WorkingDirectory is { } directory ? FindFolder(row, Existing(directory, details), pane, census) : -1;
    }

    internal static ReadOnlySpan<char> Existing(string directory, ProcessDetails details)
    {
        const string Deleted = " (deleted)";
        return details.WorkingDirectoryDeleted && directory.EndsWith(Deleted, StringComparison.Ordinal) ? directory.AsSpan()[..^Deleted.Length] : directory;
    }

    /// <summary>Each folder above the path, and itself, by its hash: the path is gone through once.</summary>
    private int FindFolder(in ProcessRow row, ReadOnlySpan<char> path, int pane, Census census)
    {
        int found = -1, hash = 0;
        for (int i = 0; i <= path.Length; i++)
        {
            if (i > 0 && (i == path.Length || path[i] == '/') && _byFolder.TryGetValue(hash, out int at))
                found = FirstThatFits(at, row, path, pane, census) is >= 0 and var inner ? inner : found;
            if (i < path.Length)
                hash = Add(hash, path[i]);
        }
        return found;
    }

    private int FirstThatFits(int at, in ProcessRow row, ReadOnlySpan<char> path, int pane, Census census)
    {
        for (; at >= 0; at = _next[at])
        {
            var draft = _drafts[_draft[at]];
            if (PathText.IsIn(path, draft.Worktree) && !IsOnAnotherTerminal(draft, row, census) && IsInNoOtherPane(draft, pane, census))
                return _draft[at];
        }
        return -1;
    }

    internal static bool IsMarker(EnvironmentMarker marker, Declaration declaration)
        => (marker.Name == "LIFETOP_WORKER" && (marker.Value == declaration.Key.Text || marker.Value == declaration.Identity))
            || declaration.Markers.Contains(marker);

    /// <summary>A terminal of its own that is not the worker's pane: an editor or shell somebody has open there.</summary>
    public static bool IsOnAnotherTerminal(Draft draft, in ProcessRow row, Census census)
        => row.Terminal != 0 && !(draft is { OwnsPane: true, Pane: { } pane } && row.Session == pane.Facts.Pid && census.RootOf(pane.Facts) >= 0);

    public static bool IsInNoOtherPane(Draft draft, int pane, Census census) => pane < 0 || (draft.OwnsPane && draft.Pane == census.Panes[pane]);

    private void AddMarker(string value, int draft)
    {
        _byMarker[value] = Link(draft, _byMarker.TryGetValue(value, out int next) ? next : -1);
    }

    private void AddFolder(string folder, int draft)
    {
        int hash = 0;
        foreach (char c in folder[^1] == '/' ? folder.AsSpan()[..^1] : folder)
            hash = Add(hash, c);
        _byFolder[hash] = Link(draft, _byFolder.TryGetValue(hash, out int next) ? next : -1);
    }

    private static int Add(int hash, char c) => unchecked(hash * 31 + c);

    private int Link(int draft, int next)
    {
        if (_count == _draft.Length)
        {
            Array.Resize(ref _draft, _count * 2);
            Array.Resize(ref _next, _count * 2);
        }
        (_draft[_count], _next[_count]) = (draft, next);
        return _count++;
    }
}
