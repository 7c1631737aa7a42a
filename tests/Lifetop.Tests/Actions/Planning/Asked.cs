using System;
using System.Collections.Immutable;
using System.Linq;
using Lifetop.Actions;
using Lifetop.Actions.Planning;
using Lifetop.Judgement;
using Lifetop.Model;
using Lifetop.Tests.Support;

namespace Lifetop.Tests.Actions.Planning;

/// <summary>Plans made from a world of the judgement, with the facts that no census holds added by hand.</summary>
internal static class Asked
{
    public static WorkerFacts Facts(World world, string name)
    {
        var judged = world.The(name);
        return new WorkerFacts(judged, world.Now)
        {
            Never = NeverList.Reason(judged.Worker, world.Census),
            UnderWay = Lifetop.Judgement.Plans.Open(judged.Worker, world.Census, world.Recollection),
            Tree = PlannedTree.Of(judged.Worker, world.Census, out var spared),
            Stopped = PlannedTree.Stopped(judged.Worker, world.Census),
            LivesBelowShell = judged.Worker is { OwnsPane: false, Pane: { } pane } && PaneContents.IsInteractiveShell(pane, world.Census),
            Near = [.. spared, .. Bystanders.Of(judged.Worker, world.Roster, world.Census).Select(static one => new LeftAlone(one.What, one.Why))],
            IsYoung = judged.Worker.StartedAt is { } started && world.Now - started < world.Policy.Young,
        };
    }

    public static Plan Plan(PlanRequest request, params WorkerFacts[] facts) => Planner.Of(request, facts, TimeSpan.FromSeconds(5));

    public static Plan Plan(WorkerAction action, World world, string name) => Plan(new PlanRequest(action), Facts(world, name));

    public static string[] Steps(this Plan plan) => [.. plan.Workers.Single().Steps.Select(static step => step.Words)];

    public static string[] LeftAlone(this Plan plan) => [.. plan.Workers.Single().LeftAlone.Select(static left => $"{left.What}: {left.Why}")];

    public static string? Refusal(this Plan plan) => plan.Workers.Single().Refusal;

    public static string? Already(this Plan plan) => plan.Workers.Single().Already;

    public static ImmutableArray<string> LeftOut(this Plan plan) => [.. plan.LeftOut.Select(static left => $"{left.What}: {left.Why}")];
}
