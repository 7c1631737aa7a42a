using System;

namespace Lifetop.Screens.Grid;

/// <summary>Two clicks on one line, soon after each other, are one double click.</summary>
internal sealed class DoubleClick
{
    private static readonly TimeSpan Within = TimeSpan.FromMilliseconds(500);

    private string? _id;
    private DateTimeOffset _at;

    public bool Is(GridRow row, DateTimeOffset now)
    {
        bool isSecond = row.Id == _id && now - _at <= Within;
        (_id, _at) = (isSecond ? null : row.Id, now);
        return isSecond;
    }
}
