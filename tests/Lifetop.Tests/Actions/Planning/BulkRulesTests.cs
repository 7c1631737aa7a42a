using System.Linq;
using Lifetop.Actions;
using Lifetop.Actions.Planning;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions.Planning;

/// <summary>Who stays out of a plan for all that fit, and with which reason.</summary>
public sealed class BulkRulesTests
{
    [Fact]
    public void Leaves_out_with_a_reason_and_takes_in_by_force_what_only_speaks_against_it()
    {
        var world = Make.World()
            .Process(50, 1, "old").Declare(Make.Declared("old", process: new ProcessClaim(50)))
            .Process(51, 1, "young", age: Make.Seconds(20)).Declare(Make.Declared("young", process: new ProcessClaim(51), age: Make.Seconds(20)))
            .Process(52, 1, "web", ports: [3000]).Declare(Make.Declared("web", process: new ProcessClaim(52)))
            .Process(53, 1, "saved").Declare(Make.Declared("saved", process: new ProcessClaim(53)))
            .Process(54, 1, "stray", cwd: "/src/x", checkout: "/src/x")
            .Pane("%3", 60, session: "shell", pts: 3).Process(60, Make.ServerPid, "-bash", pts: 3)
            .Pane("%4", 61, session: "seen", window: 1, pts: 4, clients: 1).Process(61, Make.ServerPid, "top", pts: 4)
            .Process(62, 1, "lifetop").Declare(Make.Declared("me", process: new ProcessClaim(62))).Self(62)
            .Remember(Make.Recollection() with { Protected = ["manifest:saved"] }).Look();
        WorkerFacts[] all = [.. new[] { "old", "young", "web", "saved", "stray", "tmux/shell:0.0", "tmux/seen:1.0", "me" }.Select(name => Asked.Facts(world, name))];

        var plan = Asked.Plan(new PlanRequest(WorkerAction.Reap) { Bulk = true }, all);
        Assert.Equal(["manifest/old"], plan.Workers.Select(static worker => worker.Key));
        Assert.Equal(
            """
            manifest/young: young: 20s
            manifest/web: listens on :3000
            manifest/saved: protected
            process/stray-54: an orphan, only when named
            tmux/shell:0.0: a shell, only when named
            tmux/seen:1.0: a client is attached
            manifest/me: it is lifetop itself
            """, string.Join('\n', plan.LeftOut()));

        plan = Asked.Plan(new PlanRequest(WorkerAction.Reap) { Bulk = true, Force = true }, all);
        Assert.Equal(["manifest/old", "manifest/young", "manifest/web", "tmux/seen:1.0"], plan.Workers.Select(static worker => worker.Key));
        Assert.Equal(4, plan.LeftOut.Length);

        plan = Asked.Plan(new PlanRequest(WorkerAction.Reap), all);
        Assert.Equal(8, plan.Workers.Length);
        Assert.Equal(2, plan.Workers.Count(static worker => worker.Refusal is not null));
        Assert.Empty(plan.LeftOut);
    }

    [Fact]
    public void Says_nothing_of_those_that_are_done_already()
    {
        var world = Make.World().Process(50, 1, "node").Declare(Make.Declared("api", process: new ProcessClaim(50))).Look();
        var plan = Asked.Plan(new PlanRequest(WorkerAction.Resume) { Bulk = true }, Asked.Facts(world, "api"));
        Assert.Empty(plan.Workers);
        Assert.Empty(plan.LeftOut);
    }
}
