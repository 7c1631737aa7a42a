using System;
using Lifetop.Model;

namespace Lifetop.Actions.Sweeping;

/// <summary>How much a sweep would take, counted from a look: for a line on the screen, which offers and never acts.</summary>
/// <param name="Workers">Dead ones, whose leftovers would go.</param>
/// <param name="Things">What they have left: files, panes, processes, worktrees, records.</param>
public sealed record SweepOffer(int Workers, int Things)
{
    public static readonly SweepOffer Nothing = new(0, 0);

    /// <param name="before">Only what was left by then: what dies later is told as it comes.</param>
    public static SweepOffer Of(Roster roster, DateTimeOffset before)
    {
        int workers = 0, things = 0;
        foreach (var judged in roster.Workers)
            if (judged.Verdict.Since <= before && SweepRules.Takes(judged))
            {
                workers++;
                things += Math.Max(1, judged.Verdict.Residue.Length);
            }
        return workers == 0 ? Nothing : new SweepOffer(workers, things);
    }
}
