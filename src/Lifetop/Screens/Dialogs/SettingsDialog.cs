using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Dialogs;

/// <summary>The settings with their present values, changed in place.</summary>
public sealed class SettingsDialog : ListDialog
{
    private const int ValueAt = 14;

    /// <summary>The value being typed; null while none is.</summary>
    private TextField? _typing;
    private string? _wrong;

    /// <param name="name">Of the setting that has the cursor; null for the first.</param>
    public SettingsDialog(string? name = null)
    {
        List.Reset(SettingRows.All.Length);
        for (int i = 0; i < SettingRows.All.Length; i++)
            if (SettingRows.All[i].Name == name)
                List.Move(i);
    }

    public override bool TakesText => _typing is not null;

    protected override string Title => "Settings";

    protected override string Source => "kept in the config";

    private SettingRow Row => SettingRows.All[List.Cursor];

    public override bool Type(Key key, UiState ui) => _typing?.Type(key) == true;

    public override void Paste(string text, UiState ui) => _typing?.Paste(text);

    public override bool Do(UiAction action, UiState ui)
    {
        if (_typing is { } typing)
            return DoTyping(typing, action, ui);
        switch (action)
        {
            case UiAction.Toggle or UiAction.NextButton or UiAction.PreviousButton when Row.Step is { } step:
                step(ui, action == UiAction.PreviousButton ? -1 : 1);
                return true;
            case UiAction.Toggle:
                Choose(List.Cursor, ui);
                return true;
            case UiAction.NextButton or UiAction.PreviousButton:
                return List.Do(action == UiAction.NextButton ? UiAction.Down : UiAction.Up);
            default:
                return base.Do(action, ui);
        }
    }

    protected override void Choose(int index, UiState ui)
    {
        if (Row.Opens is { } opens)
            ui.Open(opens(ui));
        else if (Row.Take is not null)
        {
            _typing = new TextField();
            _typing.Set(Row.Value(ui));
        }
        else
            Row.Step?.Invoke(ui, 1);
    }

    protected override void DrawRow(Canvas row, int index, UiState ui)
    {
        var setting = SettingRows.All[index];
        int docAt = row.Width >= 56 ? 34 : row.Width;
        row.Write(2, 0, setting.Name, ui.Scheme.On(Role.Soft, Role.Surface));
        if (_typing is { } typing && index == List.Cursor)
        {
            typing.Draw(row, ValueAt, 0, row.Width - ValueAt - 2, ui, Role.Surface, focused: true);
            return;
        }
        string value = SafeText.Of(setting.Value(ui));
        row.Write(ValueAt, 0, value.Length == 0 ? "none" : value, System.Math.Min(docAt, row.Width - 1) - ValueAt - 1, ui.Scheme.On(value.Length == 0 ? Role.Faint : Role.Text, Role.Surface), ui.Glyphs.Cut);
        if (docAt < row.Width)
            row.Write(docAt, 0, setting.Doc, row.Width - docAt - 2, ui.Scheme.On(Role.Faint, Role.Surface), ui.Glyphs.Cut);
    }

    protected override void DrawFoot(Canvas foot, UiState ui)
    {
        if (_wrong is { } wrong)
            foot.Write(2, 0, wrong, foot.Width - 4, ui.Scheme.On(Role.Bad, Role.Surface), ui.Glyphs.Cut);
        else if (_typing is null)
            Hint(foot, ui, ui.Keys.HintOf(UiAction.Press, "changes"), ui.Keys.HintOf(UiAction.Toggle, "next"), ui.Keys.HintOf(UiAction.Back, "done"));
        else
            Hint(foot, ui, ui.Keys.HintOf(UiAction.Press, "keeps"), ui.Keys.HintOf(UiAction.Back, "as before"));
    }

    private bool DoTyping(TextField typing, UiAction action, UiState ui)
    {
        switch (action)
        {
            case UiAction.Back:
                (_typing, _wrong) = (null, null);
                return true;
            case UiAction.Press:
                _wrong = Row.Take?.Invoke(ui, typing.Text.Trim());
                if (_wrong is null)
                    _typing = null;
                return true;
            // The row that is typed into keeps the cursor.
            case UiAction.Suspend or UiAction.Redraw:
                return false;
            default:
                return true;
        }
    }
}
