using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.CommitRelay;

/// <summary>The restart queue of a project: who is to be started again, and who was.</summary>
internal sealed class RestartQueue(string root)
{
    private const int Most = 2000;

    private readonly Dictionary<string, RestartEntry> _entries = new(StringComparer.Ordinal);
    private FileStamp _stamp;
    private bool _isListed, _isSettled;
    private Gap? _gap;

    public string Folder { get; } = FolderOf(root);

    public static string FolderOf(string root) => NativePath.Join(root, "coordination/restart/queue");

    /// <summary>Entries that wait, and since when the first of them could be started.</summary>
    public int Pending { get; private set; }
    public DateTimeOffset? OldestPending { get; private set; }

    /// <summary>True when it says something else than before.</summary>
    public bool Refresh(DateTimeOffset now)
    {
        bool changed = RefreshNames(now);
        foreach (var entry in _entries.Values)
            changed |= entry.Refresh(now);
        if (changed)
            CountPending();
        return changed;
    }

    /// <summary>The entry that replaces this worker: one that waits before one that was carried out. Null where there is none, or each failed.</summary>
    public RestartEntry? Of(string worker)
    {
        RestartEntry? found = null;
        foreach (var entry in _entries.Values)
            if (entry.Original == worker && (entry.IsPending || (entry.Status == "completed" && found is null)))
                found = entry;
        return found;
    }

    public void AddTo(ImmutableArray<Gap>.Builder gaps, ImmutableArray<string>.Builder watch)
    {
        watch.Add(Folder);
        if (_gap is not null)
            gaps.Add(_gap);
        foreach (var entry in _entries.Values)
            if (entry.Gap is { } gap)
                gaps.Add(gap);
    }

    private bool RefreshNames(DateTimeOffset now)
    {
        var seen = FileStamp.Of(Folder, followLinks: true);
        if (_isListed && _isSettled && seen == _stamp)
            return false;
        var listing = FolderListing.Of(Folder);
        (_isListed, _stamp) = (true, listing.Stamp);
        _isSettled = !_stamp.Exists || _stamp.IsSettled(now);
        if (listing.Failure is not (FileFailure.None or FileFailure.Missing))
        {
            bool isNew = _gap is null;
            _gap ??= new Gap(CommitRelaySource.Label, Folder, $"{Folder}: {listing.Why}", now) { HidesWorkers = false };
            return isNew;
        }
        bool changed = _gap is not null;
        _gap = null;
        var names = new HashSet<string>(listing.Names, StringComparer.Ordinal);
        foreach (string known in new List<string>(_entries.Keys))
            if (!names.Contains(known))
                changed |= _entries.Remove(known);
        foreach (string name in listing.Names)
            if (name.EndsWith(RestartEntry.Suffix, StringComparison.Ordinal) && name[0] != '.' && _entries.Count < Most)
                changed |= _entries.TryAdd(name, new RestartEntry(NativePath.Join(Folder, name)));
        return changed;
    }

    private void CountPending()
    {
        (Pending, OldestPending) = (0, null);
        foreach (var entry in _entries.Values)
        {
            if (!entry.IsPending)
                continue;
            Pending++;
            if (entry.DueAt is { } due && (OldestPending is null || due < OldestPending))
                OldestPending = due;
        }
    }
}
