using System;
using System.Linq;
using Lifetop.Actions;
using Lifetop.Actions.Planning;
using Lifetop.Actions.Running;
using Lifetop.Actions.Steps;
using Lifetop.Actions.Sweeping;
using Lifetop.Model;
using Lifetop.Tests.Actions.Planning;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions.Sweeping;

/// <summary>Who is in a sweep and who is not, and how many are offered.</summary>
public sealed class SweepPlanTests
{
    [Fact]
    public void Takes_what_is_left_of_the_dead_and_says_why_of_the_others()
    {
        var world = Make.World()
            .Process(50, 1, "lives").Declare(Make.Declared("lives", process: new ProcessClaim(50)))
            .Declare(Make.Declared("dead", process: new ProcessClaim(951)) with { TokensAllocated = 10 })
            .Declare(Make.Declared("saved", process: new ProcessClaim(952)) with { TokensAllocated = 10 })
            .Process(54, 1, "stray", cwd: "/src/x", checkout: "/src/x")
            .Pane("%3", 60, session: "shell", pts: 3).Process(60, Make.ServerPid, "-bash", pts: 3)
            .Remember(Make.Recollection() with { Protected = ["manifest:saved"] }).Look();
        var concerned = world.Roster.Workers.Where(SweepRules.Concerns).Select(judged => Asked.Facts(world, judged.Worker.Key.Text)).ToList();

        Assert.Equal(["manifest/dead", "manifest/saved", "process/stray-54"], concerned.Select(static facts => facts.Worker.Key.Text).Order());
        Assert.Equal(new SweepOffer(1, 1), SweepOffer.Of(world.Roster, world.Now));
        Assert.Equal(SweepOffer.Nothing, SweepOffer.Of(world.Roster, world.Now - Make.Hours(100)));
        var plan = SweepPlan.Of(concerned, [], force: true, TimeSpan.FromSeconds(5), world.Now);
        Assert.Contains(plan.LeftOut(), static line => line == "manifest/saved: protected");
        Assert.Contains(plan.LeftOut(), static line => line.StartsWith("process/stray-54: an orphan for ", StringComparison.Ordinal) && line.EndsWith("lifetop adopt --pid 54 --name X keeps it", StringComparison.Ordinal));
    }

    [Fact]
    public void Drops_plans_about_others_and_leaves_to_the_sweep_what_it_takes_over()
    {
        var now = DateTimeOffset.UnixEpoch.AddDays(1);
        var left = new LeftPlan(12, "reap", now.AddDays(-1), [new LeftWorker("manifest:a", "manifest/a", [])], 2, 5);

        var plan = SweepPlan.Of([], [left], force: false, TimeSpan.FromSeconds(5), now);

        Assert.Equal("drop unfinished plan 12: reap of manifest/a, 2 of 5 steps done, begun 1d ago", plan.Workers.Single().Steps.Single().Words);
    }

    [Fact]
    public void Stops_after_three_failures_in_a_row()
    {
        // Nobody may remove a file of the kernel's.
        var step = FileRemoval.Of("/proc/version", "version")!;
        using var world = new ActingWorld { Runners = [new RemoveFileRunner()] };
        var plan = new Plan
        {
            Action = WorkerAction.Sweep,
            Workers = [.. Enumerable.Range(1, 5).Select(number => new WorkerPlan { Identity = $"test:{number}", Key = $"test/{number}", Name = $"{number}", Steps = [step] })],
        };

        var result = world.Run(plan);

        Assert.Equal("stopped after 3 failures in a row, 2 not begun", result.Reason);
        Assert.Equal(3, world.Journal.Calls.Count(static call => call.StartsWith("intend", StringComparison.Ordinal)));
        Assert.Equal(PlanOutcome.Failed, result.Outcome);
    }
}
