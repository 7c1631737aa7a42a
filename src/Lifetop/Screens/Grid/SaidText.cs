using System;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Grid;

/// <summary>One line that was said: sign and hue tell how it went, the key that helps stands at the right.</summary>
internal static class SaidText
{
    public static void Draw(Canvas canvas, int x, int y, int right, SaidLine said, UiState ui)
    {
        int end = right;
        if (said.Hint is { Length: > 0 } hint && TextWidth.Of(hint) + 20 < right - x)
        {
            end -= TextWidth.Of(hint);
            int key = Math.Max(0, hint.IndexOf(' ', StringComparison.Ordinal));
            int at = canvas.Write(end, y, hint.AsSpan(0, key), ui.Scheme[Role.Accent]);
            canvas.Write(at, y, hint.AsSpan(key), ui.Scheme[Role.Soft]);
            end -= 2;
        }
        DrawWords(canvas, x, y, end, said, ui);
    }

    public static void DrawWords(Canvas canvas, int x, int y, int right, SaidLine said, UiState ui)
    {
        BottomLine.DrawMark(canvas.Row(y), x, ui, said.Outcome);
        x += 2;
        CutText.Draw(canvas, x, y, SafeText.Of(said.Text), right - x, Kept.Start, ui.Scheme[Role.Text], ui.Glyphs.Cut);
    }
}
