using System;
using Lifetop.Model;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Grid;

/// <summary>What needs a person, in words and hue; then the quiet rest, which gives way where room is short.</summary>
internal static class CountsRow
{
    private const int Gap = 2, Wide = 100;

    /// <summary>In the order they are told, the lasting ones first.</summary>
    private static readonly Lifecycle[] Quiet =
        [Lifecycle.Unknown, Lifecycle.Running, Lifecycle.Idle, Lifecycle.Reaping, Lifecycle.Restarting, Lifecycle.Pending, Lifecycle.Completed, Lifecycle.Cleaned];

    /// <summary>So many of them keep their place when the others become a number.</summary>
    private const int Lasting = 3;

    public static void Draw(Canvas canvas, int left, int y, int right, GridCounts counts, UiState ui)
    {
        var pen = new Pen(canvas, left, y);
        if (ui.IsFirstLookDue)
        {
            pen.Write(ui.Glyphs.IsAscii ? "looking ..." : "looking …", ui.Scheme[Role.Soft]);
            return;
        }
        bool isWide = canvas.Width >= Wide;
        int quiet = counts.All - counts.Needy, least = quiet > 0 ? Gap + 1 + Pen.WidthOf(quiet) : 0;
        bool hasWords = left + NeedyWidth(counts, isWide, true) + least <= right;
        int x = left;
        if (counts.Needy == 0 && NeedyWidth(counts, isWide, false) == 0)
        {
            pen.Write(ui.IsPartial ? "nothing needs you so far" : "nothing needs you", ui.Scheme[Role.Soft]);
            x = pen.X + Gap;
        }
        for (int i = 0; i < 6; i++)
            x = DrawOne(canvas, x, y, LifeLine.Order[i], counts, isWide, hasWords, ui);
        if (isWide && x > left)
            x += Gap;
        DrawQuiet(canvas, x, y, right, counts, isWide, ui);
    }

    /// <summary>Signs and numbers alone, for one row that says it all: <c>?3 !2 ◆4</c>. Returns the column behind.</summary>
    public static int DrawShort(Canvas canvas, int x, int y, int right, GridCounts counts, bool withQuiet, UiState ui)
    {
        for (int i = 0; i < LifeLine.Order.Length; i++)
        {
            var state = LifeLine.Order[i];
            if (counts[state] == 0 || !(state.NeedsYou() || (withQuiet && state is Lifecycle.Unknown or Lifecycle.Running or Lifecycle.Idle)))
                continue;
            int width = 1 + Pen.WidthOf(counts[state]);
            if (x + width > right || (state == Lifecycle.Idle && x + width + 8 > right))
                break;
            DrawOne(canvas, x, y, state, counts, false, false, ui);
            x += width + 1;
        }
        return x;
    }

    private static void DrawQuiet(Canvas canvas, int x, int y, int right, GridCounts counts, bool isWide, UiState ui)
    {
        if (x + QuietWidth(counts, Quiet.Length, isWide, true) <= right)
        {
            foreach (var state in Quiet)
                x = DrawOne(canvas, x, y, state, counts, isWide, true, ui);
            return;
        }
        // Words go first, then those that pass become a number.
        bool hasWords = isWide && x + QuietWidth(counts, Lasting, isWide, true) + 4 <= right;
        int told = 0;
        for (; told < (isWide ? Lasting : Quiet.Length); told++)
        {
            int width = Width(Quiet[told], counts, isWide, hasWords);
            if (width > 0 && x + width > right)
                break;
            x = DrawOne(canvas, x, y, Quiet[told], counts, isWide, hasWords, ui);
        }
        int rest = 0;
        for (; told < Quiet.Length; told++)
            rest += counts[Quiet[told]];
        if (rest == 0 || x + 1 + Pen.WidthOf(rest) > right)
            return;
        var pen = new Pen(canvas, x, y);
        pen.Write('+', ui.Scheme[Role.Faint]);
        pen.Write(rest, ui.Scheme[Role.Faint]);
    }

    private static int DrawOne(Canvas canvas, int x, int y, Lifecycle state, GridCounts counts, bool isWide, bool hasWord, UiState ui)
    {
        if (counts[state] == 0)
            return x;
        bool needy = state.NeedsYou();
        var sign = needy ? ui.Scheme.Strong(StateRoles.Of(state)) : ui.Scheme[StateRoles.Of(state)];
        var word = needy ? ui.Scheme[StateRoles.Of(state)] : ui.Scheme[Role.Soft];
        var pen = new Pen(canvas, x, y);
        pen.Write(ui.Glyphs.Of(state), sign);
        if (isWide)
            pen.Write(' ', word);
        pen.Write(counts[state], needy ? sign : word);
        if (hasWord)
        {
            pen.Write(' ', word);
            pen.Write(state.Word(), word);
        }
        return pen.X + Gap;
    }

    /// <summary>Columns of one count; 0 where there is none.</summary>
    private static int Width(Lifecycle state, GridCounts counts, bool isWide, bool hasWord)
        => counts[state] == 0 ? 0 : 1 + (isWide ? 1 : 0) + Pen.WidthOf(counts[state]) + (hasWord ? 1 + state.Word().Length : 0);

    private static int NeedyWidth(GridCounts counts, bool isWide, bool hasWords)
    {
        int width = 0;
        for (int i = 0; i < 6; i++)
            if (Width(LifeLine.Order[i], counts, isWide, hasWords) is > 0 and var one)
                width += one + (width > 0 ? Gap : 0);
        return width;
    }

    private static int QuietWidth(GridCounts counts, int first, bool isWide, bool hasWords)
    {
        int width = 0;
        for (int i = 0; i < first; i++)
            if (Width(Quiet[i], counts, isWide, hasWords) is > 0 and var one)
                width += one + (width > 0 ? Gap : 0);
        return width;
    }
}
