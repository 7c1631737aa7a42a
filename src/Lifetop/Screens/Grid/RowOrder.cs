using System.Collections.Generic;
using Lifetop.Model.Query;

namespace Lifetop.Screens.Grid;

/// <summary>The order of workers, made total: two rows never change places for nothing.</summary>
internal sealed class RowOrder(WorkerOrder order) : IComparer<GridRow>
{
    public static readonly RowOrder Default = new(WorkerOrder.Default);

    public WorkerOrder Workers { get; } = order;

    public int Compare(GridRow? x, GridRow? y)
    {
        if (x is null || y is null || ReferenceEquals(x, y))
            return 0;
        int order = Workers.Compare(x.Worker, y.Worker);
        return order != 0 ? order : string.CompareOrdinal(x.Id, y.Id);
    }
}

/// <summary>Rows as they stood when the order was frozen; who came since, behind them.</summary>
internal sealed class FrozenOrder : IComparer<GridRow>
{
    public static readonly FrozenOrder Instance = new();

    public int Compare(GridRow? x, GridRow? y)
    {
        if (x is null || y is null || ReferenceEquals(x, y))
            return 0;
        int order = x.Place.CompareTo(y.Place);
        return order != 0 ? order : string.CompareOrdinal(x.Id, y.Id);
    }
}
