using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using Lifetop.Observation;
using Lifetop.Observation.Proc;
using Lifetop.Screens;

namespace Lifetop.App;

/// <summary>
/// The screen's observing thread: looks in the rhythm of the clock and at every wake-up, hands each look to the inbox, then
/// records it; and does what only the owner of the engine may do.
/// </summary>
public sealed class Looker(Lookout lookout, ImmutableArray<string> folders, Inbox inbox) : IDisposable
{
    // Guards the jobs, for a few instructions.
    private readonly Lock _gate = new();
    private readonly Queue<Action<Lookout>> _jobs = new();
    private readonly MachineGauge _gauge = new();
    private long _intervalTicks = lookout.Settings.Interval.Ticks;
    private volatile bool _ended;
    private string? _trouble;

    /// <summary>How often it looks when nothing wakes it; may be set from any thread.</summary>
    public TimeSpan Interval
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _intervalTicks));
        set
        {
            Volatile.Write(ref _intervalTicks, value.Ticks);
            Wake();
        }
    }

    /// <summary>Called after each look, on the observing thread: for what is filled from the census in place.</summary>
    public Action<Lookout>? Looked { get; set; }

    public void Start() => new Thread(Run, 1024 * 1024) { IsBackground = true, Name = "look" }.Start();

    /// <summary>From any thread: does this between two looks, and looks again at once.</summary>
    public void Ask(Action<Lookout> job)
    {
        lock (_gate)
            _jobs.Enqueue(job);
        Wake();
    }

    public void Dispose()
    {
        _ended = true;
        Wake();
    }

    private void Wake() => lookout.Engine?.Observer.Wakeups.Call();

    private void Run()
    {
        try
        {
            lookout.LookAtOnce(folders);
            Publish();
            while (!_ended)
            {
                Record();
                while (NextJob() is { } job)
                    job(lookout);
                var before = lookout.Last;
                var reason = lookout.Wait(UntilNext());
                // Numbers alone keep the clock's rhythm; a change of state is told at once.
                if (!ReferenceEquals(before, lookout.LookAgain()) || reason == WakeReason.Timer)
                    Publish();
            }
        }
        catch (Exception mistake) when (mistake is not OutOfMemoryException)
        {
            inbox.Post(new LookingFailed(mistake));
        }
    }

    private Action<Lookout>? NextJob()
    {
        lock (_gate)
            return _jobs.TryDequeue(out var job) ? job : null;
    }

    private void Publish()
    {
        Looked?.Invoke(lookout);
        _gauge.Refresh(lookout.Time);
        inbox.Publish(lookout.Last!, _gauge.Reading); // a look has just been made
    }

    /// <summary>A registry that will not take it is said once, and tried again with the next look.</summary>
    private void Record()
    {
        lookout.Record(keepOpen: true);
        if (lookout.Trouble == _trouble)
            return;
        _trouble = lookout.Trouble;
        inbox.Post(new RegistrySaid(_trouble));
    }

    /// <summary>Looks fall on the clock's own seconds, so that a look and the clock's step are one frame.</summary>
    private TimeSpan UntilNext()
    {
        long interval = Math.Max(TimeSpan.TicksPerMillisecond * 100, Interval.Ticks);
        return TimeSpan.FromTicks(interval - lookout.Time.GetUtcNow().Ticks % interval);
    }
}
