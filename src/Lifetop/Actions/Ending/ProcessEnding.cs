using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;

namespace Lifetop.Actions.Ending;

/// <summary>
/// Ends all the processes of a plan together, in one grace: TERM to everybody, KILL to what is left, until a look finds nobody new.
/// Signals go through pidfds held since before the first of them, and never to whom no plan may touch.
/// </summary>
public sealed class ProcessEnding(IWorld world, TimeProvider time)
{
    /// <summary>One result for each order. Cancelling works until the grace is over.</summary>
    /// <param name="progress">How many are gone of how many, and what is left of the grace.</param>
    public ImmutableArray<StepResult> Run(IReadOnlyList<EndingOrder> orders, Action<string>? progress, CancellationToken cancel)
        => throw new NotImplementedException($"{world} {time}");
}
