using System;
using System.Collections.Generic;

namespace Lifetop.Screens.Logs;

/// <summary>Which rows of the window are on the screen, and which one is current. It follows the end, or stays where the reader is.</summary>
public sealed class LogView(LogWindow window)
{
    private LogRow? _top;
    private int _topSub;
    private LogLayout _layout;

    /// <summary>The end is shown, whatever comes.</summary>
    public bool IsFollowing { get; set; } = true;

    /// <summary>The row that keys act on; null stands for the last one.</summary>
    public LogRow? Cursor { get; private set; }

    /// <summary>Rows of the screen.</summary>
    public int Height { get; private set; } = 1;

    public IReadOnlyList<LogRow> Rows => window.Rows;

    public int CursorIndex => Cursor is { } row && window.IndexOf(row) is >= 0 and var at ? at : Rows.Count - 1;

    /// <summary>The first row on the screen.</summary>
    public int TopIndex => _top is { } row && window.IndexOf(row) is >= 0 and var at ? at : 0;

    /// <summary>The columns and height the next frame has; the view is moved so that it shows what it should.</summary>
    public void Fit(LogLayout layout, int height)
    {
        (_layout, Height) = (layout, Math.Max(1, height));
        if (Rows.Count == 0)
            return;
        if (IsFollowing)
            EndAt(Rows.Count - 1);
        else
            Reveal(CursorIndex);
    }

    public int TopSub => _topSub;

    /// <summary>The whole of this row is on the screen as it was drawn last.</summary>
    public bool IsShown(int index)
    {
        int at = TopIndex;
        if (index < at)
            return false;
        int used = -_topSub;
        for (int i = at; i <= index && used <= Height; i++)
            used += _layout.HeightOf(Rows[i]);
        return used <= Height;
    }

    /// <summary>Down is positive. False when there is nothing further that way in the window.</summary>
    public bool Move(int rows)
    {
        if (Rows.Count == 0)
            return false;
        int at = CursorIndex;
        if (ScrollInside(at, Math.Sign(rows), Math.Abs(rows)))
            return true;
        int next = Math.Clamp(at + rows, 0, Rows.Count - 1);
        PutCursor(next);
        if (Math.Abs(rows) > 1)
            MoveTop(rows);
        return next == at + rows;
    }

    public void PutCursor(int index) => Cursor = Rows.Count == 0 ? null : Rows[Math.Clamp(index, 0, Rows.Count - 1)];

    /// <summary>A third of the screen above it, so that there is something to see on both sides.</summary>
    public void Show(int index)
    {
        PutCursor(index);
        IsFollowing = false;
        _topSub = 0;
        int above = Math.Max(0, index - Height / 3);
        _top = Rows.Count == 0 ? null : Rows[Math.Clamp(above, 0, Rows.Count - 1)];
    }

    /// <summary>A line higher than the screen is scrolled through before the cursor leaves it.</summary>
    private bool ScrollInside(int at, int way, int rows)
    {
        if (!_layout.Wraps || _layout.HeightOf(Rows[at]) <= Height || TopIndex != at)
            return false;
        int most = _layout.HeightOf(Rows[at]) - Height;
        int next = Math.Clamp(_topSub + way * rows, 0, most);
        if (next == _topSub)
            return false;
        _topSub = next;
        return true;
    }

    private void MoveTop(int rows)
    {
        _top = Rows[Math.Clamp(TopIndex + rows, 0, Rows.Count - 1)];
        _topSub = 0;
    }

    private void Reveal(int cursor)
    {
        int top = TopIndex;
        if (cursor < top || (cursor == top && _topSub > 0 && _layout.HeightOf(Rows[cursor]) <= Height))
            (_top, _topSub) = (Rows[cursor], 0);
        else if (cursor > top && !IsShown(cursor))
            EndAt(cursor);
        FillScreen();
    }

    /// <summary>The last screen of the window is full, if there are rows enough.</summary>
    private void FillScreen()
    {
        int used = -_topSub;
        for (int i = TopIndex; i < Rows.Count && used < Height; i++)
            used += _layout.HeightOf(Rows[i]);
        if (used < Height)
            EndAt(Rows.Count - 1);
    }

    private void EndAt(int last)
    {
        int used = 0, index = last;
        for (; index >= 0; index--)
        {
            used += _layout.HeightOf(Rows[index]);
            if (used >= Height)
                break;
        }
        index = Math.Max(0, index);
        _top = Rows[index];
        _topSub = Math.Max(0, used - Height);
        // A line higher than the screen is read from its start.
        if (index == last && !IsFollowing)
            _topSub = 0;
    }
}
