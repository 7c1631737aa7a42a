using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Model.Query;

namespace Lifetop.Screens.Grid;

/// <summary>Which rows are shown, in which order, and where the cursor is: on a worker, not on a line.</summary>
internal sealed class WorkerList
{
    private readonly List<GridRow> _shown = [];
    private readonly HeldRow _held = new();
    private readonly RowOrder _longestFirst = new(WorkerOrder.By(WorkerFields.Find("age")!, descending: true));
    private RowOrder _chosen = RowOrder.Default;
    private RowOrder? _ofAttention;

    public RosterRows Rows { get; } = new();

    public IReadOnlyList<GridRow> Shown => _shown;

    public GridView View { get; private set; }

    public WorkerFilter Filter { get; private set; } = WorkerFilter.Everything;

    public WorkerOrder Order => InForce.Workers;

    /// <summary>What needs a person is looked at longest first, until somebody asks for another order there.</summary>
    private RowOrder InForce => View == GridView.Attention ? _ofAttention ?? _longestFirst : _chosen;

    /// <summary>Place of the cursor among the shown rows; 0 in an empty list.</summary>
    public int Cursor { get; private set; }

    /// <summary>The shown row that stands on the first line.</summary>
    public int Top { get; private set; }

    /// <summary>Lines there are for rows.</summary>
    public int Page { get; private set; } = 1;

    /// <summary>Workers among the shown rows that count.</summary>
    public int ShownWorkers { get; private set; }

    public GridRow? Current => Cursor < _shown.Count ? _shown[Cursor] : null;

    public void Refresh(UiState ui)
    {
        bool changed = Rows.Refresh(ui);
        changed |= Choose(ui.Settings);
        if (changed || !IsInOrder())
            Arrange(isAsked: false);
        Tell(ui);
    }

    public void Show(GridView view, UiState ui)
    {
        View = view;
        Rearrange(ui);
    }

    public void Sort(WorkerOrder order, UiState ui)
    {
        if (View == GridView.Attention)
            _ofAttention = new RowOrder(order);
        else
            _chosen = new RowOrder(order);
        Rearrange(ui);
    }

    public void Move(int lines, UiState ui) => MoveTo(Cursor + lines, ui);

    public void MoveTo(int row, UiState ui)
    {
        Cursor = Math.Clamp(row, 0, Math.Max(0, _shown.Count - 1));
        _held.Take(Current, Order);
        // Whoever changed while the cursor stood on it goes to its place now.
        if (!IsInOrder())
            Arrange(isAsked: false);
        Fit(Page);
        Tell(ui);
    }

    /// <summary>Moves what is seen, and the cursor only as far as it must to stay in sight.</summary>
    public void Scroll(int lines, UiState ui)
    {
        Top = Math.Clamp(Top + lines, 0, Math.Max(0, _shown.Count - Page));
        int cursor = Math.Clamp(Cursor, Top, Math.Max(Top, Top + Page - 1));
        if (cursor != Cursor)
            MoveTo(cursor, ui);
    }

    /// <summary>So many lines are there now: the cursor stays in sight.</summary>
    public void Fit(int page)
    {
        Page = Math.Max(1, page);
        Top = Math.Clamp(Top, Math.Max(0, Cursor - Page + 1), Math.Max(0, Cursor));
        Top = Math.Clamp(Top, 0, Math.Max(0, _shown.Count - Page));
    }

    /// <summary>The next row that needs a person, around the ends; -1 when none does.</summary>
    public int NextNeedy(int direction)
    {
        for (int step = 1; step <= _shown.Count; step++)
        {
            int at = ((Cursor + direction * step) % _shown.Count + _shown.Count) % _shown.Count;
            if (_shown[at] is { IsWorker: true, Worker: { } worker } && GridViews.IsNeedy(worker))
                return at;
        }
        return -1;
    }

    /// <summary>Which one of how many the row is; shells are counted apart.</summary>
    public int PlaceOf(int row, out int all, out bool isShell)
    {
        isShell = Current?.Worker is { Kind: WorkerKind.Shell };
        int at = 0;
        all = 0;
        for (int i = 0; i < _shown.Count; i++)
        {
            if (!_shown[i].IsWorker || _shown[i].Worker is not { } worker || worker.Kind == WorkerKind.Shell != isShell)
                continue;
            all++;
            if (i <= row)
                at++;
        }
        return at;
    }

    private void Rearrange(UiState ui)
    {
        Choose(ui.Settings);
        Arrange(isAsked: true);
        Tell(ui);
    }

    private bool Choose(UiSettings settings)
    {
        bool changed = false;
        ShownWorkers = 0;
        var all = Rows.All;
        for (int i = 0; i < all.Count; i++)
        {
            var row = all[i];
            bool shown = View.Holds(row, settings) && Filter.Matches(row.Worker!);
            changed |= shown != row.IsShown;
            row.IsShown = shown;
            if (shown && row.Worker!.Kind != WorkerKind.Shell)
                ShownWorkers++;
        }
        return changed;
    }

    /// <summary>The row under the cursor is let be: it moves when the cursor leaves it.</summary>
    private bool IsInOrder()
    {
        GridRow? before = null;
        for (int i = 0; i < _shown.Count; i++)
        {
            var row = _shown[i];
            if (i == Cursor)
                continue;
            if (before is not null && InForce.Compare(before, row) > 0)
                return false;
            before = row;
        }
        return true;
    }

    private void Arrange(bool isAsked)
    {
        var current = Current;
        int line = Cursor - Top, place = Cursor;
        bool isHeld = !isAsked && current is { IsShown: true } && _held.HasChanged(current, Order);
        _shown.Clear();
        var all = Rows.All;
        for (int i = 0; i < all.Count; i++)
            if (all[i].IsShown && !(isHeld && ReferenceEquals(all[i], current)))
                _shown.Add(all[i]);
        _shown.Sort(InForce);
        if (isHeld)
            _shown.Insert(Math.Min(place, _shown.Count), current!);
        int now = current is null ? -1 : _shown.IndexOf(current);
        Cursor = now >= 0 ? now : Math.Clamp(place, 0, Math.Max(0, _shown.Count - 1));
        // The line under the hand stays the same wherever the list allows it.
        Top = Cursor - line;
        Fit(Page);
        if (!isHeld)
            _held.Take(Current, Order);
    }

    private void Tell(UiState ui) => ui.Selected = Current is { Kind: not (GridRowKind.Heading or GridRowKind.Folder) } row ? row.Worker : null;
}
