using System;
using System.Text;
using Lifetop.Actions.Steps;
using Lifetop.Platform;

namespace Lifetop.Actions.Spawning;

/// <summary>A window in lifetop's own session, in which a shell waits at the gate for its start.</summary>
internal sealed class WindowPart(OwnSession session, SpawnOrder order, WorkerFolder folder, string sessionName)
    : SpawnPart(new SpawnStep("open window", $"{order.Name} in session {sessionName}", $"open window {order.Name} in session {sessionName}, at {order.Folder}; it stays when the worker ends"))
{
    private readonly StartGate _gate = new(folder.Gate);

    public OpenedWindow? Opened { get; private set; }

    public override string? Do()
    {
        if (!ProgramPath.IsFolder(order.Folder))
            return "no folder " + order.Folder;
        if (_gate.Make() is { } trouble)
            return trouble;
        Opened = session.Open(order.Name, order.Folder, Marks(order.Key.Text, folder), StartScript.Command(folder.Gate), out string why);
        return Opened is null ? why : session.KeepWhenDead(Opened);
    }

    public override string? Undo()
    {
        _gate.Remove();
        return Opened is not null && session.Close(Opened) is { } why ? $"window {Opened.WindowId} ({why})" : null;
    }

    /// <summary>By these the worker's processes are known, and know where to beat.</summary>
    internal static Variables Marks(string key, WorkerFolder folder)
        => Variables.Parse(Encoding.UTF8.GetBytes($"LIFETOP_WORKER={key}\0LIFETOP_HEARTBEAT={folder.Heartbeat}\0"));
}

/// <summary>What the pane shows goes into the log from the first letter on.</summary>
internal sealed class LogPart(OwnSession session, WindowPart window, WorkerFolder folder)
    : SpawnPart(new SpawnStep("pipe log", folder.Log, $"write what it shows into {folder.Log}"))
{
    public override string? Do() => session.Pipe(window.Opened!, folder.Log); // the window came before

    /// <summary>The pipe ends with its pane.</summary>
    public override string? Undo() => null;
}

/// <summary>The start itself; what comes of the program from then on is the worker's own affair.</summary>
internal sealed class StartPart(SpawnOrder order, WindowPart window, WorkerFolder folder, Variables inherited, TimeProvider time)
    : SpawnPart(new SpawnStep("start", Shown(order), order.Variables.Count == 0 ? $"start {Shown(order)}" : $"start {Shown(order)} with {order.Variables}"))
{
    public override string? Do()
    {
        var gate = new StartGate(folder.Gate);
        string? trouble = gate.Open(StartScript.Text(order.Command, inherited.With(order.Variables)).Span, time);
        gate.Remove();
        if (trouble is null)
            StartScript.AwaitBeginning(window.Opened!.Pid, folder.Gate, time); // the window came before
        return trouble;
    }

    public override string? Undo() => null;

    private static string Shown(SpawnOrder order) => Model.ArgumentText.Join(order.Command);
}
