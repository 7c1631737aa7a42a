using System;
using System.Collections.Generic;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>The processes that the rules find among this user's own, and those found in earlier looks that are still there, the oldest first.</summary>
internal sealed class FoundProcesses(Policy policy)
{
    private readonly List<FoundProcess> _found = [];
    private readonly NumberSet _rows = new();

    /// <summary>When a process grows old enough to be a stray, if that is to come.</summary>
    public DateTimeOffset? MatchAgainAt { get; private set; }

    public List<FoundProcess> In(Census census, Past past)
    {
        MatchAgainAt = null;
        var table = census.Processes;
        var rows = table.Rows;
        _found.Clear();
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i].UserId != census.UserId || rows[i].IsZombie || rows[i].Pid == 1 || table.DetailsAt(i) is not { } details)
                continue;
            bool stray = Finding.LooksStray(table, i, details) && IsOldEnough(census.StartedAt(rows[i].StartTicks), census.Time);
            if (Finding.Of(details, policy) is { } match)
                _found.Add(new FoundProcess(i, match, stray));
            else if (stray)
                _found.Add(new FoundProcess(i, new Found(WorkerKind.Job, details.Program.Best), true));
        }
        AddKnown(census, past);
        // By age: rows change their places in the table, and a place in the roster that moves makes a row anew.
        _found.Sort((a, b) => table.Rows[a.Row].StartTicks.CompareTo(table.Rows[b.Row].StartTicks) is not 0 and var byStart
            ? byStart
            : table.Rows[a.Row].Pid.CompareTo(table.Rows[b.Row].Pid));
        _rows.Clear();
        foreach (var candidate in _found)
            _rows.Add(candidate.Row);
        return _found;
    }

    public bool Contains(int row) => _rows.Contains(row);

    /// <summary>A dev server that closes its port for a moment, or a stray that changes its folder, is still the same worker.</summary>
    private void AddKnown(Census census, Past past)
    {
        var listed = new NumberSet();
        foreach (var candidate in _found)
            listed.Add(census.Processes.Rows[candidate.Row].Pid);
        foreach (var known in past.Workers)
        {
            var kind = known.Kind ?? WorkerKind.Job;
            if (known.Source != "process" || kind == WorkerKind.Agent || known.Root is not { } root || listed.Contains(root.Pid))
                continue;
            int row = census.Processes.IndexOf(root);
            if (row < 0 || census.Processes.Rows[row].IsZombie)
                continue;
            bool stray = census.Processes.DetailsAt(row) is { } details && Finding.LooksStray(census.Processes, row, details)
                && IsOldEnough(census.StartedAt(census.Processes.Rows[row].StartTicks), census.Time);
            _found.Add(new FoundProcess(row, new Found(kind, census.Processes.DetailsAt(row)?.Program.Best ?? ""), stray));
        }
    }

    private bool IsOldEnough(DateTimeOffset startedAt, DateTimeOffset now)
    {
        var ripe = startedAt + policy.StrayAge;
        if (ripe < now)
            return true;
        if (MatchAgainAt is not { } next || ripe < next)
            MatchAgainAt = ripe;
        return false;
    }
}
