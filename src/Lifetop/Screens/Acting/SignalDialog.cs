using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Actions;
using Lifetop.Model;
using Lifetop.Screens.Dialogs;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Acting;

/// <summary>Which signal, and to whom: the root process or the whole tree. What is chosen becomes a plan, and that is asked.</summary>
public sealed class SignalDialog : ListDialog
{
    private static readonly (int Number, string Doc)[] Choices =
    [
        (1, "the terminal is gone; many read their config anew"),
        (2, "as Ctrl-C does"),
        (3, "as Ctrl-\\ does, some write down what they do"),
        (Signals.Terminate, "end, after cleaning up"),
        (10, "whatever the program makes of it"),
        (12, "whatever the program makes of it"),
        (28, "the window has another size"),
        (Signals.Stop, "pause: stop where it is"),
        (Signals.Continue, "resume: go on"),
        (Signals.Kill, "end at once, nothing is cleaned up"),
    ];

    private readonly ImmutableArray<ActionTarget> _targets;
    private readonly ProcessIdentity? _part;
    private readonly string _whom;
    private bool _wholeTree;

    /// <param name="part">Only this process of the target is meant, with what is below that; null for all of it.</param>
    /// <param name="whom">Who is meant, where the name of the target does not say it.</param>
    public SignalDialog(ImmutableArray<ActionTarget> targets, ProcessIdentity? part = null, string? whom = null)
    {
        (_targets, _part, _whom) = (targets, part, whom ?? PlanAsking.Whom(targets));
        List.Reset(Choices.Length, 3);
    }

    protected override string Title => "Send a signal";

    protected override string Source => _whom;

    protected override int Width => 62;

    protected override int FootRows => 2;

    public override bool Do(UiAction action, UiState ui)
    {
        if (action is not (UiAction.NextButton or UiAction.PreviousButton or UiAction.Toggle))
            return base.Do(action, ui);
        _wholeTree = !_wholeTree;
        return true;
    }

    protected override void Choose(int index, UiState ui)
    {
        int number = Choices[index].Number;
        ui.Close(this);
        if (_wholeTree && number == Signals.Stop)
            PlanAsking.AtOnce(new PlanRequest(WorkerAction.Pause) { Part = _part }, _targets, ui);
        else if (_wholeTree && number == Signals.Continue)
            PlanAsking.AtOnce(new PlanRequest(WorkerAction.Resume) { Part = _part }, _targets, ui);
        else
            PlanAsking.Ask(new PlanRequest(WorkerAction.Signal) { Signal = number, WholeTree = _wholeTree, Part = _part }, _targets, ui);
    }

    protected override void DrawRow(Canvas row, int index, UiState ui)
    {
        var (number, doc) = Choices[index];
        row.WriteRight(4, 0, number.ToString(CultureInfo.InvariantCulture), ui.Scheme.On(Role.Soft, Role.Surface));
        row.Write(6, 0, Signals.Name(number), ui.Scheme.On(Role.Text, Role.Surface));
        row.Write(13, 0, doc, row.Width - 15, ui.Scheme.On(Role.Faint, Role.Surface), ui.Glyphs.Cut);
    }

    protected override void DrawFoot(Canvas foot, UiState ui)
    {
        int x = foot.Write(2, 0, "to", ui.Scheme.On(Role.Soft, Role.Surface)) + 2;
        x = DrawWhole(foot, x, "its root", !_wholeTree, ui) + 2;
        DrawWhole(foot, x, "its whole tree", _wholeTree, ui);
        Hint(foot.Row(1), ui, ui.Keys.HintOf(UiAction.Press, "shows the plan"), ui.Keys.HintOf(UiAction.NextButton, "moves"), ui.Keys.HintOf(UiAction.Back, "back"));
    }

    private static int DrawWhole(Canvas foot, int x, string text, bool chosen, UiState ui)
    {
        var style = ui.Scheme.On(chosen ? Role.Bright : Role.Faint, Role.Surface);
        return foot.Write(x, 0, text, chosen ? style.With(TextAttributes.Bold | TextAttributes.Underline) : style);
    }
}
