using System;
using System.Globalization;
using Lifetop.Actions.Spawning;
using Lifetop.Actions.Steps;
using Lifetop.Model;
using Lifetop.Platform;

namespace Lifetop.Actions.Restarts;

/// <summary>How a worker can be started once more, or why not; read while it may still be alive, because its environment goes with it.</summary>
public sealed record HowToStart(StartAgain? Start, string? Refusal)
{
    private const int MostVariables = 1 << 20;

    /// <param name="judged">As the last look has it.</param>
    /// <param name="state">lifetop's state folder, where what <c>--env</c> said is kept.</param>
    /// <param name="session">Where one without a pane of its own gets a window.</param>
    /// <param name="now">The time of that look.</param>
    /// <param name="wasEnded">lifetop itself was to end it: that it ended well then says nothing of its work.</param>
    internal static HowToStart Of(JudgedWorker judged, string? state, OwnSession session, DateTimeOffset now, bool wasEnded)
    {
        var how = Known(judged, state, now, wasEnded);
        return how.Start is { } start && Hindrance(start, judged.Worker, state, session) is { } refusal ? new HowToStart(null, refusal) : how;
    }

    private static HowToStart Known(JudgedWorker judged, string? state, DateTimeOffset now, bool wasEnded)
    {
        var worker = judged.Worker;
        if (Done(judged, wasEnded) is { } done)
            return new HowToStart(null, done);
        var declaration = worker.Declaration;
        var pane = worker is { OwnsPane: true, Pane: { } own } ? own.Facts : null;
        if (declaration is { Source: "lifetop" } && (declaration.Spawned || pane is null))
            return OfRecord(worker, declaration, pane, state);
        return declaration is { Source: "lifetop" } && pane is not null
            ? new HowToStart(new StartAgain([], "") { Server = pane.Server, PaneId = pane.PaneId, StartedAt = worker.StartedAt }, null)
            : UnrecordedStart.Of(worker, pane, state, now);
    }

    /// <summary>What would keep the new one from coming or its file from naming it, once the old one is gone.</summary>
    private static string? Hindrance(StartAgain start, Worker worker, string? state, OwnSession session)
    {
        if (start.File is { } file && Closed(NativePath.Folder(file.Path)) is { } shut)
            return $"{NativePath.Name(file.Path)} could not name its new process: {shut}";
        // Where nobody is ended the start itself may fail, and a watch tries again.
        if (start.Command.IsEmpty || worker.Members.IsEmpty)
            return null;
        return Closed(new WorkerFolder(state!, worker.Name).Path) ?? (start.PaneId is null ? session.Refusal() : null); // without a state folder no command is started
    }

    private static string? Closed(string folder) => AtomicFile.Hindrance(folder) is not 0 and var errno ? $"{folder}: {FileFailures.Words(errno)}" : null;

    /// <summary>Who would only do once more what is done. A daemon or server that ended well has not finished anything.</summary>
    private static string? Done(JudgedWorker judged, bool wasEnded)
    {
        var (worker, verdict) = (judged.Worker, judged.Verdict);
        if (worker.Declaration is { ResultUrl: { Length: > 0 } url })
            return $"its work is done: {url}";
        if (wasEnded || worker.AtGate)
            return null;
        bool isCompleted = verdict.State == Lifecycle.Completed || verdict is { State: Lifecycle.Zombie, Ended: "completed" };
        return isCompleted && worker.Kind is WorkerKind.Agent or WorkerKind.Job && worker.Declaration is not { RestartPolicy: "always" } ? "its work is done" : null;
    }

    private static HowToStart OfRecord(Worker worker, Declaration declaration, Pane? pane, string? state)
    {
        int alive = worker is { RootAlive: true, AtGate: false, Root: { } root } ? root.Pid : 0;
        var command = declaration.Arguments.IsEmpty && alive > 0 ? ProgramArguments.Of(alive) : declaration.Arguments;
        if (command.IsEmpty || state is null)
            return new HowToStart(null, command.IsEmpty && alive > 0 ? $"the command line of pid {alive.ToString(CultureInfo.InvariantCulture)} cannot be read" : "how it was started is not recorded");
        if (declaration.Cwd is not { } folder)
            return new HowToStart(null, "the folder it was started in is not recorded");
        var living = alive > 0 ? Variables.Of(alive) : null;
        if (alive > 0 && NotTheSame(alive, folder, living) is { } refusal)
            return new HowToStart(null, refusal);
        var kept = RegularFile.Read(new WorkerFolder(state, worker.Name).Variables, MostVariables) is { IsRead: true } reading ? Variables.Parse(reading.Bytes) : Variables.None;
        return new HowToStart(new StartAgain(command, folder)
        {
            Server = pane?.Server,
            PaneId = pane?.PaneId,
            Variables = living ?? Variables.OfOurselves().With(kept),
            VariablesOf = living is not null ? $"pid {alive.ToString(CultureInfo.InvariantCulture)}" : kept.Count == 0 ? "lifetop itself" : $"lifetop itself and {kept}",
            StartedAt = worker.StartedAt,
            Doubt = DoubtOf(command[0], folder, living ?? kept),
        }, null);
    }

    /// <summary>Why who lives would come back as another one than is ended, if at all; null when nothing speaks for that.</summary>
    internal static string? NotTheSame(int pid, string folder, Variables? variables)
        => variables is null ? $"the environment of pid {pid.ToString(CultureInfo.InvariantCulture)} cannot be read: another user's, or closed to others"
            : !ProgramPath.IsFolder(folder) ? $"its folder is gone: {folder}"
            : null;

    /// <summary>Why it will not come up, as a plan says it; empty for nothing.</summary>
    internal static string DoubtOf(string program, string folder, Variables variables)
        => (ProgramPath.IsFolder(folder) ? ProgramCheck.Trouble(program, folder, variables.Value("PATH")) : $"no folder {folder}") is { } trouble ? $"it will fail: {trouble}" : "";
}
