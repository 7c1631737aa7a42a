using System.Globalization;
using Lifetop.Model;

namespace Lifetop.Actions;

/// <summary>Why a plan is no longer about this worker, by a look made since. One that vanished is: what was left of it may still be there.</summary>
internal static class ChangedSince
{
    /// <summary>Null while the plan holds.</summary>
    /// <param name="ended">This plan has ended its processes: not to be seen clearly is no wonder then.</param>
    public static string? Reason(WorkerPlan plan, Roster roster, bool ended)
    {
        if (PlannedWorkers.Find(plan, roster) is not { } judged)
            return null;
        if (judged.Worker.IsSelf)
            return "lifetop itself runs in it now";
        if (judged.Protected)
            return "protected since the plan was made";
        if (PlannedWorkers.IsOtherAttempt(plan, judged.Worker))
            return $"started anew since the plan was made: pid {judged.Worker.Root!.Value.Pid.ToString(CultureInfo.InvariantCulture)}";
        return judged.Verdict.State == Lifecycle.Unknown && !ended ? "its state is unknown now" : null;
    }
}
