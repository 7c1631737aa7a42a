using System.Globalization;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Dialogs;

/// <summary>
/// Asks before something is done. Cancel has the focus, so Enter cancels and <c>y</c> acts; the key that opened it does nothing
/// again, and pasted text never answers.
/// </summary>
public sealed class ConfirmDialog : Dialog
{
    private const int Cancel = 0, Act = 1, HintAt = 18;

    private readonly Question _question;
    private readonly ButtonRow _buttons;
    private readonly ScrolledText _scroll = new();
    private readonly TextField? _typed;
    private QuestionText? _text;
    private int _width;

    public ConfirmDialog(Question question)
    {
        _question = question;
        _buttons = question.Then is null ? new ButtonRow("Close") : new ButtonRow("Cancel", "y " + question.Confirm);
        if (question.TypeToConfirm > 0 && question.Then is not null)
            _typed = new TextField { Limit = 6, Accepts = char.IsAsciiDigit };
    }

    protected override string Title => _question.Title;

    protected override string Source => _question.Source;

    protected override int FootRows => _typed is null ? 1 : 3;

    protected override bool HasRoomBelow => true;

    public override bool TakesText => _typed is not null;

    private bool IsTyped => _typed is null || _typed.Text == _question.TypeToConfirm.ToString(CultureInfo.InvariantCulture);

    /// <summary>The arrows move between the buttons; a number is short enough without.</summary>
    public override bool Type(Key key, UiState ui) => key != Key.CursorLeft && key != Key.CursorRight && _typed?.Type(key) == true;

    public override bool Do(UiAction action, UiState ui)
    {
        switch (action)
        {
            case UiAction.NextButton or UiAction.PreviousButton:
                _buttons.Move(action == UiAction.NextButton ? 1 : -1);
                return true;
            case UiAction.Press when _buttons.Focus == Act:
            case UiAction.Confirm when _question.Then is not null:
                Confirm(ui);
                return true;
            case UiAction.Press or UiAction.Back:
                ui.Close(this);
                return true;
            default:
                return _scroll.Do(action);
        }
    }

    protected override int BodyRows(UiState ui, int width) => Laid(width).Count;

    protected override int DrawBody(Canvas body, UiState ui)
    {
        var text = Laid(body.Width);
        _scroll.Fit(text.Count, body.Height);
        text.Draw(body, ui, _scroll.Top);
        return _scroll.Below;
    }

    protected override void DrawFoot(Canvas foot, UiState ui)
    {
        var faint = ui.Scheme.On(Role.Faint, Role.Surface);
        if (_typed is not null)
        {
            int end = foot.Write(2, 0, $"type {_question.TypeToConfirm} to {_question.Confirm.ToLowerInvariant()} {_question.TypeToConfirm}", faint);
            _typed.Draw(foot, end + 2, 0, 8, ui, Role.Surface, focused: true);
        }
        var row = foot.Row(foot.Height - 1);
        int behind = _buttons.Draw(row, ui, focused: true);
        if (_buttons.Count > 1 && behind + 2 <= row.Width - HintAt)
            row.Write(row.Width - HintAt, 0, ui.Keys.HintOf(UiAction.NextButton, "moves") ?? "", HintAt - 2, faint, ui.Glyphs.Cut);
    }

    protected override void ClickFoot(int x, int y, UiState ui)
    {
        if (y != FootRows - 1 || _buttons.At(x) is not (>= 0 and var button))
            return;
        _buttons.Focus = button;
        Do(UiAction.Press, ui);
    }

    private void Confirm(UiState ui)
    {
        if (!IsTyped)
        {
            ui.Say(Outcome.Refused, $"type {_question.TypeToConfirm} first");
            _buttons.Focus = Cancel;
            return;
        }
        if (_question.Then is { } effect)
            ui.Ask(effect);
        ui.Close(this);
    }

    private QuestionText Laid(int width)
    {
        if (_text is null || _width != width)
            (_text, _width) = (new QuestionText(_question, width), width);
        return _text;
    }
}
