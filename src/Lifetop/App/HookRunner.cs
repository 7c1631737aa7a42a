using System;
using System.Collections.Generic;
using System.Threading;
using Lifetop.Model;
using Lifetop.Platform;
using Lifetop.Screens;
using Lifetop.Settings;

namespace Lifetop.App;

/// <summary>
/// Runs the commands of hooks away from the screen: a few at a time, bounded in time and output, by argument list. Failures are
/// told; a flood of changes does not become a flood of processes.
/// </summary>
public sealed class HookRunner(Inbox inbox, Action ring) : IHookRunner, IDisposable
{
    private const int AtOnce = 3, MostWaiting = 50;
    private static readonly CommandLimits Limits = new(TimeSpan.FromSeconds(30), 64 << 10);

    // Guards what waits and how many threads are at it; held for a few instructions only.
    private readonly object _gate = new();
    private readonly Queue<HookCall> _waiting = new();
    private int _running;
    private bool _flooded;
    private volatile bool _ended;

    public void Ring() => ring();

    public void Run(HookRule hook, JudgedWorker worker, Lifecycle? was)
    {
        lock (_gate)
        {
            if (_waiting.Count >= MostWaiting)
            {
                if (!_flooded)
                    inbox.Post(new Told(Outcome.Failed, $"hook {hook.Name}: {MostWaiting} wait already, what comes now is left out"));
                _flooded = true;
                return;
            }
            _waiting.Enqueue(new HookCall(hook, worker, was));
            if (_running == AtOnce)
                return;
            _running++;
        }
        new Thread(Work, 256 * 1024) { IsBackground = true, Name = "hook" }.Start();
    }

    public void Dispose() => _ended = true;

    /// <summary>Ends when nothing waits any more: most of the time there are no hooks to run, and no threads.</summary>
    private void Work()
    {
        while (Next() is { } call)
        {
            try
            {
                var result = ChildCommand.Run(call.Hook.Run[0], call.Hook.Run.AsSpan()[1..], Limits, environment: HookVariables.Of(call.Worker, call.Was));
                if (!result.Succeeded)
                    inbox.Post(new Told(Outcome.Failed, $"hook {call.Hook.Name}: {Why(result)}"));
            }
            catch (ArgumentException unfit)
            {
                inbox.Post(new Told(Outcome.Failed, $"hook {call.Hook.Name}: {unfit.Message}"));
            }
        }
    }

    private HookCall? Next()
    {
        lock (_gate)
        {
            if (!_ended && _waiting.TryDequeue(out var call))
                return call;
            _running--;
            _flooded = false;
            return null;
        }
    }

    private static string Why(CommandResult result) => result.End switch
    {
        CommandEnd.Exited when result.Signal > 0 => $"ended by signal {result.Signal}",
        CommandEnd.Exited => $"exit {result.ExitCode}{(result.Errors.Length > 0 ? ": " + result.Errors : "")}",
        CommandEnd.TimedOut => $"still running after {Limits.Time.TotalSeconds:0}s, ended",
        CommandEnd.TooMuchOutput => "wrote too much, ended",
        _ => result.Errors,
    };

    private sealed record HookCall(HookRule Hook, JudgedWorker Worker, Lifecycle? Was);
}
