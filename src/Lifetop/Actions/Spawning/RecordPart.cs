using System;
using Lifetop.Actions.Steps;
using Lifetop.Model;
using Lifetop.Observation.Tmux;

namespace Lifetop.Actions.Spawning;

/// <summary>The worker's declaration in the registry, by process and pane as they are now.</summary>
/// <param name="declare">Writes it down; null, or why not.</param>
/// <param name="forget">Takes it back.</param>
internal sealed class RecordPart(SpawnOrder order, WindowPart window, WorkerFolder folder, Guid boot, TimeProvider time, Func<Declaration, string?> declare, Func<Declaration, string?> forget)
    : SpawnPart(new SpawnStep("record", order.Key.Text, $"record it as {order.Key.Text}"))
{
    private Declaration? _declared;

    public override string? Do()
    {
        var opened = window.Opened!; // the window came before
        long started = ServerProcess.StartTicks(opened.Pid);
        if (started < 0)
            return $"pid {opened.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture)} ended at once";
        var declaration = Of(order, folder, time.GetUtcNow()) with
        {
            Process = new ProcessClaim(opened.Pid) { StartTicks = started, Boot = boot },
            Pane = PaneClaim.Of(opened.Server, opened.PaneId),
        };
        string? trouble = declare(declaration);
        _declared = trouble is null ? declaration : null;
        return trouble;
    }

    public override string? Undo() => _declared is not null && forget(_declared) is { } why ? $"the record of {order.Key.Text} ({why})" : null;

    private static Declaration Of(SpawnOrder order, WorkerFolder folder, DateTimeOffset now) => new()
    {
        Source = "lifetop",
        Identity = order.Identity,
        Key = order.Key,
        Name = order.Name,
        Kind = order.Kind,
        Type = order.Type,
        Task = order.Task,
        WrittenAt = now,
        Command = ArgumentText.Join(order.Command),
        Arguments = order.Command,
        Cwd = order.Folder,
        Worktree = order.Worktree?.Path,
        Branch = order.Worktree?.Branch,
        Log = folder.Log,
        HeartbeatFile = folder.Heartbeat,
        HeartbeatLimit = order.Heartbeat,
        TokensAllocated = order.Tokens,
        RestartPolicy = order.Restart,
        Spawned = true,
    };
}
