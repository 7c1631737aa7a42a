using System;
using Lifetop.Model;
using Lifetop.Screens.Grid;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens;

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
        DrawMark(canvas.Row(y), x, ui, said.Outcome);
        x += 2;
        CutText.Draw(canvas, x, y, SafeText.Of(said.Text), right - x, Kept.Start, ui.Scheme[Role.Text], ui.Glyphs.Cut);
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
}
