using System;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens;

/// <summary>The last row of a view: the keys that help here, or for a while what was said, and at the right where one is.</summary>
internal static class BottomLine
{
    private const int Indent = 2;

    public static void Draw(Canvas row, UiState ui, ReadOnlySpan<UiAction> actions, string position)
    {
        row.WriteRight(row.Width - Indent, 0, position, ui.Scheme[Role.Faint]);
        int right = row.Width - Indent - (position.Length > 0 ? position.Length + Indent : 0);
        if (ui.Line.Current is { } said)
            DrawSaid(row, ui, said, right);
        else
            DrawKeys(row, ui, actions, right);
    }

    private static void DrawKeys(Canvas row, UiState ui, ReadOnlySpan<UiAction> actions, int right)
    {
        int x = Indent;
        int gap = row.Width >= 100 ? 3 : 2;
        // The way to help is the last to go.
        int last = actions.Length - 1;
        int kept = last >= 0 ? WidthOf(ui, actions[last]) : 0;
        for (int i = 0; i <= last; i++)
        {
            int width = WidthOf(ui, actions[i]);
            if (width == 0 || x + width + (i < last ? gap + kept : 0) > right)
                continue;
            var keyRow = KeyMap.Of(actions[i]);
            bool usable = keyRow.Unavailable?.Invoke(ui) is null;
            x = row.Write(x, 0, ui.Keys.NameOf(actions[i]), ui.Scheme[usable ? Role.Accent : Role.Faint]);
            x = row.Write(x + 1, 0, keyRow.Label, ui.Scheme[usable ? Role.Soft : Role.Faint]) + gap;
        }
    }

    private static void DrawSaid(Canvas row, UiState ui, SaidLine said, int right)
    {
        DrawMark(row, Indent, ui, said.Outcome);
        string hint = said.Hint ?? "";
        int room = right - Indent - 2 - (hint.Length > 0 ? hint.Length + 2 : 0);
        row.Write(Indent + 2, 0, SafeText.Of(said.Text), room, ui.Scheme[Role.Text], ui.Glyphs.Cut);
        row.WriteRight(right, 0, hint, ui.Scheme[Role.Faint]);
    }

    /// <summary>The sign of what came of something, in its colour.</summary>
    public static void DrawMark(Canvas row, int x, UiState ui, Outcome outcome)
    {
        var glyphs = ui.Glyphs;
        switch (outcome)
        {
            case Outcome.Done: row.Write(x, 0, glyphs.Done, ui.Scheme[Role.Ok]); break;
            case Outcome.UnderWay: row.Write(x, 0, glyphs.Of(Lifecycle.Reaping), ui.Scheme[Role.Accent]); break;
            case Outcome.Failed: row.Write(x, 0, glyphs.Failed, ui.Scheme[Role.Bad]); break;
            case Outcome.Refused: row.Write(x, 0, glyphs.Against, ui.Scheme[Role.Warn]); break;
            default: row.Write(x, 0, glyphs.Separator, ui.Scheme[Role.Soft]); break;
        }
    }

    /// <summary>Where one is, for the right end: <c>5 of 27</c>.</summary>
    public static string Position(int at, int of) => of == 0 ? "" : at.ToString(CultureInfo.InvariantCulture) + " of " + of.ToString(CultureInfo.InvariantCulture);

    private static int WidthOf(UiState ui, UiAction action)
        => ui.Keys.NameOf(action) is { Length: > 0 } key ? key.Length + 1 + KeyMap.Of(action).Label.Length : 0;
}
