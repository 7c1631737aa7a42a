using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using Lifetop.Observation.Systems;
using Lifetop.Platform;

namespace Lifetop.Actions.Systems;

/// <summary>Carries out <see cref="StartDaemon"/>, and believes in the daemon only when it sees one.</summary>
public sealed class StartDaemonRunner(IWorld world, TimeProvider time) : IStepRunner
{
    private static readonly CommandLimits Limits = new(TimeSpan.FromSeconds(30), 1 << 20);

    /// <summary>Its pid file may come so long after the command has ended.</summary>
    private static readonly TimeSpan Coming = TimeSpan.FromSeconds(10);

    public bool Runs(PlanStep step) => step is StartDaemon;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        var start = (StartDaemon)step;
        if (Living(worker) is { } other)
            return new StepResult(StepOutcome.Skipped, $"it runs: pid {Number(other)}");
        KeyValuePair<string, string?> which = new("LIFETOP_DAEMON", start.Name);
        KeyValuePair<string, string?>[] told = start.Variable.Length == 0 || start.Root.Length == 0 ? [which] : [which, new(start.Variable, start.Root)];
        var result = ChildCommand.Run(start.Command[0], start.Command.AsSpan()[1..], Limits, start is { RunsInRoot: true, Root.Length: > 0 } ? start.Root : "/", told);
        if (!result.Succeeded)
            return new StepResult(StepOutcome.Failed, Trouble(start, result)) { TimedOut = result.End == CommandEnd.TimedOut };
        long began = time.GetTimestamp();
        while (true)
        {
            world.Look();
            if (Living(worker) is { } pid)
                return new StepResult(StepOutcome.Done, $"its {start.Name} runs: pid {Number(pid)}");
            if (cancel.IsCancellationRequested || time.GetElapsedTime(began) > Coming)
                return new StepResult(StepOutcome.Failed, $"the command ended well, and no {start.Name} has come{See(start)}");
            WriterPause.Wait();
        }
    }

    private int? Living(WorkerPlan worker)
        => PlannedWorkers.Find(worker, world.Roster)?.Worker is { RootAlive: true, Root: { } root } ? root.Pid : null;

    /// <summary>What it wrote is left out: a command with a token may tell it.</summary>
    private static string Trouble(StartDaemon start, CommandResult result) => result.End switch
    {
        CommandEnd.NotFound or CommandEnd.CannotStart => result.Errors,
        CommandEnd.TimedOut => $"{start.Command[0]} did not end within {Limits.Time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)}s and was ended",
        CommandEnd.TooMuchOutput => $"{start.Command[0]} wrote more than 1 MB and was ended",
        _ => result.Signal > 0 ? $"{start.Command[0]} was ended by signal {Number(result.Signal)}" : $"{start.Command[0]} exited with {Number(result.ExitCode)}{See(start)}",
    };

    private static string See(StartDaemon start) => start.Log.Length == 0 ? "" : $": see {start.Log}";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
