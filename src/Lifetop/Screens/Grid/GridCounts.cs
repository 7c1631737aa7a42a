using System;
using Lifetop.Model;

namespace Lifetop.Screens.Grid;

/// <summary>How many there are: by view, and of view all by state. Shells do not count.</summary>
internal sealed class GridCounts
{
    private const int States = (int)Lifecycle.Running + 1;

    private readonly int[] _byState = new int[States];
    private readonly int[] _byView = new int[GridViews.Count];

    public int All => _byView[(int)GridView.All];

    public int Needy => _byView[(int)GridView.Attention];

    public int this[Lifecycle state] => _byState[(int)state];

    public int this[GridView view] => _byView[(int)view];

    public void Clear()
    {
        Array.Clear(_byState);
        Array.Clear(_byView);
    }

    public void Add(GridRow row, UiSettings settings)
    {
        if (row.Worker is not { } worker || worker.Kind == WorkerKind.Shell)
            return;
        for (int i = 0; i < GridViews.Count; i++)
            if (((GridView)i).Holds(row, settings))
                _byView[i]++;
        if (GridView.All.Holds(row, settings))
            _byState[(int)worker.State]++;
    }
}
