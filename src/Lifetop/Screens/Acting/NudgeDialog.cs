using System.Collections.Immutable;
using Lifetop.Actions;
using Lifetop.Actions.Planning;
using Lifetop.Screens.Dialogs;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Acting;

/// <summary>One line to be typed into a worker's pane, letter by letter as it stands. Pasted text fills it and sends nothing.</summary>
public sealed class NudgeDialog(ImmutableArray<ActionTarget> targets) : Dialog
{
    private readonly TextField _line = new() { Limit = 8192 };
    private string? _wrong;

    public override bool TakesText => true;

    protected override string Title => "Type into " + PlanAsking.Whom(targets);

    public override bool Type(Key key, UiState ui)
    {
        bool typed = _line.Type(key);
        if (typed)
            _wrong = null;
        return typed;
    }

    public override void Paste(string text, UiState ui) => _line.Paste(text);

    public override string? WhyNot(UiAction action, UiState ui)
        => action is UiAction.Up or UiAction.Down or UiAction.NextButton or UiAction.PreviousButton ? $"there is one line, {ui.Keys.NameOf(UiAction.Press)} types it" : null;

    public override bool Do(UiAction action, UiState ui)
    {
        if (action != UiAction.Press)
            return false;
        _wrong = _line.Text.Length == 0 ? "write a line first" : NudgeLine.Wrong(_line.Text);
        if (_wrong is not null)
            return true;
        ui.Close(this);
        PlanAsking.AtOnce(new PlanRequest(WorkerAction.Nudge) { Line = _line.Text }, targets, ui);
        return true;
    }

    protected override int BodyRows(UiState ui, int width) => 1;

    protected override int DrawBody(Canvas body, UiState ui)
    {
        _line.Draw(body, 2, 0, body.Width - 4, ui, Role.Surface, focused: true);
        return 0;
    }

    protected override void DrawFoot(Canvas foot, UiState ui)
    {
        if (_wrong is { } wrong)
            foot.Write(2, 0, SafeText.Of(wrong), foot.Width - 4, ui.Scheme.On(Role.Bad, Role.Surface), ui.Glyphs.Cut);
        else
            Hint(foot, ui, ui.Keys.HintOf(UiAction.Press, "types it"), ui.Keys.HintOf(UiAction.Back, "back"));
    }
}
