using System.Collections.Immutable;

namespace Lifetop.Actions.Planning;

/// <summary>The plan of one worker while it is made: steps in their order, and what is left alone.</summary>
internal sealed class PlanDraft
{
    private readonly ImmutableArray<PlanStep>.Builder _steps = ImmutableArray.CreateBuilder<PlanStep>();
    private readonly ImmutableArray<LeftAlone>.Builder _leftAlone = ImmutableArray.CreateBuilder<LeftAlone>();

    public void Add(PlanStep step) => _steps.Add(step);

    /// <param name="kept">The word for it in the result.</param>
    public void Keep(string what, string why, string kept) => _leftAlone.Add(new LeftAlone(what, why) { Kept = kept });

    public void LeaveAlone(string what, string why) => _leftAlone.Add(new LeftAlone(what, why));

    public void LeaveAlone(ImmutableArray<LeftAlone> all) => _leftAlone.AddRange(all);

    public WorkerPlan Finish(WorkerPlan plan) => plan with { Steps = _steps.DrainToImmutable(), LeftAlone = _leftAlone.DrainToImmutable() };
}
