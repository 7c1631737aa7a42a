using System;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Screens.Dialogs;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.ActionLog;

/// <summary>What lifetop did, newest first: what was said on this screen, then what the registry knows of before.</summary>
public sealed class ActionLogScreen : Screen
{
    private const int Indent = 2, MostRead = 500;
    private static readonly UiAction[] Keys = [UiAction.Inspect, UiAction.Down, UiAction.Up, UiAction.Copy, UiAction.Back, UiAction.Help];

    private readonly ChoiceList _list = new();
    private ImmutableArray<PastAction> _earlier = [];
    private string? _trouble = "reading the registry";
    private int _said;

    public ActionLogScreen(UiState ui)
    {
        _said = ui.Line.Said.Count;
        _list.Reset(_said);
        ui.Ask(new ReadActions(MostRead));
    }

    public override KeyContext Context => KeyContext.Reading;

    public override void Take(Message message, UiState ui)
    {
        if (message is PastActions past)
        {
            _earlier = past.Actions;
            _trouble = past.Trouble;
        }
        Count(ui);
    }

    public override void Refresh(UiState ui) => Count(ui);

    public override string? WhyNot(UiAction action, UiState ui) => action switch
    {
        UiAction.ActionLog => "this is the log",
        UiAction.Copy or UiAction.Inspect when _list.Count == 0 => "nothing is selected",
        UiAction.Inspect when At(ui, _list.Cursor).Steps.IsEmpty => "it had no steps",
        _ => null,
    };

    public override bool Do(UiAction action, UiState ui)
    {
        if (action == UiAction.Copy)
        {
            string line = At(ui, _list.Cursor).Text;
            ui.Ask(new CopyText(line, "line " + SafeText.Of(line)));
            return true;
        }
        if (action == UiAction.Inspect)
        {
            ui.Open(new ConfirmDialog(Steps(At(ui, _list.Cursor))));
            return true;
        }
        return action is UiAction.Left or UiAction.Right || _list.Do(action);
    }

    public override void Point(in InputEvent mouse, UiState ui)
    {
        if (mouse.Mouse is MouseAction.WheelDown or MouseAction.WheelUp)
            _list.Do(mouse.Mouse == MouseAction.WheelDown ? UiAction.Down : UiAction.Up);
        else if (mouse.Mouse == MouseAction.Press && mouse.Y >= 2 && _list.At(mouse.Y - 2) is >= 0 and var index)
            _list.Move(index);
    }

    public override void Draw(Canvas canvas, UiState ui)
    {
        canvas.Clear(ui.Scheme[Role.Text]);
        Count(ui);
        int x = canvas.Write(Indent, 0, "log", ui.Scheme.Strong(Role.Bright)) + 2;
        x = canvas.Write(x, 0, "what lifetop did", ui.Scheme[Role.Soft]) + 2;
        if (_trouble is { } trouble)
            canvas.Write(x, 0, SafeText.Of(trouble), canvas.Width - x - Indent, ui.Scheme[Role.Faint], ui.Glyphs.Cut);
        canvas.Line(Indent, 1, canvas.Width - 2 * Indent, ui.Glyphs.Thin, ui.Scheme[Role.Line]);
        var body = canvas.Part(0, 2, canvas.Width, canvas.Height - 3);
        _list.Show(body.Height);
        if (_list.Count == 0)
            body.Write(Indent, 1, "Nothing yet.", ui.Scheme[Role.Faint]);
        for (int y = 0; y < body.Height && _list.At(y) is >= 0 and var index; y++)
            DrawRow(body.Row(y), ui, index);
        BottomLine.Draw(canvas.Row(canvas.Height - 1), ui, this, Keys, BottomLine.Position(_list.Cursor + 1, _list.Count));
    }

    private void DrawRow(Canvas row, UiState ui, int index)
    {
        var action = At(ui, index);
        bool wide = row.Width >= 60;
        int x = Indent;
        if (wide)
        {
            row.Write(x, 0, Time(action.At, ui), ui.Scheme[Role.Faint]);
            x += 10;
        }
        SaidText.DrawMark(row, x, ui, action.Outcome);
        string by = wide ? SafeText.Of(action.By) : "";
        int right = row.Width - Indent;
        row.Write(x + 2, 0, SafeText.Of(action.Text), right - x - 2 - (by.Length > 0 ? TextWidth.Of(by) + 2 : 0), ui.Scheme[Role.Text], ui.Glyphs.Cut);
        row.WriteRight(right, 0, by, ui.Scheme[Role.Faint]);
        if (index != _list.Cursor)
            return;
        row.Restyle(new Rect(0, 0, row.Width, 1), ui.Scheme.Cursor);
        row.Write(0, 0, ui.Glyphs.Cursor, ui.Scheme.On(Role.Accent, Role.Raised));
    }

    /// <summary>Newest first, so what was said here comes before what was done earlier.</summary>
    private PastAction At(UiState ui, int index)
    {
        if (index >= _said)
            return _earlier[_earlier.Length - 1 - (index - _said)];
        var line = ui.Line.Said[_said - 1 - index];
        return new PastAction(line.At, line.Outcome, line.Text, "you") { Steps = line.Steps };
    }

    private static Question Steps(PastAction action)
    {
        var steps = ImmutableArray.CreateBuilder<QuestionStep>(action.Steps.Length);
        foreach (string step in action.Steps)
            steps.Add(new QuestionStep(step));
        int end = action.Text.IndexOf(':', StringComparison.Ordinal);
        return new Question { Title = end < 0 ? action.Text : action.Text[..end], Source = action.By, Steps = steps.DrainToImmutable() };
    }

    private void Count(UiState ui)
    {
        // New lines come in at the top: the cursor stays on its line, as soon as there is one.
        int more = _list.Count == 0 ? 0 : ui.Line.Said.Count - _said;
        _said = ui.Line.Said.Count;
        _list.Reset(_said + _earlier.Length, _list.Cursor + more);
    }

    private static string Time(DateTimeOffset at, UiState ui)
    {
        var local = at.ToOffset(ui.LocalOffset);
        return local.Date == ui.Now.ToOffset(ui.LocalOffset).Date
            ? TimeText.Of(local, "HH:mm:ss")
            : TimeText.Of(local, "MM-dd");
    }
}
