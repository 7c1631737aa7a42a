using System.Collections.Immutable;
using Lifetop.Actions.Steps;
using Lifetop.Model;
using Lifetop.Observation.Proc;

namespace Lifetop.Actions.Ending;

/// <summary>A lifetop that dies between STOP and KILL leaves processes stopped; where nobody ends them after all, they go on.</summary>
internal static class StoppedByPlan
{
    /// <summary>Who of the plan's workers was stopped and got a CONT.</summary>
    public static ImmutableArray<EndedProcess> Continue(DropPlan drop, IWorld world)
    {
        if (drop.Ended.IsEmpty)
            return [];
        world.Look();
        using var proc = new ProcFolder();
        var continued = ImmutableArray.CreateBuilder<EndedProcess>();
        foreach (var judged in world.Roster.Workers)
            if (IsOfPlan(drop, judged.Worker))
                foreach (var member in judged.Worker.Members)
                    if (Continue(member.Process, world.Census, proc) is { } one)
                        continued.Add(one);
        return continued.DrainToImmutable();
    }

    private static EndedProcess? Continue(ProcessIdentity process, Census census, ProcFolder proc)
    {
        using var target = process.Boot == census.Processes.Boot ? EndingTarget.Open(proc, process, 0, "", planned: true, isRoot: false) : null;
        if (target is null || !target.TryRead(out var row) || row.State != (byte)'T')
            return null;
        target.Send(EndingSignal.Continue, census, 0);
        return target.Got(EndingSignal.Continue) ? new EndedProcess(process, "", [EndingSignal.Continue.Name], Gone: false, "goes on") : null;
    }

    private static bool IsOfPlan(DropPlan drop, Worker worker)
    {
        foreach (var ended in drop.Ended)
            if (worker.Identity == ended.Identity || ended.AlsoKnownAs.Contains(worker.Identity) || worker.AlsoKnownAs.Contains(ended.Identity))
                return true;
        return false;
    }
}
