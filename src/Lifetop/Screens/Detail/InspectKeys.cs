using System;
using System.Globalization;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Detail;

/// <summary>The bottom row of the view of one worker: its keys and how much is out of sight, or what was said last.</summary>
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
    private string _more = "";
    private int _unseen;

    /// <param name="unseen">Rows of the page below, or negative, above what is shown.</param>
    public void Draw(Canvas canvas, int y, UiState ui, int unseen)
    {
        if (ui.Line.Current is { } said)
        {
            SaidText.Draw(canvas, 0, y, canvas.Width, said, ui);
            return;
        }
        Name(ui);
        Count(unseen);
        canvas.WriteRight(canvas.Width, y, _more, ui.Scheme[Role.Faint]);
        int right = canvas.Width - (_more.Length > 0 ? _more.Length + Between : 0);
        int help = Length(Shown.Length - 1), x = 0;
        for (int i = 0; i < Shown.Length; i++)
        {
            // Help is the last to go.
            bool isHelp = i == Shown.Length - 1;
            if (_keys[i].Length == 0 || !KeyName.IsUsable(Shown[i].Action, ui) || (!isHelp && x + Length(i) + Between + help > right))
                continue;
            x = canvas.Write(x, y, _keys[i], ui.Scheme[Role.Accent]) + 1;
            x = canvas.Write(x, y, Shown[i].Label, ui.Scheme[Role.Soft]) + Between;
        }
    }

    /// <summary>Made anew only when the number is another.</summary>
    private void Count(int unseen)
    {
        if (unseen == _unseen)
            return;
        _unseen = unseen;
        _more = unseen == 0 ? "" : Math.Abs(unseen).ToString(CultureInfo.InvariantCulture) + (unseen > 0 ? " more" : " above");
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
