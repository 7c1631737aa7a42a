using System.Globalization;
using Lifetop.Model;
using Lifetop.Screens.Acting;

namespace Lifetop.Screens.Processes;

/// <summary>Who is meant by a key on a process: the worker it is the root of, that process of a worker alone, or a process that is no worker's.</summary>
/// <param name="Part">Only this process of the target; null for all of it.</param>
/// <param name="Name">The process as people know it.</param>
internal sealed record MeantProcess(ActionTarget Target, ProcessIdentity? Part, string Name)
{
    /// <param name="program">The kernel's name for it.</param>
    public static MeantProcess Of(in ProcessIdentity process, string program, Roster roster)
    {
        string name = string.Concat(program, "-", process.Pid.ToString(CultureInfo.InvariantCulture));
        foreach (var judged in roster.Workers)
        {
            var worker = judged.Worker;
            if (worker.Root == process)
                return new MeantProcess(new ActionTarget(worker.Identity, worker.Name, worker.Root), null, worker.Name);
            foreach (var member in worker.Members)
                if (member.Process == process)
                    return new MeantProcess(new ActionTarget(worker.Identity, worker.Name, worker.Root), process, name);
        }
        return new MeantProcess(new ActionTarget("process:" + process.ToString(), name, process), null, name);
    }
}
