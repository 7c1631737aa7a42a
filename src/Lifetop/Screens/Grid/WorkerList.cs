using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Screens.Dialogs;

namespace Lifetop.Screens.Grid;

/// <summary>Which lines are shown, in which order, and where the cursor is: on a worker, not on a line.</summary>
internal sealed class WorkerList
{
    private readonly List<GridRow> _workers = [], _shown = [];
    private readonly HeldRow _held = new();
    private readonly ListOrder _orders = new();
    private bool _isSettled;

    public RosterRows Rows { get; } = new();

    public ListShape Shape { get; } = new();

    public Marks Marks { get; } = new();

    public IReadOnlyList<GridRow> Shown => _shown;

    /// <summary>The workers that view and filter leave, in their order, folded ones too.</summary>
    public IReadOnlyList<GridRow> Workers => _workers;

    public GridView View { get; private set; }

    public WorkerFilter Filter { get; private set; } = WorkerFilter.Everything;

    public WorkerOrder Order => InForce.Workers;

    /// <summary>When the order was frozen; null while it moves.</summary>
    public DateTimeOffset? FrozenAt { get; private set; }

    /// <summary>The cursor goes with its worker wherever the order takes it.</summary>
    public bool Follows { get; private set; }

    /// <summary>Place of the cursor among the shown lines; 0 in an empty list.</summary>
    public int Cursor { get; private set; }

    /// <summary>The shown line that stands first on the screen.</summary>
    public int Top { get; private set; }

    /// <summary>Lines there is room for.</summary>
    public int Page { get; private set; } = 1;

    /// <summary>Workers that view and filter leave, folded ones too; shells do not count.</summary>
    public int ShownWorkers { get; private set; }

    public GridRow? Current => Cursor < _shown.Count ? _shown[Cursor] : null;

    private RowOrder InForce => _orders.Of(View, Shape.IsTree);

    public void Refresh(UiState ui)
    {
        bool changed = Rows.Refresh(ui);
        changed |= _orders.Follow(ui.Settings);
        changed |= Choose(ui.Settings);
        if (changed || !IsInOrder())
            Arrange(isAsked: false, ui);
        for (int i = 0; Shape.IsTree && i < _shown.Count; i++)
            if (_shown[i].Kind == GridRowKind.Process)
                ProcessBranch.Renew(_shown[i], ui);
        Tell(ui);
    }

    public void Show(GridView view, UiState ui)
    {
        View = view;
        Rearrange(ui);
    }

    public void Only(WorkerFilter filter, UiState ui)
    {
        Filter = filter;
        Rearrange(ui);
    }

    public void Sort(WorkerOrder order, UiState ui)
    {
        if (_orders.Choose(order, View, Shape.IsTree))
            SettingChanges.Sort(ui, order.Word);
        Rearrange(ui);
    }

    public void Group(Grouping grouping, UiState ui)
    {
        Shape.Grouping = grouping;
        Rearrange(ui);
        ui.Say(Outcome.Noted, grouping == Grouping.None ? "not grouped" : "grouped by " + grouping.Word());
    }

    public void Freeze(UiState ui)
    {
        FrozenAt = FrozenAt is null ? ui.Now : null;
        foreach (var row in Rows.All)
            row.Place = int.MaxValue;
        for (int i = 0; i < _workers.Count; i++)
            _workers[i].Place = i;
        Rearrange(ui);
    }

    public void Follow(bool follows, UiState ui)
    {
        Follows = follows;
        Refresh(ui);
    }

    /// <summary>Folds or unfolds what is under the cursor; folding what is folded goes up to what it belongs to.</summary>
    public void Open(bool open, UiState ui)
    {
        if (Current is not { } row)
            return;
        if (Shape.Open(row, open))
            Rearrange(ui);
        else if (!open && LineAbove(row) is >= 0 and var above)
            MoveTo(above, ui);
    }

    public void Move(int lines, UiState ui) => MoveTo(Cursor + lines, ui);

    /// <summary>Somebody has pressed a key: from now on the cursor keeps its worker, whoever comes. Before the first look there is nobody to keep, and it is the screen that begins with its view.</summary>
    public void Settle(UiState ui) => _isSettled |= !ui.IsFirstLookDue;

    public void MoveTo(int line, UiState ui)
    {
        Settle(ui);
        var left = Current;
        Cursor = Math.Clamp(line, 0, Math.Max(0, _shown.Count - 1));
        Follows = false;
        _held.Take(Current, Order);
        // Whoever changed while the cursor stood on it goes to its place now.
        if (left is not null && !ReferenceEquals(left, Current) && !IsInPlace(left))
            Arrange(isAsked: false, ui);
        Fit(Page);
        Tell(ui);
    }

    /// <summary>The cursor goes to this worker, if it is shown.</summary>
    public void MoveTo(string id, UiState ui)
    {
        for (int i = 0; i < _shown.Count; i++)
            if (_shown[i].Id == id)
                MoveTo(i, ui);
    }

    /// <summary>Moves what is seen, and the cursor only as far as it must to stay in sight.</summary>
    public void Scroll(int lines, UiState ui)
    {
        Top = Math.Clamp(Top + lines, 0, Math.Max(0, _shown.Count - Page));
        int cursor = Math.Clamp(Cursor, Top, Math.Max(Top, Top + Page - 1));
        if (cursor != Cursor)
            MoveTo(cursor, ui);
    }

    /// <summary>So many lines there are now: the cursor stays in sight.</summary>
    public void Fit(int page)
    {
        Page = Math.Max(1, page);
        Top = Math.Clamp(Top, Math.Max(0, Cursor - Page + 1), Math.Max(0, Cursor));
        Top = Math.Clamp(Top, 0, Math.Max(0, _shown.Count - Page));
    }

    /// <summary>The next line that needs a person, around the ends; -1 when none does.</summary>
    public int NextNeedy(int direction)
    {
        for (int step = 1; step <= _shown.Count; step++)
        {
            int at = ((Cursor + direction * step) % _shown.Count + _shown.Count) % _shown.Count;
            if (_shown[at] is { Kind: GridRowKind.Worker or GridRowKind.Folder, Worker: { } worker } && GridViews.IsNeedy(worker))
                return at;
        }
        return -1;
    }

    /// <summary>Which one of how many the cursor is on; shells are counted apart.</summary>
    public int PlaceOfCursor(out int all, out bool isShell)
    {
        isShell = Current is { IsWorker: true, Worker.Kind: WorkerKind.Shell };
        int at = 0, shells = 0;
        for (int i = 0; i < _shown.Count; i++)
        {
            var row = _shown[i];
            bool counts = isShell ? row is { IsWorker: true, Worker.Kind: WorkerKind.Shell } : row.IsWorker || !Shape.IsOpen(row);
            shells += isShell && counts ? 1 : 0;
            if (i <= Cursor && counts)
                at += isShell ? 1 : i == Cursor ? Math.Min(1, row.Weight) : row.Weight;
        }
        all = isShell ? shells : ShownWorkers;
        return at;
    }

    /// <summary>The group, folder or tree that the cursor is in: the lines it stands for.</summary>
    public IReadOnlyList<GridRow> Branch()
    {
        if (Current is not { } row)
            return [];
        if (row.Kind is GridRowKind.Heading or GridRowKind.Folder)
            return row.Members;
        for (int i = Cursor; i >= 0; i--)
            if (_shown[i].Kind is GridRowKind.Heading or GridRowKind.Folder)
                return row.Kind == GridRowKind.Process || _shown[i].Members.Contains(row) ? _shown[i].Members : [row];
        return [row];
    }

    /// <summary>Something is done to marks or lines: who is marked and selected is told to everybody.</summary>
    public void Tell(UiState ui)
    {
        Marks.Refresh(_shown, Cursor, Rows, ui);
        ui.Selected = Current is { Kind: not (GridRowKind.Heading or GridRowKind.Folder) } row ? row.Worker : null;
    }

    public void Rearrange(UiState ui)
    {
        Choose(ui.Settings);
        Arrange(isAsked: true, ui);
        Tell(ui);
    }

    private int LineAbove(GridRow row)
    {
        for (int i = Cursor - 1; i >= 0; i--)
            if (_shown[i].Kind is GridRowKind.Heading or GridRowKind.Folder || (row.Kind == GridRowKind.Process && _shown[i].IsWorker))
                return _shown[i].IsWorker || _shown[i].Members.Contains(row) ? i : -1;
        return -1;
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
        if (FrozenAt is not null)
            return true;
        GridRow? before = null;
        var current = Follows ? null : Current;
        for (int i = 0; i < _workers.Count; i++)
        {
            var row = _workers[i];
            if (ReferenceEquals(row, current))
                continue;
            if (before is not null && InForce.Compare(before, row) > 0)
                return false;
            before = row;
        }
        return true;
    }

    /// <summary>All others are in order since they were looked at last.</summary>
    private bool IsInPlace(GridRow row)
    {
        if (FrozenAt is not null)
            return true;
        int at = 0;
        while (at < _workers.Count && !ReferenceEquals(_workers[at], row))
            at++;
        if (at == _workers.Count)
            return true;
        return (at == 0 || InForce.Compare(_workers[at - 1], row) <= 0) && (at == _workers.Count - 1 || InForce.Compare(row, _workers[at + 1]) <= 0);
    }

    private void Arrange(bool isAsked, UiState ui)
    {
        // While sources have yet to answer and nobody has pressed a key, the cursor stays on top, where what needs people most will be.
        var current = _isSettled ? Current : null;
        _isSettled |= ui.Roster.Awaited.IsEmpty && !ui.IsFirstLookDue;
        int line = Cursor - Top, place = Cursor;
        bool isHeld = !isAsked && !Follows && Shape.IsFlat && FrozenAt is null && current is { IsWorker: true, IsShown: true } && _held.HasChanged(current, Order);
        int above = isHeld ? _workers.IndexOf(current!) : 0;
        _workers.Clear();
        var all = Rows.All;
        for (int i = 0; i < all.Count; i++)
            if (all[i].IsShown && !(isHeld && ReferenceEquals(all[i], current)))
                _workers.Add(all[i]);
        _workers.Sort(FrozenAt is null ? InForce : FrozenOrder.Instance);
        if (isHeld)
            _workers.Insert(Math.Clamp(above, 0, _workers.Count), current!);
        Shape.Lay(_workers, _shown, ui);
        int now = current is null ? -1 : LineOf(current);
        Cursor = now >= 0 ? now : Math.Clamp(place, 0, Math.Max(0, _shown.Count - 1));
        // The line under the hand stays the same wherever the list allows it.
        Top = Cursor - line;
        Fit(Page);
        if (!isHeld)
            _held.Take(Current, Order);
    }

    /// <summary>Where a row stands now, or what it was folded into; -1 when it is not shown.</summary>
    private int LineOf(GridRow row)
    {
        int at = _shown.IndexOf(row);
        for (int i = 0; at < 0 && i < _shown.Count; i++)
            if (_shown[i].Kind is GridRowKind.Heading or GridRowKind.Folder && _shown[i].Members.Contains(row))
                at = i;
        return at;
    }
}
