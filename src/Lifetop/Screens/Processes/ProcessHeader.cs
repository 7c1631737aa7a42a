using System;
using Lifetop.Model;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Processes;

/// <summary>The first row of the process view: how many there are, whose, and how busy the machine is. Nothing is made to draw it again.</summary>
internal sealed class ProcessHeader
{
    private const int Margin = 2;

    private string _position = "";
    private int _at, _of;

    public void Draw(Canvas canvas, UiState ui, ProcessSnapshot all, ProcessList list, string filter)
    {
        Span<char> room = stackalloc char[32];
        bool narrow = canvas.Width < 60;
        int x = narrow ? Margin : canvas.Write(Margin, 0, "processes", ui.Scheme.Strong(Role.Bright)) + Margin;
        x = canvas.Write(x, 0, ShortNumbers.Whole(room, all.Count), ui.Scheme[Role.Soft]) + Margin;
        x = canvas.Write(x, 0, Shown(list, narrow), ui.Scheme[Role.Soft]) + 1;
        x = canvas.Write(x, 0, ShortNumbers.Whole(room, list.Offered), ui.Scheme.Strong(Role.Text)) + Margin;
        if (filter.Length > 0)
        {
            canvas.Write(x, 0, filter, canvas.Width - x - Margin, ui.Scheme[Role.Accent], ui.Glyphs.Cut);
            return;
        }
        DrawLoad(canvas, ui, x);
    }

    public void DrawKeys(Canvas row, UiState ui, Screen screen, UiAction[] keys, int at, int of)
    {
        if (at != _at || of != _of)
            _position = BottomLine.Position(at, of);
        (_at, _of) = (at, of);
        BottomLine.Draw(row, ui, screen, keys, _position);
    }

    private static string Shown(ProcessList list, bool narrow)
        => list.AllUsers
            ? list.Members ? "all users" : narrow ? "all, no worker's" : "all users, not part of a worker"
            : list.Members ? "yours" : narrow ? "yours, no worker's" : "yours, not part of a worker";

    private static void DrawLoad(Canvas canvas, UiState ui, int left)
    {
        Span<char> room = stackalloc char[LoadText.Longest + 12];
        int length = LoadText.Write(room, ui.Load);
        var local = ui.Now + ui.LocalOffset;
        int clock = TimeText.WriteClock(local, room[length..]);
        length += clock;
        if (canvas.Width - Margin - length >= left)
            canvas.WriteRight(canvas.Width - Margin, 0, room[..length], ui.Scheme[Role.Soft]);
        else if (length > clock && canvas.Width - length + clock >= left)
            canvas.WriteRight(canvas.Width - Margin, 0, room[..(length - clock - Margin)], ui.Scheme[Role.Soft]);
    }
}
