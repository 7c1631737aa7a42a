using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Model.Query;

namespace Lifetop.Screens.Grid;

/// <summary>Who is marked, whatever is shown: marks hold on to workers, not to lines.</summary>
internal sealed class Marks
{
    private readonly HashSet<string> _ids = [];
    private readonly List<WorkerRow> _workers = [];
    private string? _anchor;
    private int _from, _to = -1;

    /// <summary>Marked and not among the shown rows.</summary>
    public int Hidden { get; private set; }

    /// <summary>A range is being drawn from here to the cursor.</summary>
    public bool IsRange => _anchor is not null;

    public bool Has(GridRow row, int place) => IsInRange(row, place) || _ids.Contains(row.Id);

    /// <summary>One by one anything can be marked; a folded line stands for all that it holds.</summary>
    public void Turn(GridRow row)
    {
        if (row.Kind == GridRowKind.Folder)
            Turn(row.Members);
        else if (row.IsWorker && !_ids.Remove(row.Id))
            _ids.Add(row.Id);
    }

    /// <summary>All of them, or none when all of them are. Returns how many were left out: those who are only marked one by one.</summary>
    public int Turn(IReadOnlyList<GridRow> rows)
    {
        bool all = true;
        int left = 0;
        foreach (var row in rows)
        {
            left += IsOneByOne(row) ? 1 : 0;
            all &= IsOneByOne(row) || _ids.Contains(row.Id);
        }
        foreach (var row in rows)
        {
            if (all)
                _ids.Remove(row.Id);
            else if (!IsOneByOne(row))
                _ids.Add(row.Id);
        }
        return all ? 0 : left;
    }

    public void Clear()
    {
        _ids.Clear();
        EndRange();
    }

    public void BeginRange(GridRow? row) => _anchor = row?.Id;

    /// <summary>Forgets the range, keeping what was marked before.</summary>
    public void EndRange()
    {
        _anchor = null;
        (_from, _to) = (0, -1);
    }

    /// <summary>What the range covers is marked for good.</summary>
    public void TakeRange(IReadOnlyList<GridRow> shown)
    {
        for (int i = Math.Max(0, _from); i <= _to && i < shown.Count; i++)
            if (shown[i].IsWorker && !IsOneByOne(shown[i]))
                _ids.Add(shown[i].Id);
        EndRange();
    }

    /// <summary>Brings range, hidden ones and the list that actions read up to date.</summary>
    public void Refresh(IReadOnlyList<GridRow> shown, int cursor, RosterRows rows, UiState ui)
    {
        Stretch(shown, cursor);
        if (_ids.Count == 0 && !IsRange && _workers.Count == 0)
        {
            Hidden = 0;
            return;
        }
        _workers.Clear();
        int known = 0;
        Hidden = 0;
        foreach (string id in _ids)
        {
            if (rows.Find(id) is not { Worker: { } worker } row)
                continue;
            known++;
            Hidden += row.IsShown ? 0 : 1;
            _workers.Add(worker);
        }
        if (known < _ids.Count)
            Forget(rows);
        for (int i = _from; i <= _to && i < shown.Count; i++)
            if (IsInRange(shown[i], i) && !_ids.Contains(shown[i].Id))
                _workers.Add(shown[i].Worker!);
        ui.Marked = _workers;
    }

    private void Forget(RosterRows rows) => _ids.RemoveWhere(id => rows.Find(id) is null);

    /// <summary>What nobody ends by the dozen: shells and orphans, and lifetop itself.</summary>
    private static bool IsOneByOne(GridRow row)
        => row.Worker is not { } worker || worker.Kind == WorkerKind.Shell || worker.State == Lifecycle.Orphan || worker.Worker.IsSelf;

    private bool IsInRange(GridRow row, int place) => place >= _from && place <= _to && row.IsWorker && !IsOneByOne(row);

    private void Stretch(IReadOnlyList<GridRow> shown, int cursor)
    {
        if (_anchor is null)
            return;
        for (int i = 0; i < shown.Count; i++)
            if (shown[i].Id == _anchor)
            {
                (_from, _to) = (Math.Min(i, cursor), Math.Max(i, cursor));
                return;
            }
        EndRange();
    }
}
