using System;
using System.Collections.Generic;
using Lifetop.Actions.Spawning;
using Lifetop.Model;
using Lifetop.Screens.Dialogs;

namespace Lifetop.Screens.Acting;

/// <summary>The form that starts a command as a new worker, as <c>lifetop spawn</c> does.</summary>
public sealed class SpawnDialog : FormDialog
{
    private readonly FormField _name, _command, _folder, _repository, _worktree, _branch, _kind, _restart, _heartbeat, _task;

    public SpawnDialog()
        : this(
            FormField.OfText("name"), FormField.OfText("command"), FormField.OfText(SpawnWords.Fields.Folder),
            FormField.OfText(SpawnWords.Fields.Repository), FormField.OfText(SpawnWords.Fields.Worktree), FormField.OfText(SpawnWords.Fields.Branch),
            KindField.Of(WorkerKind.Job), FormField.OfWords("restart", "no", "no", "on-failure", "always"), FormField.OfText("heartbeat"), FormField.OfText("task"))
    {
    }

    private SpawnDialog(FormField name, FormField command, FormField folder, FormField repository, FormField worktree, FormField branch, FormField kind, FormField restart, FormField heartbeat, FormField task)
        : base("Spawn", name, command, folder, repository, worktree, branch, kind, restart, heartbeat, task)
        => (_name, _command, _folder, _repository, _worktree, _branch, _kind, _restart, _heartbeat, _task) = (name, command, folder, repository, worktree, branch, kind, restart, heartbeat, task);

    /// <summary>Of the plan that it became when it was sent off.</summary>
    public int Number { get; private set; }

    protected override string Title => "Spawn";

    protected override string Source => "in a tmux window of its own";

    protected override string? Submit(UiState ui)
    {
        string name = _name.Text ?? "";
        int worktree = (_repository.Text is null ? 0 : 1) + (_worktree.Text is null ? 0 : 1) + (_branch.Text is null ? 0 : 1);
        TimeSpan heartbeat = default;
        string? wrongCommand = WrongCommand(out var command);
        string? wrong = Adoption.WrongName(name) ?? wrongCommand ?? WrongPath(_folder) ?? WrongPath(_repository) ?? WrongPath(_worktree)
            ?? (worktree is 1 or 2 ? "repo, worktree and branch go together" : null)
            ?? (_heartbeat.Text is { } age && !AgeText.TryParseDuration(age, out heartbeat) ? $"heartbeat: {age} what? write 60s or 5m" : null);
        if (wrong is not null)
            return wrong;
        Number = ui.Plans.NextNumber();
        ui.Plans.SendOff(this);
        ui.Ask(new SpawnWorker(Number, new SpawnOrder(name, [.. command])
        {
            Folder = _folder.Text ?? "",
            Worktree = worktree == 3 ? new WorktreeOrder(_repository.Text!, _worktree.Text!, _branch.Text!) : null,
            Kind = KindField.Chosen(_kind),
            Task = _task.Text,
            Restart = _restart.Text!,
            Heartbeat = _heartbeat.Text is null ? null : heartbeat,
        }));
        return null;
    }

    private string? WrongCommand(out List<string> command)
    {
        command = [];
        if (_command.Text is not { } text)
            return "command: what is to be started?";
        if (ArgumentText.Split(text) is not { } words)
            return "command: a quote is open";
        command = words;
        return words[0].Length == 0 ? "command: what is to be started?" : null;
    }
}
