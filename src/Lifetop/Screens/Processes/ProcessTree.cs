using System;
using Lifetop.Terminal;

namespace Lifetop.Screens.Processes;

/// <summary>Puts rows below their parents, brothers in the order they were in; and tells how many descend from one.</summary>
internal sealed class ProcessTree
{
    private const int Deepest = 24;

    private readonly PidIndex _pids = new();
    private int[] _parents = [];
    private int[] _first = [], _next = [], _above = [], _depth = [], _stack = [], _sizes = [];
    private bool[] _shown = [];
    private long _version = -1;
    private bool _isCounted;

    public int ParentOf(ProcessSnapshot all, int row)
    {
        Know(all);
        return _parents[row];
    }

    /// <summary>The process and all below it. Counted for everybody by the first who asks: each key asks for another one.</summary>
    public int SizeOf(ProcessSnapshot all, int row)
    {
        Know(all);
        if (!_isCounted)
            Count(all.Count);
        return _sizes[row];
    }

    /// <summary>Reorders sorted rows so that children follow their parents; who is not shown passes its children on to its own parent.</summary>
    public void Arrange(ProcessSnapshot all, Span<int> order)
    {
        Know(all);
        foreach (int row in order)
        {
            _shown[row] = true;
            _first[row] = -1;
        }
        int root = -1;
        for (int i = order.Length - 1; i >= 0; i--)
        {
            int row = order[i], parent = ShownParent(row);
            ref int head = ref parent < 0 ? ref root : ref _first[parent];
            _next[row] = head;
            _above[row] = parent;
            head = row;
        }
        foreach (int row in order)
            _shown[row] = false;
        int at = 0, depth = 0;
        for (int row = root; row >= 0;)
        {
            order[at++] = row;
            _depth[row] = depth;
            if (_first[row] >= 0)
            {
                _stack[depth++] = row;
                row = _first[row];
                continue;
            }
            while (depth > 0 && _next[row] < 0)
                row = _stack[--depth];
            row = _next[row];
        }
    }

    /// <summary>Draws the branches before a row and returns the column behind them.</summary>
    public int DrawBranches(Canvas canvas, int x, int row, Glyphs glyphs, Style style)
    {
        int depth = Math.Min(_depth[row], Deepest);
        int at = row;
        for (int level = _depth[row] - 1; level >= depth; level--)
            at = _above[at];
        for (int level = depth - 1; level >= 0; level--)
        {
            bool last = _next[at] < 0;
            canvas.Write(x + 2 * level, 0, level == depth - 1 ? last ? glyphs.LastBranch : glyphs.Branch : last ? ' ' : glyphs.Stem, style);
            at = _above[at];
        }
        return x + 2 * depth;
    }

    private void Count(int rows)
    {
        _isCounted = true;
        Array.Clear(_sizes, 0, rows);
        for (int row = 0; row < rows; row++)
            for (int at = row; at >= 0; at = _parents[at])
                _sizes[at]++;
    }

    private int ShownParent(int row)
    {
        int parent = _parents[row];
        while (parent >= 0 && !_shown[parent])
            parent = _parents[parent];
        return parent;
    }

    private void Know(ProcessSnapshot all)
    {
        if (_version == all.Version && _parents.Length >= all.Count)
            return;
        if (_parents.Length < all.Count)
        {
            int room = all.Count * 5 / 4 + 64;
            _parents = new int[room];
            _first = new int[room];
            _next = new int[room];
            _above = new int[room];
            _depth = new int[room];
            _stack = new int[room];
            _sizes = new int[room];
            _shown = new bool[room];
        }
        _version = all.Version;
        _isCounted = false;
        _pids.Fill(all.Pids.AsSpan(0, all.Count));
        for (int row = 0; row < all.Count; row++)
        {
            int parent = _pids.RowOf(all.Parents[row]);
            _parents[row] = parent >= 0 && IsOlder(all, parent, row) ? parent : -1;
        }
    }

    /// <summary>A parent is older than its child; a reused pid is not, and could make a circle.</summary>
    private static bool IsOlder(ProcessSnapshot all, int parent, int child)
        => all.StartTicks[parent] < all.StartTicks[child]
            || (all.StartTicks[parent] == all.StartTicks[child] && all.Pids[parent] < all.Pids[child]);
}
