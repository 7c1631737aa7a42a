using System;
using System.Collections.Generic;
using System.Threading;
using Lifetop.Platform;
using Lifetop.Screens;
using Lifetop.Screens.Logs;

namespace Lifetop.App;

/// <summary>The thread of one log screen. Even opening a log may take long, where it lies on a server that does not answer; it delays nobody else.</summary>
internal sealed class LogSession : IDisposable
{
    private const long WorthGivingBack = 4 << 20;

    private readonly OpenLog _opened;
    private readonly Inbox _inbox;
    private readonly TimeProvider _time;
    // Guards what was asked, for a few instructions; a concurrent queue brings the compiler along.
    private readonly object _gate = new();
    private readonly Queue<LogEffect> _asked = new();
    private readonly WakeFlag _wake = new();
    private volatile bool _isEnded;

    public LogSession(OpenLog opened, Inbox inbox, TimeProvider time)
    {
        (_opened, _inbox, _time) = (opened, inbox, time);
        new Thread(Work, 512 * 1024) { IsBackground = true, Name = "log" }.UnsafeStart();
    }

    public void Ask(LogEffect effect)
    {
        lock (_gate)
            _asked.Enqueue(effect);
        _wake.Raise();
    }

    public void Dispose()
    {
        _isEnded = true;
        _wake.Raise();
    }

    private void Work()
    {
        long before = GC.GetTotalAllocatedBytes();
        try
        {
            Read();
        }
        catch (Exception mistake) when (mistake is not OutOfMemoryException)
        {
            _inbox.Post(new Told(Outcome.Failed, $"logs: a mistake of lifetop's own: {mistake.Message}"));
        }
        _wake.Dispose();
        // Rows live long enough to become old and long lines are large from the first: the runtime collects both late, and keeps what it once took.
        if (GC.GetTotalAllocatedBytes() - before >= WorthGivingBack)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private void Read()
    {
        var garbage = new YoungGarbage(oldest: 1);
        using var reader = new LogReader(_opened, _inbox, _time);
        while (!_isEnded)
        {
            _wake.Lower();
            while (Next() is { } effect)
                reader.Begin(effect);
            bool isBusy = reader.Turn();
            garbage.Collect();
            if (!isBusy)
                reader.Rest(_wake.Descriptor);
        }
    }

    private LogEffect? Next()
    {
        lock (_gate)
            return _asked.TryDequeue(out var effect) ? effect : null;
    }
}
