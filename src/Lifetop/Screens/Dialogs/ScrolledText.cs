using System;

namespace Lifetop.Screens.Dialogs;

/// <summary>How far a text without a cursor is scrolled.</summary>
public sealed class ScrolledText
{
    private int _rows, _visible = 1;

    public int Top { get; private set; }

    public int Below => Math.Max(0, _rows - Top - _visible);

    public void Fit(int rows, int visible)
    {
        _rows = rows;
        _visible = Math.Max(1, visible);
        Move(Top);
    }

    public bool Do(UiAction action)
    {
        switch (action)
        {
            case UiAction.Down: Move(Top + 1); return true;
            case UiAction.Up: Move(Top - 1); return true;
            case UiAction.PageDown: Move(Top + _visible); return true;
            case UiAction.PageUp: Move(Top - _visible); return true;
            case UiAction.HalfDown: Move(Top + (_visible + 1) / 2); return true;
            case UiAction.HalfUp: Move(Top - (_visible + 1) / 2); return true;
            case UiAction.First: Move(0); return true;
            case UiAction.Last: Move(_rows); return true;
            default: return false;
        }
    }

    private void Move(int top) => Top = Math.Clamp(top, 0, Math.Max(0, _rows - _visible));
}
