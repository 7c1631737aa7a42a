using Lifetop.Model;
using Lifetop.Observation.Proc;

namespace Lifetop.Actions.Ending;

/// <summary>
/// Who is no longer what was seen: its parent has ended, it has left its session, or it is just becoming another program. In the middle of exec the
/// kernel has no environment and no arguments to show, for long on a busy machine. That such a one is nobody's was said too soon.
/// </summary>
internal static class Unsettled
{
    public static bool Is(ProcFolder proc, in ProcessRow seen)
    {
        var now = seen;
        return proc.ReadStat(seen.Pid, ref now) == StatReading.Done && now.StartTicks == seen.StartTicks && !now.IsZombie && !now.IsKernelThread
            && (now.ArgumentsAt == 0 || now.ArgumentsAt != seen.ArgumentsAt || now.Parent != seen.Parent || now.Session != seen.Session);
    }
}
