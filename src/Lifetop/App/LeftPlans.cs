using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Screens.Acting;

namespace Lifetop.App;

/// <summary>Watches for plans whose lifetop died before their end, as far as memory knows them.</summary>
internal sealed class LeftPlans
{
    private ImmutableArray<LeftPlan> _last = [];

    /// <summary>Null while nothing changed.</summary>
    public PlansLeft? News(Census census, Recollection known)
    {
        if (!Plans.AnyLeft(census, known))
        {
            if (_last.IsEmpty)
                return null;
            _last = [];
            return new PlansLeft(_last);
        }
        var left = new List<LeftPlan>();
        foreach (var plan in known.OpenPlans)
            if (!Plans.IsOwned(plan, census) && !Knows(left, plan.Id))
                left.Add(new LeftPlan(plan.Id, plan.Action, plan.WorkerIdentity, plan.BegunAt, plan.StepsDone, plan.Steps));
        if (IsSame(left))
            return null;
        _last = [.. left];
        return new PlansLeft(_last);
    }

    private static bool Knows(List<LeftPlan> left, long id)
    {
        foreach (var plan in left)
            if (plan.Id == id)
                return true;
        return false;
    }

    private bool IsSame(List<LeftPlan> left)
    {
        if (left.Count != _last.Length)
            return false;
        for (int i = 0; i < left.Count; i++)
            if (left[i] != _last[i])
                return false;
        return true;
    }
}
