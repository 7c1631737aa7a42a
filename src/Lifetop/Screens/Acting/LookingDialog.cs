using Lifetop.Screens.Dialogs;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Acting;

/// <summary>Stands where the question will, while the plan is made: nothing can be confirmed that was not seen.</summary>
public sealed class LookingDialog(int number, string title, string source) : Dialog
{
    private readonly ButtonRow _buttons = new("Cancel");

    protected override string Title => title;

    protected override string Source => source;

    protected override bool HasRoomBelow => true;

    public override string? WhyNot(UiAction action, UiState ui) => action is UiAction.Confirm ? "looking, there is no plan yet" : null;

    public override void Take(Message message, UiState ui)
    {
        switch (message)
        {
            case Planned planned when planned.Number == number:
                ui.Close(this);
                PlanAsking.Show(planned, ui);
                break;
            case PlanBroken broken when broken.Number == number:
                ui.Close(this);
                break;
            default:
                break;
        }
    }

    public override bool Do(UiAction action, UiState ui)
    {
        if (action is not (UiAction.Press or UiAction.Back))
            return false;
        ui.Close(this);
        return true;
    }

    protected override int BodyRows(UiState ui, int width) => 1;

    protected override int DrawBody(Canvas body, UiState ui)
    {
        body.Write(2, 0, ui.Glyphs.IsAscii ? "looking..." : "looking…", ui.Scheme.On(Role.Soft, Role.Surface));
        return 0;
    }

    protected override void DrawFoot(Canvas foot, UiState ui) => _buttons.Draw(foot, ui, focused: true);

    protected override void ClickFoot(int x, int y, UiState ui)
    {
        if (_buttons.At(x) >= 0)
            ui.Close(this);
    }
}
