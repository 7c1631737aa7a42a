using System;
using System.Collections.Generic;
using System.Threading;
using Lifetop.Actions.Ending;

namespace Lifetop.Actions;

/// <summary>
/// Carries out a plan: writes it down, looks again, ends the processes of all its workers together, then does the other steps worker
/// by worker, each with its intent before and its outcome after. Doing it twice does no more than doing it once.
/// </summary>
public sealed class Executor(IWorld world, IPlanJournal journal, ProcessEnding ending, IReadOnlyList<IStepRunner> runners, TimeProvider time)
{
    /// <summary>Words for a message line while it goes on: <c>reaping brave-lynx: 1 of 2 gone, 3s of grace left</c>.</summary>
    public Action<string>? Progress { get; init; }

    /// <summary>Cancelling works between steps and within the grace; what was done by then is in the result.</summary>
    public PlanResult Run(Plan plan, CancellationToken cancel) => throw new NotImplementedException($"{world} {journal} {ending} {runners} {time}");
}
