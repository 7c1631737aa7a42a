using System;
using System.Collections.Generic;
using Lifetop.Actions;
using Lifetop.Model;
using Lifetop.Registry;

namespace Lifetop.App.Watching;

/// <summary>Finds what lifetops left half-done that died a short while ago, and has each finished once. Older ones are for people to decide about.</summary>
/// <param name="open">The registry; null when there is none.</param>
/// <param name="order">Has a plan finished.</param>
public sealed class LeftPlanSchedule(Func<RegistryFile?> open, Action<WatchOrder> order)
{
    private static readonly TimeSpan Youngest = TimeSpan.FromMinutes(10), Every = TimeSpan.FromSeconds(5);

    private readonly HashSet<long> _ordered = [];
    private DateTimeOffset _lookedAt;

    /// <param name="plans">As remembered: only when one of them has lost its lifetop is the registry asked.</param>
    public void See(ReadOnlySpan<OpenPlan> plans, DateTimeOffset now)
    {
        if (now - _lookedAt < Every && now >= _lookedAt || !AnyLeft(plans))
            return;
        _lookedAt = now;
        using var registry = open();
        if (registry is null || !new UnfinishedPlans(registry).Read(out var left).IsUsable)
            return;
        foreach (var plan in left)
            if (now - plan.BegunAt < Youngest && IsFinished(plan) && _ordered.Add(plan.Id))
                order(new WatchOrder(WatchDeed.Finish, "", $"plan {plan.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)}", null) { Plan = plan });
    }

    /// <summary>What is done twice does no harm; a signal or a line would be another one. A restart of watch's own is on its schedule.</summary>
    private static bool IsFinished(UnfinishedPlan plan)
        => plan.Action is WorkerAction.Reap or WorkerAction.ReapNow or WorkerAction.Stop or WorkerAction.Sweep or WorkerAction.Restart or WorkerAction.Spawn
            && !(plan.Action == WorkerAction.Restart && plan.Via == RestartHistory.Watch);

    private bool AnyLeft(ReadOnlySpan<OpenPlan> plans)
    {
        foreach (var plan in plans)
            if (!_ordered.Contains(plan.Id) && !PlanOwner.Lives(plan.Owner))
                return true;
        return false;
    }
}
