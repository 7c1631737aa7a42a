using System;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Dialogs;

/// <summary>The form that makes a process a worker: its name and kind, and what else is known of it.</summary>
public sealed class AdoptDialog : Dialog
{
    private const int FieldAt = 13, KindRow = 1;
    private static readonly string[] Labels = ["name", "kind", "type", "task", "worktree", "log"];
    private static readonly WorkerKind[] Kinds = [WorkerKind.Agent, WorkerKind.Daemon, WorkerKind.Server, WorkerKind.Job];

    private readonly AdoptionDraft _draft;
    private readonly TextField[] _fields = new TextField[Labels.Length];
    private readonly ButtonRow _buttons = new("Cancel", "Adopt");
    private int _focus;
    private int _kind;
    private string? _wrong;

    public AdoptDialog(AdoptionDraft draft)
    {
        _draft = draft;
        for (int i = 0; i < _fields.Length; i++)
            _fields[i] = new TextField { Limit = 400 };
        _fields[0].Set(draft.Name);
        for (int i = 0; i < Kinds.Length; i++)
            if (Kinds[i] == draft.Kind)
                _kind = i;
    }

    public override bool TakesText => true;

    protected override string Title => "Adopt " + _draft.Process.Pid.ToString(CultureInfo.InvariantCulture);

    protected override string Source => _draft.Pane?.PaneId is { } pane ? "pane " + pane : "process";

    protected override int HeadRows => 1;

    protected override int FootRows => 2;

    private bool OnButtons => _focus == Labels.Length;

    public override bool Type(Key key, UiState ui)
    {
        if (_focus < Labels.Length && _focus != KindRow)
        {
            bool typed = _fields[_focus].Type(key);
            if (typed)
                _wrong = null;
            return typed;
        }
        if (_focus != KindRow)
            return false;
        if (key == Key.Space || key == Key.CursorRight || key == Key.CursorLeft)
        {
            _kind = (_kind + (key == Key.CursorLeft ? Kinds.Length - 1 : 1)) % Kinds.Length;
            return true;
        }
        for (int i = 0; i < Kinds.Length; i++)
            if (key == new Key(Kinds[i].Word()[0]))
            {
                _kind = i;
                return true;
            }
        return false;
    }

    public override void Paste(string text, UiState ui)
    {
        if (_focus < Labels.Length && _focus != KindRow)
            _fields[_focus].Paste(text);
    }

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
                Adopt(ui);
                return true;
            default:
                return false;
        }
    }

    protected override int BodyRows(UiState ui, int width) => Labels.Length;

    protected override void DrawHead(Canvas head, UiState ui)
        => head.Write(2, 0, SafeText.Of(_draft.Command), head.Width - 4, ui.Scheme.On(Role.Soft, Role.Surface), ui.Glyphs.Cut);

    protected override int DrawBody(Canvas body, UiState ui)
    {
        // A low screen shows the fields around the one that is typed into.
        int top = Math.Clamp(_focus - body.Height + 1, 0, Math.Max(0, Labels.Length - body.Height));
        for (int y = 0; y < body.Height && top + y < Labels.Length; y++)
            DrawField(body.Row(y), top + y, ui);
        return Math.Max(0, Labels.Length - top - body.Height);
    }

    protected override void DrawFoot(Canvas foot, UiState ui)
    {
        if (_wrong is { } wrong)
            foot.Write(2, 0, SafeText.Of(wrong), foot.Width - 4, ui.Scheme.On(Role.Bad, Role.Surface), ui.Glyphs.Cut);
        else
            Hint(foot, ui, "Enter adopts  Tab moves  Esc back");
        _buttons.Draw(foot.Row(1), ui, OnButtons);
    }

    protected override void ClickBody(int x, int y, UiState ui) => Focus(Math.Min(y, Labels.Length - 1));

    protected override void ClickFoot(int x, int y, UiState ui)
    {
        if (y != 1 || _buttons.At(x) is not (>= 0 and var button))
            return;
        Focus(Labels.Length);
        _buttons.Focus = button;
        Do(UiAction.Press, ui);
    }

    private void DrawField(Canvas row, int index, UiState ui)
    {
        bool focused = index == _focus;
        row.Write(2, 0, Labels[index], ui.Scheme.On(focused ? Role.Accent : Role.Soft, Role.Surface));
        if (index != KindRow)
        {
            _fields[index].Draw(row, FieldAt, 0, row.Width - FieldAt - 2, ui, Role.Surface, focused);
            if (_fields[index].Text.Length == 0 && !focused)
                row.Write(FieldAt, 0, ui.Glyphs.Separator, ui.Scheme.On(Role.Line, Role.Surface));
            return;
        }
        int x = FieldAt, gap = row.Width < 44 ? 1 : 2;
        for (int i = 0; i < Kinds.Length; i++)
        {
            bool chosen = i == _kind;
            var style = ui.Scheme.On(chosen ? Role.Bright : Role.Faint, Role.Surface);
            x = row.Write(x, 0, Kinds[i].Word(), chosen ? style.With(TextAttributes.Bold | TextAttributes.Underline) : style) + gap;
        }
    }

    private void Focus(int index)
    {
        _focus = (index + Labels.Length + 1) % (Labels.Length + 1);
        _buttons.Focus = 0;
    }

    private void Adopt(UiState ui)
    {
        string name = _fields[0].Text.Trim();
        _wrong = Adoption.WrongName(name) ?? Adoption.Conflict(name, _draft.Process.Pid, _draft.Process.StartTicks, ui.Roster)
            ?? WrongPath(4) ?? WrongPath(5);
        if (_wrong is not null)
            return;
        ui.Ask(new AdoptWorker(_draft.Process, name, Kinds[_kind])
        {
            Pane = _draft.Pane,
            Type = TextOf(2),
            Task = TextOf(3),
            Worktree = TextOf(4),
            Log = TextOf(5),
        });
        ui.Close(this);
    }

    private string? WrongPath(int field)
        => TextOf(field) is { } path && path[0] != '/' && path != "~" && !path.StartsWith("~/", StringComparison.Ordinal)
            ? $"{Labels[field]}: write the whole path, from / or ~"
            : null;

    private string? TextOf(int field) => _fields[field].Text.Trim() is { Length: > 0 } text ? text : null;
}
