using System;
using System.Collections.Generic;
using System.Threading;
using Lifetop.Platform;

namespace Lifetop.Observation;

/// <summary>
/// The threads at which lanes are served: one for all of them as long as each is done in a moment, which nearly all are, for they find
/// nothing. Behind one that takes longer, each that waits gets a thread of its own: whoever hangs delays nobody.
/// </summary>
public sealed class LaneCrew(string name) : IDisposable
{
    /// <summary>So long a lane waits behind another.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    private const int StackBytes = 256 * 1024;

    // Guards all below; held for a few instructions, for a lock that is waited for brings the compiler along.
    private readonly object _gate = new();
    private readonly Queue<SourceLane> _waiting = new();
    private readonly WakeFlag _more = new();
    private int _threads, _idle;
    private long _takenAt;
    private volatile bool _ended;

    /// <summary>How many threads there are.</summary>
    public int Threads
    {
        get
        {
            lock (_gate)
                return _threads;
        }
    }

    public void Add(SourceLane lane)
    {
        int lacking;
        lock (_gate)
        {
            if (_waiting.Count == 0)
                _takenAt = Environment.TickCount64;
            _waiting.Enqueue(lane);
            _threads += lacking = _threads == 0 ? 1 : 0;
        }
        Wake(lacking);
    }

    /// <summary>To be called now and then by who waits for answers: nobody waits for long behind one that hangs.</summary>
    public void Relieve()
    {
        int lacking;
        lock (_gate)
        {
            if (_waiting.Count == 0 || Environment.TickCount64 - _takenAt < Patience.TotalMilliseconds)
                return;
            _threads += lacking = Math.Max(0, _waiting.Count - _idle);
        }
        Wake(lacking);
    }

    public void Dispose()
    {
        _ended = true;
        _more.Raise();
    }

    private void Wake(int lacking)
    {
        _more.Raise();
        for (; lacking > 0; lacking--)
            new Thread(Serve, StackBytes) { IsBackground = true, Name = name }.UnsafeStart();
    }

    private void Serve()
    {
        while (!_ended)
        {
            if (Next() is { } lane)
            {
                lane.Serve();
                continue;
            }
            _more.Wait();
            lock (_gate)
                _idle--;
        }
        lock (_gate)
            _threads--;
        // One flag wakes one of us for certain.
        _more.Raise();
    }

    private SourceLane? Next()
    {
        lock (_gate)
        {
            if (_waiting.TryDequeue(out var lane))
                _takenAt = Environment.TickCount64;
            else
                _idle++;
            return lane;
        }
    }
}
