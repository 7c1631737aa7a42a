using System;
using System.Text;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Dialogs;

/// <summary>Which key does what: an action is given the key that is pressed next, and a key that is taken already says by what.</summary>
public sealed class KeysDialog : ListDialog
{
    private const int KeysAt = 23, DocAt = 41;

    private string? _wrong;

    /// <summary>The next key is for the action under the cursor: in the place of those it has, or beside them.</summary>
    private bool _isAwaited, _isOneMore;

    public KeysDialog() => List.Reset(KeyMap.All.Length);

    public override bool TakesText => _isAwaited;

    protected override string Title => "Keys";

    protected override string Source => "kept in the config";

    private KeyRow Row => KeyMap.All[List.Cursor];

    public override bool Type(Key key, UiState ui)
    {
        _isAwaited = false;
        if (key != Key.Esc)
            Bind(_isOneMore ? OneMore(ui.Keys.KeysOf(Row.Action), key) : key.ToString(), ui);
        return true;
    }

    /// <summary>The awaited key is for the row it was asked for, wherever somebody clicks.</summary>
    public override void Point(in InputEvent mouse, UiState ui)
    {
        if (!_isAwaited)
            base.Point(mouse, ui);
    }

    public override bool Do(UiAction action, UiState ui)
    {
        _wrong = null;
        switch (action)
        {
            case UiAction.Toggle:
                Await(isOneMore: true);
                return true;
            case UiAction.Reset:
                if (ui.Keys.IsOwn(Row))
                    Bind("", ui);
                else
                    ui.Say(Outcome.Noted, $"{Row.Name} has the keys it came with");
                return true;
            default:
                return base.Do(action, ui);
        }
    }

    protected override void Choose(int index, UiState ui) => Await(isOneMore: false);

    protected override void DrawRow(Canvas row, int index, UiState ui)
    {
        var of = KeyMap.All[index];
        bool isOwn = ui.Keys.IsOwn(of), isAwaited = _isAwaited && index == List.Cursor;
        int docAt = row.Width >= 56 ? DocAt : row.Width;
        row.Write(2, 0, of.Name, KeysAt - 3, ui.Scheme.On(Role.Soft, Role.Surface), ui.Glyphs.Cut);
        string keys = isAwaited ? "press it" : Names(ui.Keys.KeysOf(of.Action));
        var style = ui.Scheme.On(isAwaited ? Role.Ask : keys.Length == 0 ? Role.Faint : Role.Accent, Role.Surface);
        row.Write(KeysAt, 0, keys.Length == 0 ? "none" : keys, Math.Min(docAt, row.Width - 1) - KeysAt - 1, isOwn ? style.With(TextAttributes.Bold) : style, ui.Glyphs.Cut);
        if (docAt < row.Width)
            row.Write(docAt, 0, of.Doc, row.Width - docAt - 2, ui.Scheme.On(Role.Faint, Role.Surface), ui.Glyphs.Cut);
    }

    protected override void DrawFoot(Canvas foot, UiState ui)
    {
        if (_wrong is { } wrong)
            foot.Write(2, 0, wrong, foot.Width - 4, ui.Scheme.On(Role.Bad, Role.Surface), ui.Glyphs.Cut);
        else if (_isAwaited)
            // Every other key is taken, also the one that leaves a dialog.
            Hint(foot, ui, "Esc leaves it as it was");
        else
            Hint(foot, ui, ui.Keys.HintOf(UiAction.Press, "another"), ui.Keys.HintOf(UiAction.Toggle, "one more"), ui.Keys.HintOf(UiAction.Reset, "shipped"), ui.Keys.HintOf(UiAction.Back, "done"));
    }

    private void Await(bool isOneMore) => (_isAwaited, _isOneMore, _wrong) = (true, isOneMore, null);

    private void Bind(string keys, UiState ui) => _wrong = SettingChanges.Keys(ui, Row, keys);

    private static string OneMore(Key[] keys, Key key) => KeyBindings.Holds(keys, key) ? Names(keys) : string.Concat(Names(keys), keys.Length == 0 ? "" : " ", key.ToString());

    private static string Names(Key[] keys)
    {
        var text = new StringBuilder();
        foreach (var key in keys)
            text.Append(text.Length == 0 ? "" : " ").Append(key.ToString());
        return text.ToString();
    }
}
