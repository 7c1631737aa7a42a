using System.Globalization;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens;

/// <summary>The last row of a view: the keys that help here, or for a while what was said, and at the right where one is.</summary>
internal static class BottomLine
{
    private const int Indent = 2;

    /// <param name="of">The screen whose row it is: it may know why a key can do nothing now.</param>
    public static void Draw(Canvas row, UiState ui, Screen of, UiAction[] actions, string position)
    {
        row.WriteRight(row.Width - Indent, 0, position, ui.Scheme[Role.Faint]);
        int right = row.Width - Indent - (position.Length > 0 ? position.Length + Indent : 0);
        if (ui.Line.Current is { } said)
            SaidText.Draw(row, Indent, 0, right, said, ui);
        else
            DrawKeys(row, ui, of, actions, right);
    }

    /// <summary>What was said, over the whole row.</summary>
    public static void DrawSaid(Canvas row, UiState ui, SaidLine said) => SaidText.Draw(row, Indent, 0, row.Width - Indent, said, ui);

    // An array, not a span of them: that would be compiled on the spot.
    private static void DrawKeys(Canvas row, UiState ui, Screen of, UiAction[] actions, int right)
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
            bool usable = (keyRow.Unavailable?.Invoke(ui) ?? of.WhyNot(actions[i], ui)) is null;
            x = row.Write(x, 0, ui.Keys.NameOf(actions[i]), ui.Scheme[usable ? Role.Accent : Role.Faint]);
            x = row.Write(x + 1, 0, keyRow.Label, ui.Scheme[usable ? Role.Soft : Role.Faint]) + gap;
        }
    }

    /// <summary>Where one is, for the right end: <c>5 of 27</c>.</summary>
    public static string Position(int at, int of) => of == 0 ? "" : at.ToString(CultureInfo.InvariantCulture) + " of " + of.ToString(CultureInfo.InvariantCulture);

    private static int WidthOf(UiState ui, UiAction action)
        => ui.Keys.NameOf(action) is { Length: > 0 } key ? key.Length + 1 + KeyMap.Of(action).Label.Length : 0;
}
