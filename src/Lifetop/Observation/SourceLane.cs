using System;
using System.Threading;
using Lifetop.Model;

namespace Lifetop.Observation;

/// <summary>
/// One source, served at a thread of its crew: a source that hangs delays nobody. Asked again when its time has come or its files changed;
/// one that keeps failing less and less often, up to once a minute.
/// </summary>
public sealed class SourceLane : IDisposable
{
    private const int Idle = 0, Asked = 1, Served = 2;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly Action _answered;
    private readonly LaneCrew _crew;
    private volatile SourceAnswer? _answer;
    private int _state;
    private DateTimeOffset _askedAt;
    private long _waitedFrom;
    private DateTimeOffset _askAgain;
    private TimeSpan _pause;
    private bool _changed;
    private Gap? _late;

    /// <param name="crew">Ended with the lane.</param>
    /// <param name="answered">Called on a thread of the crew after each answer.</param>
    public SourceLane(IWorkerSource source, LaneCrew crew, Action answered)
    {
        Source = source;
        _crew = crew;
        _answered = answered;
        crew.Join(this);
    }

    public IWorkerSource Source { get; }

    /// <summary>What it said last; null until it has answered once.</summary>
    public SourceAnswer? Answer => _answer;

    public bool IsBusy => Volatile.Read(ref _state) != Idle;

    /// <summary>It was asked, and no thread has come to it yet.</summary>
    internal bool IsWaiting => Volatile.Read(ref _state) == Asked;

    /// <summary>One of the paths it watches changed: it is asked at the next occasion, however often it failed.</summary>
    public void MarkChanged() => _changed = true;

    public bool IsDue(DateTimeOffset now) => !IsBusy && (_answer is null || _changed || now >= _askAgain || now < _askedAt);

    /// <summary>Idle, and not in the pause that a failure brought.</summary>
    public bool IsRested(DateTimeOffset now) => !IsBusy && (_changed || _pause == default || now >= _askAgain || now < _askedAt);

    public void Ask(DateTimeOffset now)
    {
        if (IsBusy)
            return;
        _changed = false;
        _askedAt = now;
        _waitedFrom = Environment.TickCount64;
        Volatile.Write(ref _state, Asked);
        _crew.Wake();
    }

    /// <summary>A gap when it has been asked longer ago than the limit and has not answered.</summary>
    public Gap? Lateness(TimeSpan limit)
    {
        // Not by the time of day, which may be set, or go on while the machine sleeps.
        if (!IsBusy || Environment.TickCount64 - _waitedFrom < limit.TotalMilliseconds)
            return _late = null;
        return _late ??= new Gap(Source.Name, "", "does not answer (a dead network file system, or a stopped program?)", _askedAt);
    }

    /// <summary>So many milliseconds of those since it was asked count for nothing.</summary>
    public void Excuse(long lost) => _waitedFrom += lost;

    public void Dispose() => _crew.Dispose();

    /// <summary>On a thread of the crew: false when it was not asked, or another is at it.</summary>
    internal bool TryBegin() => IsWaiting && Interlocked.CompareExchange(ref _state, Served, Asked) == Asked;

    /// <summary>By whoever could begin, once for each time it is asked.</summary>
    internal void Serve()
    {
        var now = _askedAt;
        var answer = Look(now);
        _pause = Fails(answer) ? (_pause == default ? FirstPause : _pause * 2) : default;
        if (_pause > LongestPause)
            _pause = LongestPause;
        _askAgain = now + (_pause == default ? Source.SafetyNet : _pause);
        _answer = answer;
        Volatile.Write(ref _state, Idle);
        _answered();
    }

    /// <summary>A mistake of ours in one source must not take the others down: it is that source's gap.</summary>
    private SourceAnswer Look(DateTimeOffset now)
    {
        try
        {
            return Source.Look(now);
        }
        catch (Exception mistake)
        {
            var before = _answer ?? SourceAnswer.Nothing;
            return before with { Gaps = [new Gap(Source.Name, "", $"failed inside lifetop: {mistake.Message}", now)] };
        }
    }

    private static bool Fails(SourceAnswer answer)
    {
        foreach (var gap in answer.Gaps)
            if (gap.HidesWorkers)
                return true;
        return false;
    }
}
