using System.Globalization;
using Lifetop.Model;
using Lifetop.Terminal;
using Lifetop.Theming;

namespace Lifetop.Screens.Dialogs;

/// <summary>The form that makes a process a worker: its name and kind, and what else is known of it.</summary>
public sealed class AdoptDialog : FormDialog
{
    private readonly AdoptionDraft _draft;
    private readonly FormField _name, _kind, _type, _task, _worktree, _log;

    public AdoptDialog(AdoptionDraft draft)
        : this(draft, FormField.OfText("name", draft.Name), KindField.Of(draft.Kind), FormField.OfText("type"), FormField.OfText("task"), FormField.OfText("worktree"), FormField.OfText("log"))
    {
    }

    private AdoptDialog(AdoptionDraft draft, FormField name, FormField kind, FormField type, FormField task, FormField worktree, FormField log)
        : base("Adopt", name, kind, type, task, worktree, log)
        => (_draft, _name, _kind, _type, _task, _worktree, _log) = (draft, name, kind, type, task, worktree, log);

    protected override string Title => "Adopt " + _draft.Process.Pid.ToString(CultureInfo.InvariantCulture);

    protected override string Source => _draft.Pane?.PaneId is { } pane ? "pane " + pane : "process";

    protected override int HeadRows => 1;

    protected override void DrawHead(Canvas head, UiState ui)
        => head.Write(2, 0, SafeText.Of(_draft.Command), head.Width - 4, ui.Scheme.On(Role.Soft, Role.Surface), ui.Glyphs.Cut);

    protected override string? Submit(UiState ui)
    {
        string name = _name.Text ?? "";
        string? wrong = Adoption.WrongName(name) ?? Adoption.Conflict(name, _draft.Process.Pid, _draft.Process.StartTicks, ui.Roster) ?? WrongPath(_worktree) ?? WrongPath(_log);
        if (wrong is null)
            ui.Ask(new AdoptWorker(_draft.Process, name, KindField.Chosen(_kind))
            {
                Pane = _draft.Pane,
                Replaced = Adoption.Declared(name, ui.Roster),
                Type = _type.Text,
                Task = _task.Text,
                Worktree = _worktree.Text,
                Log = _log.Text,
            });
        return wrong;
    }
}
