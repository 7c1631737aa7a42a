using System;
using System.Collections.Immutable;
using System.Linq;
using Lifetop.Actions;
using Lifetop.Actions.Steps;
using Lifetop.Model;

namespace Lifetop.Tests.Support;

/// <summary>Plans made by hand, for processes that no worker of a look has.</summary>
internal static class Plans
{
    public static Plan Of(params ProcessIdentity[] processes) => Of(new EndProcesses(Planned(processes), TimeSpan.FromSeconds(2)));

    public static Plan Of(params PlanStep[] steps)
        => new() { Action = WorkerAction.Reap, Workers = [ByHand(steps)] };

    public static WorkerPlan ByHand(params PlanStep[] steps)
        => new() { Identity = "test:by-hand", Key = "test/by-hand", Name = "by-hand", Steps = [.. steps] };

    public static ImmutableArray<PlannedProcess> Planned(params ProcessIdentity[] processes)
        => [.. processes.Select(static process => new PlannedProcess(process, "", default, "its root"))];

    public static ProcessIdentity Identity(int pid) => new(pid, RealProcess.StartTicksOf(pid)!.Value, RealProcess.Boot);
}
