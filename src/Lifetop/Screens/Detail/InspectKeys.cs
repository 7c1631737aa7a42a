using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Detail;

/// <summary>The bottom row of the view of one worker: its keys, or what was said last.</summary>
internal static class InspectKeys
{
    private const int Between = 2;
    private static readonly UiAction[] Shown = [UiAction.Reap, UiAction.Restart, UiAction.Logs, UiAction.NextTab, UiAction.Copy, UiAction.Back];

    public static void Draw(Canvas canvas, int y, UiState ui)
    {
        if (ui.Line.Current is { } said)
        {
            DrawSaid(canvas, y, ui, said);
            return;
        }
        int help = Length(UiAction.Help, ui), x = 0;
        foreach (var action in Shown)
        {
            int length = Length(action, ui);
            if (length == 0 || !KeyName.IsUsable(action, ui) || x + length + Between + help > canvas.Width)
                continue;
            x = DrawKey(canvas, x, y, action, ui) + Between;
        }
        DrawKey(canvas, x, y, UiAction.Help, ui);
    }

    private static void DrawSaid(Canvas canvas, int y, UiState ui, SaidLine said)
    {
        var (glyph, role) = said.Outcome switch
        {
            Outcome.Done => (ui.Glyphs.Done, Role.Ok),
            Outcome.UnderWay => (ui.Glyphs.Of(Model.Lifecycle.Reaping), Role.Accent),
            Outcome.Failed => (ui.Glyphs.Failed, Role.Bad),
            Outcome.Refused => (ui.Glyphs.Against, Role.Warn),
            _ => (ui.Glyphs.Separator, Role.Soft),
        };
        canvas.Write(0, y, glyph, ui.Scheme[role]);
        int hint = said.Hint is { Length: > 0 } text ? TextWidth.Of(text) + Between : 0;
        canvas.Write(2, y, SafeText.Of(said.Text), canvas.Width - 2 - hint, ui.Scheme[Role.Text], ui.Glyphs.Cut);
        if (said.Hint is not null)
            canvas.WriteRight(canvas.Width, y, said.Hint, ui.Scheme[Role.Soft]);
    }

    private static int DrawKey(Canvas canvas, int x, int y, UiAction action, UiState ui)
    {
        x = canvas.Write(x, y, KeyText(action, ui), ui.Scheme[Role.Accent]) + 1;
        return canvas.Write(x, y, KeyMap.Of(action).Label, ui.Scheme[Role.Soft]);
    }

    private static int Length(UiAction action, UiState ui)
        => KeyText(action, ui) is { Length: > 0 } key ? TextWidth.Of(key) + 1 + KeyMap.Of(action).Label.Length : 0;

    private static string KeyText(UiAction action, UiState ui) => KeyName.Of(action, ui) ?? "";
}
