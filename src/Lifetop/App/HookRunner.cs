using System;
using System.Collections.Generic;
using System.Text;
using System.Threading;
using Lifetop.Model;
using Lifetop.Platform;
using Lifetop.Registry;
using Lifetop.Screens;
using Lifetop.Settings;

namespace Lifetop.App;

/// <summary>
/// Runs the commands of hooks away from the screen: a few at a time, bounded in time and output, by argument list. Failures are
/// told; a flood of changes does not become a flood of processes, and of one worker there is one a second.
/// </summary>
/// <param name="tell">Told what went wrong, from any thread.</param>
/// <param name="ring">Rings the bell, where there is one.</param>
public sealed class HookRunner(Action<string> tell, Action ring) : IHookRunner, IDisposable
{
    private const long BetweenTwo = 1000;

    public HookRunner(Inbox inbox, Action ring) : this(text => inbox.Post(new Told(Outcome.Failed, text)), ring)
    {
    }

    private const int AtOnce = 3, MostWaiting = 50, MostRemembered = 1000;
    private const int MostOutput = 64 << 10;

    // Guards what waits and how many threads are at it; held for a few instructions only.
    private readonly object _gate = new();
    private readonly Queue<HookCall> _waiting = new();
    private Dictionary<string, long>? _lastOf; // made with the first hook: its code is compiled then
    private int _running;
    private bool _flooded;
    private volatile bool _ended;

    /// <summary>Whoever takes longer is ended.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Somebody else runs this one; null where nobody does.</summary>
    public Func<HookRule, bool>? IsElsewhere { get; init; }

    /// <summary>Right before its command is started, on the thread that does: it is begun.</summary>
    public Action<DueHook>? Begins { get; init; }

    public void Ring() => ring();

    public void Run(HookRule hook, JudgedWorker worker, Lifecycle? was)
    {
        if (IsElsewhere?.Invoke(hook) != true)
            Run(new HookCall(hook, worker, was, null));
    }

    public void Run(HookRule hook, DueHook due) => Run(new HookCall(hook, null, null, due));

    /// <summary>Whether so many more may wait. What does not fit is told of, for it is left out.</summary>
    public bool Fits(HookRule hook, int more)
    {
        lock (_gate)
        {
            if (_waiting.Count + more <= MostWaiting)
                return true;
            if (!_flooded)
                tell($"hook {hook.Name}: {MostWaiting} wait already, what comes now is left out");
            _flooded = true;
            return false;
        }
    }

    private void Run(HookCall call)
    {
        lock (_gate)
        {
            if (!Fits(call.Hook, 1))
                return;
            _waiting.Enqueue(call);
            if (_running == AtOnce)
                return;
            _running++;
        }
        new Thread(Work, 256 * 1024) { IsBackground = true, Name = "hook" }.UnsafeStart();
    }

    public void Dispose() => _ended = true;

    /// <summary>Ends when nothing waits any more: most of the time there are no hooks to run, and no threads.</summary>
    private void Work()
    {
        while (Next() is { } call)
        {
            try
            {
                var due = call.Due ?? HookFacts.Due(call.Hook, call.Worker!, call.Was); // a call has one of the two
                Pause.For((int)Turn(due.Worker));
                if (_ended)
                    continue;
                Begins?.Invoke(due);
                var result = ChildCommand.Run(call.Hook.Run[0], call.Hook.Run.AsSpan()[1..], new CommandLimits(Deadline, MostOutput), environment: HookVariables.Of(due), input: Encoding.UTF8.GetBytes(due.Facts));
                if (!result.Succeeded)
                    tell($"hook {call.Hook.Name}: {Why(result)}");
            }
            catch (Exception mistake) when (mistake is not OutOfMemoryException)
            {
                tell($"hook {call.Hook.Name}: {mistake.Message}");
            }
        }
    }

    /// <summary>How long until it is this worker's turn again.</summary>
    private long Turn(string identity)
    {
        lock (_gate)
        {
            long now = Environment.TickCount64;
            _lastOf ??= [];
            if (_lastOf.Count > MostRemembered)
                _lastOf.Clear();
            long turn = _lastOf.TryGetValue(identity, out long last) ? Math.Max(now, last + BetweenTwo) : now;
            _lastOf[identity] = turn;
            return turn - now;
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

    private string Why(CommandResult result) => result.End switch
    {
        CommandEnd.Exited when result.Signal > 0 => $"ended by signal {result.Signal}",
        CommandEnd.Exited => $"exit {result.ExitCode}{(result.Errors.Length > 0 ? ": " + result.Errors : "")}",
        CommandEnd.TimedOut => $"still running after {Deadline.TotalSeconds:0}s, ended",
        CommandEnd.TooMuchOutput => "wrote too much, ended",
        _ => result.Errors,
    };

    private sealed record HookCall(HookRule Hook, JudgedWorker? Worker, Lifecycle? Was, DueHook? Due);
}
