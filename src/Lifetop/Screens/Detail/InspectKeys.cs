using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Detail;

/// <summary>The bottom row of the view of one worker: its keys, or what was said last.</summary>
internal sealed class InspectKeys
{
    private const int Between = 2;
    private static readonly KeyRow[] Shown =
    [
        KeyMap.Of(UiAction.Reap), KeyMap.Of(UiAction.Restart), KeyMap.Of(UiAction.Logs), KeyMap.Of(UiAction.NextTab), KeyMap.Of(UiAction.Copy),
        KeyMap.Of(UiAction.Back), KeyMap.Of(UiAction.Help),
    ];

    private readonly string[] _keys = new string[Shown.Length];
    private KeyBindings? _bindings;

    public void Draw(Canvas canvas, int y, UiState ui)
    {
        if (ui.Line.Current is { } said)
        {
            DrawSaid(canvas, y, ui, said);
            return;
        }
        Name(ui);
        int help = Length(Shown.Length - 1), x = 0;
        for (int i = 0; i < Shown.Length; i++)
        {
            // Help is the last to go.
            bool isHelp = i == Shown.Length - 1;
            if (_keys[i].Length == 0 || !KeyName.IsUsable(Shown[i].Action, ui) || (!isHelp && x + Length(i) + Between + help > canvas.Width))
                continue;
            x = canvas.Write(x, y, _keys[i], ui.Scheme[Role.Accent]) + 1;
            x = canvas.Write(x, y, Shown[i].Label, ui.Scheme[Role.Soft]) + Between;
        }
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

    private void Name(UiState ui)
    {
        if (ReferenceEquals(_bindings, ui.Keys))
            return;
        _bindings = ui.Keys;
        for (int i = 0; i < Shown.Length; i++)
            _keys[i] = KeyName.Of(Shown[i].Action, ui) ?? "";
    }

    private int Length(int index) => TextWidth.Of(_keys[index]) + 1 + Shown[index].Label.Length;
}
