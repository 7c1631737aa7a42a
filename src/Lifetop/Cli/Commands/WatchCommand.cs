using System;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Threading;
using Lifetop.Actions;
using Lifetop.App;
using Lifetop.App.Acting;
using Lifetop.App.Watching;
using Lifetop.Model;
using Lifetop.Platform;
using Lifetop.Registry;
using Lifetop.Settings;
using Lifetop.Terminal;

namespace Lifetop.Cli.Commands;

/// <summary><c>lifetop watch</c>: leads, or waits until it may; <c>--detach</c>, <c>--stop</c>, <c>--status</c> and <c>--print-unit</c> are about the one that leads.</summary>
public static class WatchCommand
{
    private static readonly string[] Ways = ["--detach", "--stop", "--status", "--print-unit"];
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1), Starting = TimeSpan.FromSeconds(10), Stopping = TimeSpan.FromSeconds(15);

    public static int Run(CommandContext context, LocalLifetop lifetop, Func<string, string?> environment)
    {
        var command = context.Command;
        var ways = Array.FindAll(Ways, command.Has);
        if (ways.Length > 1)
            return context.Fail(ExitCode.Usage, $"watch takes one of {string.Join(" and ", ways)}");
        if (command.Has("--print-unit"))
        {
            context.Out.Write(UserUnit.Text(Program));
            return ExitCode.Done;
        }
        if (lifetop.Paths.StateFolder is not { } state)
            return context.Fail(ExitCode.Refused, lifetop.Paths.Missing ?? "there is no state folder");
        var folder = new WatchFolder(state);
        if (command.Has("--status"))
            return WatchStatus.Run(context, lifetop, state);
        if (lifetop.ReadOnly)
            return context.Fail(ExitCode.Refused, "read-only: nothing is watched, because what is seen is recorded");
        if (command.Has("--stop"))
            return Stop(context, folder, state, lifetop.Time);
        if (new StateFolder(state).Distrust() is { } reason)
            return context.Fail(ExitCode.Refused, reason);
        return command.Has("--detach") ? Detach(context, folder, state, lifetop.Time) : Lead(context, lifetop, folder, state, environment);
    }

    private static string Program => Environment.ProcessPath ?? "lifetop";

    private static int Lead(CommandContext context, LocalLifetop lifetop, WatchFolder folder, string state, Func<string, string?> environment)
    {
        using var ending = new CancellationTokenSource();
        int signal = 0;
        using var interrupt = On(PosixSignal.SIGINT, Libc.SignalInterrupt);
        using var terminate = On(PosixSignal.SIGTERM, Libc.SignalTerminate);
        using var hangUp = On(PosixSignal.SIGHUP, Libc.SignalHangup);
        var log = new WatchOutput(context.Out, context.Command.Value("--log"), context.Json);
        LeaderLock? leader = null;
        for (string said = ""; !ending.IsCancellationRequested && leader is null;)
        {
            leader = LeaderLock.TryTake(folder, out string trouble);
            if (trouble.Length > 0)
                return context.Fail(ExitCode.Refused, trouble);
            if (leader is null)
                Follow(log, folder, state, lifetop.Time, ref said, ending.Token);
        }
        using (leader)
        {
            if (leader is not null)
            {
                log.Tell(new WatchEvent(lifetop.Time.GetUtcNow(), "watch", "", $"leads as pid {Number(Environment.ProcessId)}"));
                Lookout Make(UserSettings settings, bool acts) => new(settings, lifetop.Paths, readOnly: false, RestartHistory.Watch, lifetop.Time) { ReadsRegistry = acts, AsksForResults = !acts };
                new Watcher(new WatchConfig(lifetop.Settings, lifetop.ConfigPath, Reread), Make, folder, ActorOf.This(RestartHistory.Watch, environment), log.Tell, lifetop.Time).Run(ending.Token);
                log.Tell(new WatchEvent(lifetop.Time.GetUtcNow(), "watch", "", "ended"));
            }
        }
        return signal == Libc.SignalInterrupt ? ExitCode.Interrupted : ExitCode.Done;

        SettingsResult Reread()
        {
            var (config, _) = ConfigFile.Read(context.Command.Value("--config"), lifetop.Paths);
            var result = SettingsReader.Read(config.Bytes, environment, []);
            return config.Problem is { } problem ? result with { Problems = result.Problems.Add(problem) } : result;
        }

        PosixSignalRegistration On(PosixSignal which, int number) => PosixSignalRegistration.Create(which, given =>
        {
            given.Cancel = true;
            signal = number;
            ending.Cancel();
        });
    }

    /// <summary>Waits for the leader's end, or a little: whoever is first then leads.</summary>
    private static void Follow(WatchOutput log, WatchFolder folder, string state, TimeProvider time, ref string said, CancellationToken ending)
    {
        string words = WatchHealth.Living(state) is { } health ? $"pid {Number(health.Process.Pid)} leads since {AgeText.Age(time.GetUtcNow() - health.Since)}; this one waits to take over" : "another one leads; this one waits to take over";
        if (said.Length == 0)
            log.Tell(new WatchEvent(time.GetUtcNow(), "watch", "", words));
        said = folder.Path;
        ending.WaitHandle.WaitOne(Turn);
    }

    private static int Detach(CommandContext context, WatchFolder folder, string state, TimeProvider time)
    {
        using (var free = LeaderLock.TryTake(folder, out string hindrance))
        {
            if (hindrance.Length > 0)
                return context.Fail(ExitCode.Refused, hindrance);
            if (free is null)
                return Say(context, PlanOutcome.Already, WatchHealth.Living(state) is { } leader ? $"watch runs already: pid {Number(leader.Process.Pid)}" : "watch runs already");
        }
        string[] arguments = context.Command.Value("--config") is { } config ? ["watch", "--log", folder.Log, "--config", System.IO.Path.GetFullPath(config)] : ["watch", "--log", folder.Log];
        int pid = DetachedCommand.Start(Program, arguments, out string trouble);
        if (pid == 0)
            return context.Fail(ExitCode.Failed, trouble);
        long began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < Starting)
        {
            if (WatchHealth.Living(state) is { } health)
                return Say(context, PlanOutcome.Done, $"watch runs: pid {Number(health.Process.Pid)}, log {folder.Log}");
            Pause();
        }
        return context.Fail(ExitCode.Failed, $"watch, pid {Number(pid)}, has not begun to lead: see {folder.Log}");
    }

    /// <summary>TERM to exactly the process that leads, and its end.</summary>
    private static int Stop(CommandContext context, WatchFolder folder, string state, TimeProvider time)
    {
        if (!LeaderLock.IsHeld(folder))
            return Say(context, PlanOutcome.Already, "no watch runs");
        long began = time.GetTimestamp();
        WatchHealth? health = null;
        int stopped = 0;
        while (time.GetElapsedTime(began) < Stopping)
        {
            // Its files may have been taken away; it writes them again by itself.
            health ??= WatchHealth.Living(state);
            if (health is not null && stopped == 0)
            {
                if (LeaderProcess.Terminate(health.Process) is { } trouble)
                    return context.Fail(ExitCode.Failed, trouble);
                stopped = health.Process.Pid;
            }
            if (!LeaderLock.IsHeld(folder))
                return Say(context, PlanOutcome.Done, $"watch stopped: pid {Number(stopped)}");
            if (stopped != 0 && WatchHealth.Living(state) is { } other && other.Process.Pid != stopped)
                return Say(context, PlanOutcome.Done, $"watch stopped: pid {Number(stopped)}; pid {Number(other.Process.Pid)} took over");
            Pause();
        }
        return context.Fail(ExitCode.WaitRanOut, stopped == 0 ? "a watch runs and does not say who it is: try again in some seconds" : $"watch, pid {Number(stopped)}, has not ended yet");
    }

    private static int Say(CommandContext context, PlanOutcome outcome, string text)
    {
        if (context.Json)
            context.Out.WriteBytes(PlanJson.Of(context.Command.Verb.Name, outcome.Word(), text, [], TimeSpan.Zero));
        else
            context.Out.WriteLine(SafeText.Of(text));
        return ExitCode.Done;
    }

    private static unsafe void Pause() => _ = Libc.Poll(null, 0, 50);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
