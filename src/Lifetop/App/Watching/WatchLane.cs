using System;
using System.Collections.Generic;
using System.Threading;

namespace Lifetop.App.Watching;

/// <summary>
/// A thread that acts for watch, one order after the other, with a look of its own: what takes its time there keeps no look of the watch
/// waiting. Whatever goes wrong with one order, the next is taken.
/// </summary>
public sealed class WatchLane : IDisposable
{
    // Guards what waits; held for a few instructions only.
    private readonly object _gate = new();
    private readonly Queue<WatchOrder> _waiting = new();
    private readonly CancellationTokenSource _cancel = new();
    private readonly Func<WatchActor> _actor;
    private readonly Action<WatchReport> _report;
    private readonly Thread _thread;
    private bool _ended;

    /// <param name="name">Of its thread.</param>
    /// <param name="actor">Makes one that looks and acts; for the orders that are there, then it is let go of.</param>
    /// <param name="report">Told what came of each order, on the lane's thread.</param>
    public WatchLane(string name, Func<WatchActor> actor, Action<WatchReport> report)
    {
        (_actor, _report) = (actor, report);
        _thread = new Thread(Run, 1024 * 1024) { IsBackground = true, Name = name };
        _thread.Start();
    }

    public void Order(WatchOrder order)
    {
        lock (_gate)
        {
            _waiting.Enqueue(order);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>No more orders; what is under way stops at its next step, and is waited for so long.</summary>
    public void Finish(TimeSpan limit)
    {
        _cancel.Cancel();
        lock (_gate)
        {
            _ended = true;
            Monitor.Pulse(_gate);
        }
        _thread.Join(limit);
    }

    public void Dispose() => _cancel.Dispose();

    private void Run()
    {
        while (Next(wait: true) is { } first)
        {
            try
            {
                using var actor = _actor();
                for (WatchOrder? order = first; order is not null; order = Next(wait: false))
                    Do(actor, order);
            }
            catch (Exception mistake) when (mistake is not OutOfMemoryException)
            {
                _report(new WatchReport(first, null, "a look failed: " + mistake.Message));
            }
        }
    }

    private void Do(WatchActor actor, WatchOrder order)
    {
        WatchReport report;
        try
        {
            report = actor.Do(order, _cancel.Token);
        }
        catch (Exception mistake) when (mistake is not OutOfMemoryException)
        {
            report = new WatchReport(order, null, "failed: " + mistake.Message);
        }
        _report(report);
    }

    private WatchOrder? Next(bool wait)
    {
        lock (_gate)
        {
            while (wait && _waiting.Count == 0 && !_ended)
                Monitor.Wait(_gate);
            return !_ended && _waiting.TryDequeue(out var order) ? order : null;
        }
    }
}
