using System;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Dialogs;

/// <summary>A form: fields to type into or to choose a word in, then two buttons. Enter does it from any field; pasted text only fills one.</summary>
public abstract class FormDialog : Dialog
{
    private const int FieldAt = 13;

    private readonly FormField[] _fields;
    private readonly string _verb;
    private readonly ButtonRow _buttons;
    private int _focus;
    private string? _wrong;

    /// <param name="verb">On the button: <c>Adopt</c>.</param>
    /// <param name="fields">From top to bottom.</param>
    protected FormDialog(string verb, params FormField[] fields)
    {
        _fields = fields;
        _verb = verb;
        _buttons = new ButtonRow("Cancel", verb);
    }

    public override bool TakesText => true;

    protected override int FootRows => 2;

    /// <summary>Nothing came of what it asked for; it says why until something is typed.</summary>
    public void Complain(string why) => _wrong = why;

    /// <summary>Asks for what the form says; what is wrong in it, or null when it was asked for.</summary>
    protected abstract string? Submit(UiState ui);

    private bool OnButtons => _focus == _fields.Length;

    private TextField? Typed => OnButtons ? null : _fields[_focus].Line;

    public override bool Type(Key key, UiState ui)
    {
        if (OnButtons)
            return false;
        if (Typed is not { } line)
            return _fields[_focus].Choose(key);
        bool typed = line.Type(key);
        if (typed)
            _wrong = null;
        return typed;
    }

    public override void Paste(string text, UiState ui) => Typed?.Paste(text);

    public override bool Do(UiAction action, UiState ui)
    {
        switch (action)
        {
            case UiAction.NextButton or UiAction.PreviousButton when OnButtons && _buttons.Focus == (action == UiAction.NextButton ? 0 : 1):
                _buttons.Move(1);
                return true;
            case UiAction.NextButton or UiAction.Down:
                Focus(_focus + 1);
                return true;
            case UiAction.PreviousButton or UiAction.Up:
                Focus(_focus - 1);
                return true;
            case UiAction.Press when OnButtons && _buttons.Focus == 0:
                ui.Close(this);
                return true;
            case UiAction.Press:
                _wrong = Submit(ui);
                if (_wrong is null)
                    ui.Close(this);
                return true;
            default:
                return false;
        }
    }

    protected override int BodyRows(UiState ui, int width) => _fields.Length;

    protected override int DrawBody(Canvas body, UiState ui)
    {
        // A low screen shows the fields around the one that is typed into.
        int top = Math.Clamp(_focus - body.Height + 1, 0, Math.Max(0, _fields.Length - body.Height));
        for (int y = 0; y < body.Height && top + y < _fields.Length; y++)
            DrawField(body.Row(y), top + y, ui);
        return Math.Max(0, _fields.Length - top - body.Height);
    }

    protected override void DrawFoot(Canvas foot, UiState ui)
    {
        if (_wrong is { } wrong)
            foot.Write(2, 0, SafeText.Of(wrong), foot.Width - 4, ui.Scheme.On(Role.Bad, Role.Surface), ui.Glyphs.Cut);
        else
            Hint(foot, ui, ui.Keys.HintOf(UiAction.Press, $"{_verb.ToLowerInvariant()}s"), ui.Keys.HintOf(UiAction.NextButton, "moves"), ui.Keys.HintOf(UiAction.Back, "back"));
        _buttons.Draw(foot.Row(1), ui, OnButtons);
    }

    protected override void ClickBody(int x, int y, UiState ui) => Focus(Math.Min(y, _fields.Length - 1));

    protected override void ClickFoot(int x, int y, UiState ui)
    {
        if (y != 1 || _buttons.At(x) is not (>= 0 and var button))
            return;
        Focus(_fields.Length);
        _buttons.Focus = button;
        Do(UiAction.Press, ui);
    }

    /// <summary>Null when it is one, or empty.</summary>
    protected static string? WrongPath(FormField field)
        => field.Text is { } path && path[0] != '/' && path != "~" && !path.StartsWith("~/", StringComparison.Ordinal)
            ? $"{field.Label}: write the whole path, from / or ~"
            : null;

    private void DrawField(Canvas row, int index, UiState ui)
    {
        bool focused = index == _focus;
        var field = _fields[index];
        row.Write(2, 0, field.Label, ui.Scheme.On(focused ? Role.Accent : Role.Soft, Role.Surface));
        if (field.Line is { } line)
        {
            line.Draw(row, FieldAt, 0, row.Width - FieldAt - 2, ui, Role.Surface, focused);
            if (line.Text.Length == 0 && !focused)
                row.Write(FieldAt, 0, ui.Glyphs.Separator, ui.Scheme.On(Role.Line, Role.Surface));
            return;
        }
        int x = FieldAt, gap = row.Width < 44 ? 1 : 2;
        for (int i = 0; i < field.Words.Count; i++)
        {
            bool chosen = i == field.Chosen;
            var style = ui.Scheme.On(chosen ? Role.Bright : Role.Faint, Role.Surface);
            x = row.Write(x, 0, field.Words[i], chosen ? style.With(TextAttributes.Bold | TextAttributes.Underline) : style) + gap;
        }
    }

    private void Focus(int index)
    {
        _focus = (index + _fields.Length + 1) % (_fields.Length + 1);
        _buttons.Focus = 0;
    }
}
