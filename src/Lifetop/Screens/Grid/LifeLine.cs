using System;
using Lifetop.Model;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Grid;

/// <summary>A row in which every state has its share: heavy for what needs a person, thin for the rest.</summary>
internal static class LifeLine
{
    private const int States = (int)Lifecycle.Running + 1;

    /// <summary>The states in the order people want to see them.</summary>
    public static readonly Lifecycle[] Order =
    [
        Lifecycle.Waiting, Lifecycle.Stalled, Lifecycle.Zombie, Lifecycle.Orphan, Lifecycle.Failed, Lifecycle.Blocked, Lifecycle.Unknown,
        Lifecycle.Reaping, Lifecycle.Restarting, Lifecycle.Pending, Lifecycle.Running, Lifecycle.Idle, Lifecycle.Completed, Lifecycle.Cleaned,
    ];

    public static void Draw(Canvas canvas, int x, int y, int length, GridCounts counts, UiState ui)
    {
        Span<int> cells = stackalloc int[States];
        Share(counts, length, cells);
        int drawn = 0;
        for (int i = 0; i < States; i++)
        {
            var state = Order[i];
            canvas.Line(x + drawn, y, cells[i], state.NeedsYou() ? ui.Glyphs.Heavy : ui.Glyphs.Thin, ui.Scheme[RoleOf(state)]);
            drawn += cells[i];
        }
        canvas.Line(x + drawn, y, length - drawn, ui.Glyphs.Thin, ui.Scheme[Role.Line]);
    }

    /// <summary>Cells for each state in order: by largest remainder, at least one for who is there.</summary>
    internal static void Share(GridCounts counts, int length, Span<int> cells)
    {
        int all = 0, given = 0;
        foreach (var state in Order)
            all += counts[state];
        cells.Clear();
        if (all == 0 || length <= 0)
            return;
        for (int i = 0; i < States; i++)
        {
            int count = counts[Order[i]];
            cells[i] = count == 0 ? 0 : Math.Max(1, (int)((long)count * length / all));
            given += cells[i];
        }
        for (; given < length; given++)
            cells[Neediest(counts, length, all, cells)]++;
        for (; given > length; given--)
            cells[Largest(cells)]--;
    }

    private static int Neediest(GridCounts counts, int length, int all, Span<int> cells)
    {
        int best = 0;
        long missing = long.MinValue;
        for (int i = 0; i < States; i++)
        {
            long share = (long)counts[Order[i]] * length - (long)cells[i] * all;
            if (counts[Order[i]] > 0 && share > missing)
                (best, missing) = (i, share);
        }
        return best;
    }

    private static int Largest(Span<int> cells)
    {
        int best = 0;
        for (int i = 1; i < States; i++)
            if (cells[i] > cells[best])
                best = i;
        return best;
    }

    private static Role RoleOf(Lifecycle state)
        => state.NeedsYou() || state is Lifecycle.Running or Lifecycle.Reaping or Lifecycle.Restarting ? StateRoles.Of(state) : Role.Line;
}
