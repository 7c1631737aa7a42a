using System;
using System.Globalization;
using System.Threading;
using Lifetop.Actions.Running;
using Lifetop.Actions.Spawning;
using Lifetop.Actions.Steps;
using Lifetop.Model;
using Lifetop.Observation.Tmux;
using Lifetop.Platform;

namespace Lifetop.Actions.Restarts;

/// <summary>
/// Starts a worker's program once more, after all of the one before is gone: in the pane it had, as long as nothing else lives there by now,
/// or in a window of lifetop's session. Its record then names the new process, under the same key.
/// </summary>
public sealed class StartAgainRunner : IStepRunner
{
    /// <summary>tmux may take so long to notice that a pane's program has ended.</summary>
    private static readonly TimeSpan Noticing = TimeSpan.FromSeconds(2);

    /// <summary>Who cannot begin at all shows it within this.</summary>
    private static readonly TimeSpan Trial = TimeSpan.FromMilliseconds(250);

    private readonly IWorld _world;
    private readonly OwnSession _session;
    private readonly string _state;
    private readonly Func<Declaration, Declaration?, string?> _declare;
    private readonly TimeProvider _time;

    /// <param name="world">Has what is declared of the worker.</param>
    /// <param name="session">Where one without a pane of its own gets a window.</param>
    /// <param name="state">lifetop's state folder.</param>
    /// <param name="declare">Writes down a declaration in the place of another one; null, or why not.</param>
    /// <param name="time">Tells how long ago it was started before.</param>
    internal StartAgainRunner(IWorld world, OwnSession session, string state, Func<Declaration, Declaration?, string?> declare, TimeProvider time)
        => (_world, _session, _state, _declare, _time) = (world, session, state, declare, time);

    public bool Runs(PlanStep step) => step is StartAgain;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        var start = (StartAgain)step;
        if (!Rest(start, cancel))
            return new StepResult(StepOutcome.Cancelled, "cancelled");
        var judged = PlannedWorkers.Find(worker, _world.Roster);
        if (judged?.Worker.RootAlive == true)
            return new StepResult(StepOutcome.Skipped, $"it runs: pid {Number(judged.Worker.Root!.Value.Pid)}"); // alive roots are known
        var declared = judged?.Worker.Declaration is { Source: "lifetop" } own ? own : null;
        return start.Command.IsEmpty ? Pane(start, declared) : Launch(start, worker, declared);
    }

    /// <summary>What tmux itself keeps of the pane: command, folder and environment.</summary>
    private StepResult Pane(StartAgain start, Declaration? declared)
    {
        var server = new ExactServer(start.Server!);
        if (DeadPane(server, start.PaneId!, out var trouble) is null)
            return trouble!;
        var reply = server.Run($"respawn-pane -k -t {start.PaneId}");
        HoldPaneRunner.LetGo(server, start.PaneId!);
        if (reply.End != TmuxEnd.Answered)
            return new StepResult(StepOutcome.Failed, "tmux: " + reply.Text);
        if (server.Look().Pane(start.PaneId!) is not { } pane)
            return new StepResult(StepOutcome.Failed, "it ended at once, and its pane with it");
        if (declared is not null && _declare(Renewed(declared, start.Server!, start.PaneId!, pane.Pid, declared.Log), declared) is { } unwritten)
            return new StepResult(StepOutcome.Failed, $"pid {Number(pane.Pid)} started, and could not be recorded: {unwritten}");
        return Named(start, new OpenedWindow(start.Server!, pane.SessionId, "", start.PaneId!, pane.Pid));
    }

    private StepResult Launch(StartAgain start, WorkerPlan worker, Declaration? declared)
    {
        if (declared is null && start.File is null)
            return new StepResult(StepOutcome.Failed, "it is not declared any more");
        if (!ProgramPath.IsFolder(start.Folder))
            return new StepResult(StepOutcome.Failed, $"no folder {start.Folder}");
        var folder = new WorkerFolder(_state, worker.Name);
        int errno = AtomicFile.MakeFolder(folder.Path);
        var gate = new StartGate(folder.Gate);
        if ((errno != 0 ? $"{folder.Path}: {FileFailures.Words(errno)}" : gate.Make()) is { } closed)
            return new StepResult(StepOutcome.Failed, closed);
        try
        {
            return Launch(start, worker, declared, folder, gate);
        }
        finally
        {
            gate.Remove();
        }
    }

    private StepResult Launch(StartAgain start, WorkerPlan worker, Declaration? declared, WorkerFolder folder, StartGate gate)
    {
        var marks = WindowPart.Marks(declared?.Key.Text ?? worker.Key, folder);
        string[] command = StartScript.Command(folder.Gate);
        PaneStanding? dead = null;
        if (start is { Server: { } place, PaneId: { } pane })
        {
            dead = DeadPane(new ExactServer(place), pane, out var trouble);
            // One that was closed meanwhile is no hindrance.
            if (trouble is { Outcome: not StepOutcome.Already })
                return trouble;
        }
        bool isNew = dead is null;
        string why;
        var opened = dead is null ? _session.Open(worker.Name, start.Folder, marks, command, out why) : OwnSession.Respawn(start.Server!, dead, marks, command, out why);
        if (opened is null)
            return new StepResult(StepOutcome.Failed, why);
        string log = declared is { Spawned: true, Log: { } own } ? own : folder.Log;
        var session = isNew ? _session : new OwnSession(opened.Server.Socket, "");
        // A pid file has no word for the pane: what stayed of it would belong to nobody.
        bool isKept = isNew && start.File is not { IsManifest: false };
        string? failure = (isKept ? session.KeepWhenDead(opened) : null) ?? session.Pipe(opened, log)
            ?? (declared is null ? null : _declare(Renewed(declared, opened.Server, opened.PaneId, opened.Pid, log) with { HeartbeatFile = folder.Heartbeat, Spawned = true }, declared))
            ?? gate.Open(StartScript.Text(start.Command, start.Variables).Span, _time);
        if (failure is null)
        {
            // Why it ends at once is seen before: afterwards there is only its exit.
            string? missing = ProgramCheck.Trouble(start.Command[0], start.Folder, start.Variables.Value("PATH"));
            StartScript.AwaitBeginning(opened.Pid, folder.Gate, _time);
            return Named(start, opened) is var came && came.Outcome == StepOutcome.Failed ? came with { Detail = missing ?? came.Detail } : came;
        }
        if (isNew)
            session.Close(opened);
        return new StepResult(StepOutcome.Failed, failure);
    }

    private Declaration Renewed(Declaration declared, TmuxServer server, string pane, int pid, string? log) => declared with
    {
        WrittenAt = _time.GetUtcNow(),
        Process = new ProcessClaim(pid) { StartTicks = ServerProcess.StartTicks(pid), Boot = _world.Census.Processes.Boot },
        Pane = PaneClaim.Of(server, pane),
        Log = log,
        Restarts = (declared.Restarts ?? 0) + 1,
        LastBeat = null,
        Summary = null,
    };

    /// <summary>The pane with nobody in it; null with what that means for the step.</summary>
    private PaneStanding? DeadPane(ExactServer server, string id, out StepResult? trouble)
    {
        long began = _time.GetTimestamp();
        while (true)
        {
            var look = server.Look();
            trouble = ServerChange.Of(look);
            if (trouble is { Outcome: StepOutcome.Skipped })
                trouble = trouble with { Outcome = StepOutcome.Already };
            if (trouble is not null)
                return null;
            if (look.Pane(id) is not { } pane)
            {
                trouble = new StepResult(StepOutcome.Already, $"{id} is gone");
                return null;
            }
            if (pane.Dead)
                return pane;
            if (_time.GetElapsedTime(began) > Noticing)
            {
                trouble = new StepResult(StepOutcome.Skipped, $"pid {Number(pane.Pid)} lives in {id} now");
                return null;
            }
            Wait(TimeSpan.FromMilliseconds(20));
        }
    }

    /// <summary>A shell that finds no program to become ends within this, and says so with 126 or 127.</summary>
    private StepResult Tried(OpenedWindow opened)
    {
        long began = _time.GetTimestamp();
        while (_time.GetElapsedTime(began) < Trial)
        {
            if (ServerProcess.StartTicks(opened.Pid) < 0)
                return new StepResult(StepOutcome.Failed, $"pid {Number(opened.Pid)} ended at once: lifetop logs shows what it said");
            Wait(TimeSpan.FromMilliseconds(10));
        }
        return new StepResult(StepOutcome.Done, Standing(opened));
    }

    /// <summary>Whether it came up, and the file that names its process names the new one.</summary>
    private StepResult Named(StartAgain start, OpenedWindow opened)
    {
        long startTicks = ServerProcess.StartTicks(opened.Pid);
        var tried = Tried(opened);
        if (start.File is not { } file)
            return tried;
        if (file.IsWrittenAnew(_time))
            // A daemon leaves the window it was started in, and says in its file who it is.
            return tried.Outcome != StepOutcome.Failed || file.NamedPid() is not (> 0 and var own) || ServerProcess.StartTicks(own) < 0 ? tried : new StepResult(StepOutcome.Done, $"pid {Number(own)}");
        if (tried.Outcome == StepOutcome.Failed)
            return tried;
        return file.Renew(opened, startTicks, _world.Census.Processes.Boot) is { } unwritten ? new StepResult(StepOutcome.Failed, $"pid {Number(opened.Pid)} started, and {file.Path} could not be written: {unwritten}") : tried;
    }

    private static string Standing(OpenedWindow opened) => $"pid {Number(opened.Pid)} in {opened.PaneId}";

    private bool Rest(StartAgain start, CancellationToken cancel)
    {
        while (start.StartedAt is { } before && before + Backoff.LeastApart - _time.GetUtcNow() is var left && left > TimeSpan.Zero && left <= Backoff.LeastApart)
        {
            if (cancel.IsCancellationRequested)
                return false;
            Wait(TimeSpan.FromMilliseconds(Math.Min(50, left.TotalMilliseconds + 1)));
        }
        return !cancel.IsCancellationRequested;
    }

    private static unsafe void Wait(TimeSpan time) => _ = Libc.Poll(null, 0, (int)time.TotalMilliseconds);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
