using System;

namespace Lifetop.Screens.Dialogs;

/// <summary>A cursor in a list of so many rows, and which of them are seen. Keeps both in their bounds; what the rows are is their owner's.</summary>
public sealed class ChoiceList
{
    /// <summary>How many rows there are.</summary>
    public int Count { get; private set; }
    public int Cursor { get; private set; }

    /// <summary>The first row that is seen.</summary>
    public int Top { get; private set; }
    public int Visible { get; private set; } = 1;

    public int Below => Math.Max(0, Count - Top - Visible);

    public void Reset(int count, int cursor = 0)
    {
        Count = count;
        Move(cursor);
    }

    public void Move(int cursor) => Cursor = Math.Clamp(cursor, 0, Math.Max(0, Count - 1));

    /// <summary>So many rows can be seen: scrolls no further than it must to show the cursor.</summary>
    public void Show(int visible)
    {
        Visible = Math.Max(1, visible);
        Top = Math.Clamp(Top, Math.Max(0, Cursor - Visible + 1), Cursor);
        Top = Math.Clamp(Top, 0, Math.Max(0, Count - Visible));
    }

    /// <summary>The row at a place of what is seen; -1 below the last.</summary>
    public int At(int y) => y >= 0 && Top + y < Count ? Top + y : -1;

    public bool Do(UiAction action)
    {
        switch (action)
        {
            case UiAction.Down: Move(Cursor + 1); return true;
            case UiAction.Up: Move(Cursor - 1); return true;
            case UiAction.PageDown: Move(Cursor + Visible); return true;
            case UiAction.PageUp: Move(Cursor - Visible); return true;
            case UiAction.HalfDown: Move(Cursor + (Visible + 1) / 2); return true;
            case UiAction.HalfUp: Move(Cursor - (Visible + 1) / 2); return true;
            case UiAction.First: Move(0); return true;
            case UiAction.Last: Move(Count - 1); return true;
            default: return false;
        }
    }
}
