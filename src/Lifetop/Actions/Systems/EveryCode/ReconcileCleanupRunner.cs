using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Threading;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Platform;

namespace Lifetop.Actions.Systems.EveryCode;

/// <summary>
/// Carries out <see cref="ReconcileCleanup"/>: a dry run first, because the command knows no single session. It is told to act only when
/// this session is the only one it would act on, and is closed at that moment.
/// </summary>
public sealed class ReconcileCleanupRunner(IWorld world) : IStepRunner
{
    private const int MostOutput = 1 << 20;

    /// <summary>It may ask a database and runs git.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(60);

    public bool Runs(PlanStep step) => step is ReconcileCleanup;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        var reconcile = (ReconcileCleanup)step;
        if (Ask(reconcile, [], out var trouble) is not { } would)
            return trouble;
        if (would.Status != ReconcileReply.WouldRemove)
            return Kept(would);
        if (would.Others > 0)
            return new StepResult(StepOutcome.Kept, $"launchplane would remove {Number(would.Others)} other session{(would.Others == 1 ? "" : "s")} with it: run {ArgumentText.Join(reconcile.Command)} --apply where that is wanted");
        if (cancel.IsCancellationRequested)
            return new StepResult(StepOutcome.Cancelled, "not asked any more");
        world.Look();
        if (IsOpen(worker) is not false)
            return new StepResult(StepOutcome.Kept, "its tmux session is open, or tmux has not told");
        if (Ask(reconcile, ["--apply"], out trouble) is not { } did)
            return trouble;
        return did.Status == ReconcileReply.Removed ? new StepResult(StepOutcome.Done, "removed by launchplane") : Kept(did);
    }

    private bool? IsOpen(WorkerPlan worker)
    {
        foreach (var declaration in world.Census.Declarations)
            if (declaration.Identity == worker.Identity)
                return declaration is { System: EveryCodeFacts, Pane: { } claim } ? OpenSessions.Has(claim, world.Census) : null;
        // Its file is gone: somebody else cleaned up.
        return false;
    }

    private ReconcileReply? Ask(ReconcileCleanup reconcile, ImmutableArray<string> more, out StepResult trouble)
    {
        string[] arguments = [.. reconcile.Command.AsSpan()[1..], .. more];
        var result = ChildCommand.Run(reconcile.Command[0], arguments, new CommandLimits(Deadline, MostOutput), workingDirectory: "/");
        // What it wrote is left out: it may tell how it reaches its database.
        string program = reconcile.Command[0];
        string wrong = result.End switch
        {
            CommandEnd.NotFound or CommandEnd.CannotStart => result.Errors,
            CommandEnd.TimedOut => $"{program} did not end within {Number((int)Deadline.TotalSeconds)}s and was ended",
            CommandEnd.TooMuchOutput => $"{program} wrote more than 1 MB and was ended",
            _ when result.Signal > 0 => $"{program} was ended by signal {Number(result.Signal)}",
            _ when !result.Succeeded => $"{program} exited with {Number(result.ExitCode)}",
            _ => "",
        };
        var reply = wrong.Length == 0 ? ReconcileReply.Read(result.Output.Span, reconcile.RequestId) : null;
        trouble = new StepResult(StepOutcome.Failed, wrong.Length > 0 ? wrong : $"{program} gave another answer than asked for") { TimedOut = result.End == CommandEnd.TimedOut };
        return reply;
    }

    private static StepResult Kept(ReconcileReply reply) => new(StepOutcome.Kept, reply switch
    {
        { Status: "" } => "launchplane names no such session",
        { Reason: "request_record_missing" } => "launchplane does not find its request either: the service has it, and its worker closes it",
        { Reason.Length: > 0 } => $"launchplane keeps it: {reply.Reason}",
        _ => "launchplane keeps it",
    });

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
