using System;
using System.Collections.Immutable;
using System.Threading;
using Lifetop.App.Watching;
using Lifetop.Observation;
using Lifetop.Observation.Proc;
using Lifetop.Platform;
using Lifetop.Registry;
using Lifetop.Screens;

namespace Lifetop.App;

/// <summary>
/// The screen's observing thread: looks in the rhythm of the clock and at every wake-up, hands each look to the inbox, then
/// records it; and takes in what others declared meanwhile.
/// </summary>
public sealed class Looker(Lookout lookout, ImmutableArray<string> folders, Inbox inbox) : IDisposable
{
    /// <summary>Opening the registry costs more than a look; who has just opened the screen waits for his list, not for that.</summary>
    private static readonly TimeSpan BeforeWriting = TimeSpan.FromMilliseconds(500);

    private readonly WakeFlag _mayAsk = new();
    private readonly MachineGauge _gauge = new();
    private readonly AbandonedPlans _left = new();
    private long _intervalTicks = lookout.Settings.Interval.Ticks;
    private volatile bool _ended, _records;
    private Thread? _thread;
    private readonly WatchEye _eye = new(lookout.Paths.StateFolder);
    private readonly TmuxEye _tmux = new(lookout.Settings.IsEnabled("tmux"));
    private string? _trouble;
    private bool _hasRecorded;
    private WatchMark? _watch;

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

    /// <summary>What another thread wrote into the registry and the next look must know.</summary>
    public OwnChanges Changes { get; } = new();

    /// <summary>Filled from each look while somebody wants it.</summary>
    public ProcessSnapshots? Snapshots { get; init; }

    /// <summary>Looks at what is there, and asks the others as soon as it may.</summary>
    public void Start()
    {
        Changes.Wake = Wake;
        _thread = new Thread(Run, 1024 * 1024) { IsBackground = true, Name = "look" };
        _thread.UnsafeStart();
    }

    /// <summary>The first frame is out: from now on sources, tmux and children may cost time.</summary>
    public void Ask() => _mayAsk.Raise();

    /// <summary>No look is wanted any more: what takes its time to end begins to.</summary>
    public void Leave()
    {
        _ended = true;
        lookout.Engine?.Observer.Wakeups.AbandonFiles();
    }

    /// <summary>Looks no more; a record under way is waited for so long, a look is not.</summary>
    public void Finish(TimeSpan limit)
    {
        Dispose();
        // Either we see that it records, or it sees that it is over.
        Interlocked.MemoryBarrier();
        if (_records)
            _thread?.Join(limit);
    }

    public void Dispose()
    {
        _ended = true;
        Wake();
    }

    /// <summary>From any thread: look soon.</summary>
    public void Wake() => lookout.Engine?.Observer.Wakeups.Call();

    private void Run()
    {
        try
        {
            // What was so before it looked fires none here: the first record that is taken leaves it to a watch.
            lookout.Taking = new HookTaking { IsOurs = () => _hasRecorded && _watch is null };
            lookout.MakeReady(folders);
            // While the processes are still being read: nobody waits for this thread yet.
            SpentPages.Stay();
            _gauge.Refresh(lookout.Time);
            lookout.LookAtOnce(folders);
            Publish();
            _mayAsk.Wait();
            long began = lookout.Time.GetTimestamp();
            lookout.Ask();
            while (!_ended)
            {
                var young = BeforeWriting - lookout.Time.GetElapsedTime(began);
                if (young <= TimeSpan.Zero)
                    Write(remember: false);
                var before = lookout.Last;
                var next = UntilNext();
                var reason = lookout.Wait(young > TimeSpan.Zero && young < next ? young : next);
                if (_ended)
                    return;
                bool changed = Changes.Apply(lookout.Engine!); // the first look made it
                // Numbers alone keep the clock's rhythm; a change of state, and what somebody asked for, is told at once.
                if (!ReferenceEquals(before, lookout.LookAgain()) || reason == WakeReason.Timer || (reason & WakeReason.Called) != 0)
                    Publish();
                if (changed)
                    Write(remember: true);
            }
        }
        catch (Exception mistake) when (mistake is not OutOfMemoryException)
        {
            inbox.Post(new LookingFailed(mistake));
        }
    }

    private void Publish()
    {
        var engine = lookout.Engine!; // the first look made it
        Snapshots?.Fill(engine.Observer.Census);
        if (_left.News(engine.Observer.Census, engine.Past.Recollection) is { } left)
            inbox.Post(left);
        _gauge.Refresh(lookout.Time);
        inbox.Publish(lookout.Last!, _gauge.Reading); // a look has just been made
        var now = lookout.Time.GetUtcNow();
        if (_tmux.News(now) is { } tmux)
            inbox.Post(tmux);
        var watch = _eye.Look(now);
        if (watch == _watch)
            return;
        _watch = watch;
        inbox.Post(new WatchSeen(watch));
    }

    private void Write(bool remember)
    {
        _records = true;
        Interlocked.MemoryBarrier();
        if (!_ended)
        {
            if (remember)
                lookout.Remember();
            else
                Record();
        }
        _records = false;
    }

    /// <summary>A registry that will not take it is said once, and tried again with the next look.</summary>
    private void Record()
    {
        lookout.Record(keepOpen: true);
        _hasRecorded |= lookout.Trouble is null;
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
