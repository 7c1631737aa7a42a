using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using Lifetop.Actions;
using Lifetop.Actions.Ending;
using Lifetop.Actions.Planning;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Observation;

namespace Lifetop.App.Acting;

/// <summary>
/// Doing something to workers, the same for command line, screen and watch: a look of its own, the plan made from it, the plan carried out,
/// and what came of it seen, recorded and remembered. Belongs to the thread that acts.
/// </summary>
/// <param name="lookout">The actor's own; has looked, or looks when asked for a plan.</param>
public sealed class Acting(Lookout lookout)
{
    /// <summary>A closed pane or a removed file may take so long to be gone from what sources say.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    /// <summary>What would be done to these workers, by identity, as they are in the last look. One that is not in it is refused.</summary>
    public Plan Plan(PlanRequest request, IReadOnlyList<string> identities)
    {
        var roster = lookout.Last ?? lookout.LookOnce([]);
        var reader = new FactReader(lookout);
        var facts = new List<WorkerFacts>(identities.Count);
        var missing = new List<WorkerPlan>();
        foreach (string identity in identities)
        {
            if (Find(roster, identity) is { } judged)
                facts.Add(reader.Of(judged));
            else
                missing.Add(new WorkerPlan { Identity = identity, Key = identity, Name = identity, Refusal = "nothing is known of it any more" });
        }
        var plan = Planner.Of(request, facts, lookout.Settings.Grace);
        return missing.Count == 0 ? plan : plan with { Workers = plan.Workers.AddRange(missing) };
    }

    private static JudgedWorker? Find(Roster roster, string identity)
    {
        foreach (var judged in roster.Workers)
            if (judged.Worker.Identity == identity)
                return judged;
        foreach (var judged in roster.Workers)
            if (Identities.IsAbout(identity, judged.Worker))
                return judged;
        return null;
    }
}
