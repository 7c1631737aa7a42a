using System;
using Lifetop.Screens.Dialogs;

namespace Lifetop.Screens.Processes;

/// <summary>
/// Which processes are shown and in which order, over one snapshot after the other. The cursor keeps its process, by identity.
/// Arranging again allocates nothing.
/// </summary>
internal sealed class ProcessList(ProcessTexts texts)
{
    private readonly IndexSort _sort = new();
    private readonly ProcessTree _tree = new();
    // In the order of the sort, and as they are shown: the same but for a tree.
    private int[] _sorted = [], _order = [];
    private long[] _keys = [], _ties = [];
    private int _count;
    private long _version = -1;
    private ProcessSort _sortedBy;
    private bool _wasTurned;

    /// <summary>Tells one choice of rows from another of as many.</summary>
    private long _sum;
    private int _pid;
    private long _startTicks;

    public ChoiceList Rows { get; } = new();

    public ProcessFilter Filter { get; set; } = ProcessFilter.Everything;
    public ProcessSort Sort { get; set; } = ProcessSort.Age;
    public bool Turned { get; set; }
    public bool IsTree { get; set; }

    /// <summary>Everybody's, not only yours.</summary>
    public bool AllUsers { get; set; }

    /// <summary>Those of workers too.</summary>
    public bool Members { get; set; }

    /// <summary>Shown but for the filter.</summary>
    public int Offered { get; private set; }

    /// <summary>The row of the snapshot at a place of the list.</summary>
    public int this[int place] => _order[place];

    /// <summary>The row under the cursor; -1 when the list is empty.</summary>
    public int Selected => _count == 0 ? -1 : _order[Rows.Cursor];

    public ProcessTree Tree => _tree;

    /// <summary>A key moved the cursor: from now on it keeps this process.</summary>
    public void Moved(ProcessSnapshot all)
    {
        if (_count == 0)
            return;
        _pid = all.Pids[Selected];
        _startTicks = all.StartTicks[Selected];
    }

    public void Arrange(ProcessSnapshot all)
    {
        if (_order.Length < all.Count)
        {
            int room = all.Count * 5 / 4 + 64;
            _sorted = new int[room];
            _order = new int[room];
            _keys = new long[room];
            _ties = new long[room];
            _version = -1;
        }
        int before = _count;
        bool sameRows = _version == all.Version && Choose(all, check: true);
        if (!sameRows)
            Choose(all, check: false);
        var sorted = _sorted.AsSpan(0, _count);
        // What no look can move stays sorted.
        if (!sameRows || Sort.Moves() || Sort != _sortedBy || Turned != _wasTurned)
        {
            ProcessSorts.Fill(all, sorted, Sort, Turned, _keys, _ties);
            _sort.Sort(sorted, _keys, _ties);
        }
        (_version, _sortedBy, _wasTurned) = (all.Version, Sort, Turned);
        var order = _order.AsSpan(0, _count);
        sorted.CopyTo(order);
        if (IsTree)
            _tree.Arrange(all, order);
        Place(all, before == 0);
    }

    /// <summary>Picks who is shown; when checking, only tells whether those picked last are all of them still.</summary>
    private bool Choose(ProcessSnapshot all, bool check)
    {
        int count = 0, offered = 0;
        long sum = 0;
        for (int row = 0; row < all.Count; row++)
        {
            if (!IsOffered(all, row))
                continue;
            offered++;
            if (!Filter.IsEmpty && !Filter.Matches(all, row, texts))
                continue;
            if (!check)
                _sorted[count] = row;
            sum += (row + 1L) * (row + 7L);
            count++;
        }
        bool same = count == _count && sum == _sum;
        Offered = offered;
        _sum = sum;
        if (!check)
            _count = count;
        return same;
    }

    private bool IsOffered(ProcessSnapshot all, int row)
        => (AllUsers || all.Users[row] == all.User)
            && (Members || !all.Has(row, ProcessMarks.Member | ProcessMarks.Kernel));

    private void Place(ProcessSnapshot all, bool first)
    {
        int place = Rows.Cursor;
        if (_pid != 0)
            for (int i = 0; i < _count; i++)
                if (all.Pids[_order[i]] == _pid && all.StartTicks[_order[i]] == _startTicks)
                {
                    place = i;
                    break;
                }
        Rows.Reset(_count, first ? 0 : place);
        // Who had the cursor may be gone: its neighbour has it then.
        Moved(all);
    }
}
