using System.Collections.Generic;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Model.Query;

namespace Lifetop.Screens.Grid;

/// <summary>One row for each worker of the roster, the same from look to look, and how many there are.</summary>
internal sealed class RosterRows
{
    private readonly Dictionary<string, GridRow> _byId = [];
    private readonly List<GridRow> _all = [];
    private readonly List<WorkerRow> _workers = [];
    private Roster _roster = Roster.Empty;
    private int _look;

    public IReadOnlyList<GridRow> All => _all;

    public GridCounts Counts { get; } = new();

    public GridRow? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Takes the state's roster; true when its workers or verdicts are others than before.</summary>
    public bool Refresh(UiState ui)
    {
        bool isNew = !ReferenceEquals(ui.Roster, _roster);
        if (isNew)
            Take(ui);
        var counters = ui.Roster.Counters;
        Counts.Clear();
        for (int i = 0; i < _all.Count; i++)
        {
            var row = _all[i];
            int slot = row.Worker!.Judged.Slot;
            row.Worker.Renew((uint)slot < (uint)counters.Length ? counters[slot] : WorkerRow.Uncounted, ui.Now);
            (row.Trend ??= new CpuTrend()).Add(ui.Now, row.Worker.CpuPercent);
            Counts.Add(row, ui.Settings);
        }
        return isNew;
    }

    private void Take(UiState ui)
    {
        // Whoever comes with the first answers was there before, and was what they say: only later ones are born or change.
        bool isNews = _look > 0 && _roster.Awaited.IsEmpty;
        _look++;
        _all.Clear();
        foreach (var judged in ui.Roster.Workers)
        {
            var row = RowOf(judged.Worker.Identity);
            row.Take(judged, WorkerRow.Uncounted, ui.Now, isNews);
            row.SeenInLook = _look;
            row.IsPresent = false;
            _all.Add(row);
        }
        _workers.Clear();
        for (int i = 0; i < _all.Count; i++)
            _workers.Add(_all[i].Worker!);
        var present = Attempts.Present(_workers);
        for (int i = 0; i < _all.Count; i++)
            _all[i].IsPresent = present[_all[i].Worker!.Key] == _all[i].Worker;
        DropUnseen();
        _roster = ui.Roster;
    }

    /// <summary>Its row, or another one where an attempt of the same identity stands in this roster already.</summary>
    private GridRow RowOf(string identity)
    {
        string id = identity;
        for (int attempt = 2; ; attempt++)
        {
            if (!_byId.TryGetValue(id, out var row))
            {
                row = new GridRow(id, GridRowKind.Worker);
                _byId.Add(id, row);
                return row;
            }
            if (row.SeenInLook != _look)
                return row;
            id = string.Concat(identity, "\n", attempt.ToString(CultureInfo.InvariantCulture));
        }
    }

    private void DropUnseen()
    {
        if (_byId.Count == _all.Count)
            return;
        var gone = new List<string>();
        foreach (var (id, row) in _byId)
            if (row.SeenInLook != _look)
                gone.Add(id);
        foreach (string id in gone)
            if (_byId.Remove(id, out var row))
                row.IsShown = false;
    }
}
