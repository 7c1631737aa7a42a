using System;
using System.Collections.Generic;
using System.Threading;
using Lifetop.Platform;

namespace Lifetop.Observation;

/// <summary>
/// The threads at which lanes are served: one for all of them as long as each is done in a moment, which nearly all are, for they find
/// nothing. Behind one that takes longer, each that waits gets a thread of its own: whoever hangs delays nobody for long. No lock, for one
/// that is waited for brings the compiler along: a lane's own state says who serves it, and only the asking thread makes threads.
/// </summary>
public sealed class LaneCrew(string name) : IDisposable
{
    /// <summary>So long a lane waits behind another.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private const int StackBytes = 256 * 1024;

    private readonly List<SourceLane> _lanes = [];
    private readonly WakeFlag _more = new();
    private int _threads;
    private long _takenAt;
    private volatile bool _ended;

    /// <summary>How many threads there are.</summary>
    public int Threads => Volatile.Read(ref _threads);

    /// <summary>Before any lane is asked.</summary>
    internal void Join(SourceLane lane) => _lanes.Add(lane);

    /// <summary>One of the lanes was asked.</summary>
    internal void Wake()
    {
        if (Threads == 0)
        {
            Volatile.Write(ref _takenAt, Environment.TickCount64);
            Start();
        }
        _more.Raise();
    }

    /// <summary>To be called now and then by who waits for answers: nobody waits for long behind one that hangs.</summary>
    public void Relieve()
    {
        int waiting = 0, serving = 0;
        foreach (var lane in _lanes)
        {
            waiting += lane.IsWaiting ? 1 : 0;
            serving += lane.IsBusy && !lane.IsWaiting ? 1 : 0;
        }
        if (waiting == 0 || Environment.TickCount64 - Volatile.Read(ref _takenAt) < Patience.TotalMilliseconds)
            return;
        for (int lacking = Math.Min(waiting - (Threads - serving), _lanes.Count - Threads); lacking > 0; lacking--)
            Start();
        _more.Raise();
    }

    public void Dispose()
    {
        _ended = true;
        _more.Raise();
    }

    private void Start()
    {
        Interlocked.Increment(ref _threads);
        new Thread(Serve, StackBytes) { IsBackground = true, Name = name }.UnsafeStart();
    }

    private void Serve()
    {
        while (!_ended)
            if (!ServeAll())
                _more.Wait();
        Interlocked.Decrement(ref _threads);
        // One flag wakes one of us for certain.
        _more.Raise();
    }

    /// <summary>False when nobody had been asked.</summary>
    private bool ServeAll()
    {
        bool any = false;
        foreach (var lane in _lanes)
        {
            if (_ended)
                return false;
            if (!lane.TryBegin())
                continue;
            Volatile.Write(ref _takenAt, Environment.TickCount64);
            lane.Serve();
            any = true;
        }
        return any;
    }
}
