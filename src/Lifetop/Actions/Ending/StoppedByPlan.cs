using System.Collections.Immutable;
using Lifetop.Actions.Steps;
using Lifetop.Model;
using Lifetop.Observation.Proc;

namespace Lifetop.Actions.Ending;

/// <summary>A lifetop that dies between STOP and KILL leaves processes stopped; where nobody ends them after all, they go on.</summary>
internal static class StoppedByPlan
{
    /// <summary>Whom the plan had stopped, by its own notes, and who got a CONT now. Whom anybody else paused stays paused.</summary>
    public static ImmutableArray<EndedProcess> Continue(DropPlan drop, IWorld world)
    {
        if (drop.Stopped.IsEmpty)
            return [];
        world.Look();
        using var proc = new ProcFolder();
        var continued = ImmutableArray.CreateBuilder<EndedProcess>();
        foreach (var process in drop.Stopped)
            if (Continue(process, world.Census, proc) is { } one)
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
}
