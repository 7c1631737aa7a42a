using Lifetop.Model;

namespace Lifetop.Actions;

/// <summary>Finds the worker of a plan in a later look, whatever it is called by then.</summary>
internal static class PlannedWorkers
{
    public static JudgedWorker? Find(WorkerPlan plan, Roster roster)
    {
        foreach (var judged in roster.Workers)
            if (judged.Worker.Identity == plan.Identity)
                return judged;
        foreach (var judged in roster.Workers)
            if (Is(plan, judged.Worker))
                return judged;
        return null;
    }

    public static bool Is(WorkerPlan plan, Worker worker)
        => worker.Identity == plan.Identity || plan.AlsoKnownAs.Contains(worker.Identity) || worker.AlsoKnownAs.Contains(plan.Identity);

    /// <summary>
    /// Its process is another one than the plan was made for. Where only marks show who works on it, whoever lives longest is taken for
    /// its root, and a shell that an agent left is none.
    /// </summary>
    public static bool IsOtherAttempt(WorkerPlan plan, Worker worker)
        => worker is { RootAlive: true, ShellLeft: false, Root: { } root } && root != plan.Root
            && worker.Declaration is not { Process: null, Pane: null };
}
