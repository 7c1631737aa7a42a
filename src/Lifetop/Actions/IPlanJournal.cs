using System;
using System.Collections.Generic;
using Lifetop.Model;

namespace Lifetop.Actions;

/// <summary>
/// Where a plan is written before anything is done and each step before and after it, so that a death at any point leaves word of
/// what was meant and how far it came. Every call is durable when it returns.
/// </summary>
public interface IPlanJournal
{
    /// <summary>Begins the plan, or says why not. Workers that another living lifetop is at are waited for until the patience ends.</summary>
    PlanBeginning Begin(Plan plan, DateTimeOffset at);

    /// <summary>Before a step; null, or why it cannot be written: the step is not done then.</summary>
    /// <param name="plan">The number its beginning gave.</param>
    /// <param name="step">Counted from 1 over the steps of all workers, in their order.</param>
    /// <param name="at">Now.</param>
    string? Intend(long plan, int step, DateTimeOffset at);

    /// <summary>Before they are stopped to be killed, each time with all of them: they go on if the step is never finished. Where it cannot be written, the ending does not wait for it.</summary>
    void Stop(long plan, int step, IReadOnlyList<ProcessIdentity> whom, DateTimeOffset at);

    /// <summary>After a step; null, or why it cannot be written. Without an intention before it: the step was passed over, and the result says why.</summary>
    string? Finish(long plan, int step, StepResult result, DateTimeOffset at);

    /// <summary>After the last step.</summary>
    string? End(long plan, PlanOutcome outcome, string reason, DateTimeOffset at);
}

/// <summary>A begun plan has a number; else the reason, and whether it was a wait for somebody else that ran out.</summary>
public sealed record PlanBeginning(long Id, string? Refusal, bool TimedOut);
