using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using Lifetop.Model;
using Lifetop.Observation.Systems;
using Lifetop.Platform;

namespace Lifetop.Actions.Systems.EveryCode;

/// <summary>Carries out <see cref="StartWorker"/>, and believes in the worker only when it sees one.</summary>
public sealed class StartWorkerRunner(IWorld world, TimeProvider time) : IStepRunner
{
    private static readonly CommandLimits Limits = new(TimeSpan.FromSeconds(30), 1 << 20);

    /// <summary>Its pid file may come so long after the command has ended.</summary>
    private static readonly TimeSpan Coming = TimeSpan.FromSeconds(10);

    public bool Runs(PlanStep step) => step is StartWorker;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        var start = (StartWorker)step;
        if (Living(worker) is { } other)
            return new StepResult(StepOutcome.Skipped, $"it runs: pid {Number(other)}");
        KeyValuePair<string, string?>[] told = [new("LAUNCHPLANE_EVERY_CODE_STATE_DIR", start.Root)];
        var result = ChildCommand.Run(start.Command[0], start.Command.AsSpan()[1..], Limits, "/", told);
        if (!result.Succeeded)
            return new StepResult(StepOutcome.Failed, Trouble(start.Command[0], result)) { TimedOut = result.End == CommandEnd.TimedOut };
        long began = time.GetTimestamp();
        while (true)
        {
            world.Look();
            if (Living(worker) is { } pid)
                return new StepResult(StepOutcome.Done, $"its worker runs: pid {Number(pid)}");
            if (cancel.IsCancellationRequested || time.GetElapsedTime(began) > Coming)
                return new StepResult(StepOutcome.Failed, "the command ended well, and no worker has come: see worker.log");
            WriterPause.Wait();
        }
    }

    private int? Living(WorkerPlan worker)
        => PlannedWorkers.Find(worker, world.Roster)?.Worker is { RootAlive: true, Root: { } root } ? root.Pid : null;

    /// <summary>What it wrote is left out: a command with a token may tell it.</summary>
    private static string Trouble(string program, CommandResult result) => result.End switch
    {
        CommandEnd.NotFound or CommandEnd.CannotStart => result.Errors,
        CommandEnd.TimedOut => $"{program} did not end within {Limits.Time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)}s and was ended",
        CommandEnd.TooMuchOutput => $"{program} wrote more than 1 MB and was ended",
        _ => result.Signal > 0 ? $"{program} was ended by signal {Number(result.Signal)}" : $"{program} exited with {Number(result.ExitCode)}: see worker.log",
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
