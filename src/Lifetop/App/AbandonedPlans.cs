using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Screens.Acting;

namespace Lifetop.App;

/// <summary>Watches for plans whose lifetop died before their end, as far as memory knows them.</summary>
internal sealed class AbandonedPlans
{
    private ImmutableArray<AbandonedPlan> _last = [];

    /// <summary>Null while nothing changed.</summary>
    public PlansAbandoned? News(Census census, Recollection known)
    {
        if (!Plans.AnyLeft(census, known))
        {
            if (_last.IsEmpty)
                return null;
            _last = [];
            return new PlansAbandoned(_last);
        }
        var left = new List<AbandonedPlan>();
        foreach (var plan in known.OpenPlans)
            if (!Plans.IsOwned(plan, census) && !Knows(left, plan.Id))
                left.Add(new AbandonedPlan(plan.Id, plan.Action, plan.WorkerIdentity, plan.BegunAt, plan.StepsDone, plan.Steps));
        if (IsSame(left))
            return null;
        _last = [.. left];
        return new PlansAbandoned(_last);
    }

    private static bool Knows(List<AbandonedPlan> left, long id)
    {
        foreach (var plan in left)
            if (plan.Id == id)
                return true;
        return false;
    }

    private bool IsSame(List<AbandonedPlan> left)
    {
        if (left.Count != _last.Length)
            return false;
        for (int i = 0; i < left.Count; i++)
            if (left[i] != _last[i])
                return false;
        return true;
    }
}
