using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using Lifetop.Model;

namespace Lifetop.Actions.Ending;

/// <summary>
/// Ends all the processes of a plan together, in one grace: TERM to everybody, KILL to what is left, until a look finds nobody new.
/// Signals go through pidfds held since before the first of them, and never to whom no plan may touch.
/// </summary>
public sealed class ProcessEnding(IWorld world, TimeProvider time)
{
    /// <summary>One result for each order. Cancelling works until the grace is over.</summary>
    /// <param name="progress">How many are gone of how many, and what is left of the grace.</param>
    /// <param name="stopping">Takes down which processes of which order this stops, before it does.</param>
    public ImmutableArray<StepResult> Run(IReadOnlyList<EndingOrder> orders, Action<string>? progress, CancellationToken cancel, Action<int, IReadOnlyList<ProcessIdentity>>? stopping = null)
    {
        if (orders.Count == 0)
            return [];
        long began = time.GetTimestamp();
        using var tree = new EndingTree(world, orders, began);
        var grace = TimeSpan.Zero;
        foreach (var order in orders)
            if (order.Step.Grace > grace)
                grace = order.Step.Grace;

        int looks = 1;
        bool cancelled = false;
        if (tree.AnyPending)
        {
            var polite = new GracePeriod(tree, grace, time, progress);
            bool gone = polite.Run(cancel);
            looks += polite.Looks;
            cancelled = !gone && cancel.IsCancellationRequested;
            if (!gone && !cancelled)
            {
                progress?.Invoke(EndingWords.Count(tree) + ", KILL to what is left");
                var forced = new ForcedEnd(tree, new StopNotes(tree, orders.Count, stopping), time);
                forced.Run();
                looks += forced.Looks;
            }
        }

        var results = ImmutableArray.CreateBuilder<StepResult>(orders.Count);
        for (int i = 0; i < orders.Count; i++)
            results.Add(new EndingReport(tree, i, orders[i], looks, cancelled, ticks => time.GetElapsedTime(began, ticks)).Result());
        return results.MoveToImmutable();
    }
}
