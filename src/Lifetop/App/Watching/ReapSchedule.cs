using System;
using System.Collections.Generic;
using Lifetop.Actions;
using Lifetop.Model;
using Lifetop.Settings;

namespace Lifetop.App.Watching;

/// <summary>When zombies that policy lets go are reaped: after people had time to look at them.</summary>
/// <param name="order">Has a worker reaped.</param>
public sealed class ReapSchedule(UserSettings settings, Action<WatchOrder> order)
{
    /// <summary>What could not be reaped is tried again, but neither rules nor the world change every second.</summary>
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1), AfterRefusal = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, Tried> _tried = [];

    /// <summary>When the next is due; null when none is.</summary>
    public DateTimeOffset? Next { get; private set; }

    public void See(Roster roster, DateTimeOffset now)
    {
        Next = null;
        foreach (var judged in roster.Workers)
        {
            if (!WatchRules.IsReaped(judged, settings))
                continue;
            var due = WatchRules.ReapAt(judged, settings);
            if (_tried.TryGetValue(judged.Worker.Identity, out var tried) && tried.Since == judged.Verdict.Since)
            {
                if (tried.IsOrdered)
                    continue;
                due = tried.NotBefore > due ? tried.NotBefore : due;
            }
            if (due > now)
            {
                Next = Next is { } sooner && sooner < due ? sooner : due;
                continue;
            }
            _tried[judged.Worker.Identity] = new Tried(judged.Verdict.Since, default, IsOrdered: true);
            order(new WatchOrder(WatchDeed.Reap, judged.Worker.Identity, judged.Worker.Name, judged.Worker.Root));
        }
    }

    /// <summary>What came of an order.</summary>
    public void Take(WatchReport report, DateTimeOffset now)
    {
        if (!_tried.Remove(report.Order.Identity, out var tried) || report.Outcome is PlanOutcome.Done or PlanOutcome.Already)
            return;
        _tried[report.Order.Identity] = tried with { IsOrdered = false, NotBefore = now + (report.Outcome == PlanOutcome.Refused ? AfterRefusal : AfterFailure) };
    }

    private sealed record Tried(DateTimeOffset Since, DateTimeOffset NotBefore, bool IsOrdered);
}
