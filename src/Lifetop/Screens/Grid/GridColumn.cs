using Lifetop.Model.Query;

namespace Lifetop.Screens.Grid;

/// <summary>Which end of a text that is too long stays.</summary>
internal enum Kept
{
    Start,
    Both,
    End,
}

/// <summary>How a cell gets its text: most are drawn from a field's text, some from numbers without making one.</summary>
internal enum CellKind
{
    Text,
    State,
    Name,
    Age,
    Idle,
    Cpu,
    Memory,
    Note,
    Trend,
    /// <summary>Any other duration.</summary>
    Span,
    /// <summary>Any other number that moves.</summary>
    Number,
}

/// <summary>A column at its place; its position depends on the width of the screen alone.</summary>
internal sealed class GridColumn(CellKind cell, int field, string head, int x, int width, Kept keep, bool isRight)
{
    public CellKind Cell { get; } = cell;

    /// <summary>Its place in the table of fields; -1 for what is no field.</summary>
    public int Field { get; } = field;

    public string Head { get; } = head;
    public int X { get; } = x;
    public int Width { get; } = width;
    public Kept Keep { get; } = keep;
    public bool IsRight { get; } = isRight;
    public int End => X + Width;

    /// <summary>What a click on its head sorts by; null for the order of states.</summary>
    public WorkerField? SortField => Cell == CellKind.State || Field < 0 ? null : WorkerFields.All[Field];
}
