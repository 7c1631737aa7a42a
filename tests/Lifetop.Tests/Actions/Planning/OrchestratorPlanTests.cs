using System;
using Lifetop.Actions;
using Lifetop.Actions.Ending;
using Lifetop.Actions.Planning;
using Lifetop.Actions.Sweeping;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions.Planning;

/// <summary>The orchestrator's orphan servers are ended only by name, with time to go, and its sidecar never.</summary>
public sealed class OrchestratorPlanTests
{
    private const string Plugin = "/home/me/.claude/plugins/orchestrator/0.68.0";
    private readonly World _world = Make.World();

    public OrchestratorPlanTests()
        => _world.Process(52, 1, $"bun run {Plugin}/dist/server.js", name: "bun").Process(53, 52, $"python3 {Plugin}/sidecar/embed_server.py", name: "python3")
            .Look().Later(Make.Seconds(6)).Look();

    [Fact]
    public void An_orphan_named_to_be_reaped_gets_TERM_and_ten_seconds_and_its_sidecar_nothing()
    {
        var plan = Reap("orchestrator/server-52", WorkerAction.Reap);
        Assert.Equal(["TERM to 1 process, after 10s KILL to what is left"], plan.Steps());
    }

    [Fact]
    public void Who_asks_for_another_grace_or_none_gets_that()
    {
        Assert.Contains("after 2s KILL", Asked.Plan(new PlanRequest(WorkerAction.Reap) { Grace = Make.Seconds(2) }, Asked.Facts(_world, "orchestrator/server-52")).Steps()[0], StringComparison.Ordinal);
        Assert.DoesNotContain("10s", Reap("orchestrator/server-52", WorkerAction.ReapNow).Steps()[0], StringComparison.Ordinal);
    }

    [Fact]
    public void No_sweep_and_no_plan_for_everybody_takes_an_orphan()
    {
        var swept = SweepPlan.Of([Asked.Facts(_world, "orchestrator/server-52")], [], true, Make.Seconds(5), _world.Now);
        Assert.Contains("never swept", Assert.Single(swept.LeftOut()), StringComparison.Ordinal);
        var bulk = Asked.Plan(new PlanRequest(WorkerAction.Reap) { Bulk = true, Force = true }, Asked.Facts(_world, "orchestrator/server-52"));
        Assert.Equal("orchestrator/server-52: an orphan, only when named", Assert.Single(bulk.LeftOut()));
    }

    [Theory]
    [InlineData(WorkerAction.Reap)]
    [InlineData(WorkerAction.ReapNow)]
    [InlineData(WorkerAction.Stop)]
    [InlineData(WorkerAction.Signal)]
    public void The_sidecar_is_never_signalled(WorkerAction action)
    {
        Assert.Contains("the sidecar that all of the orchestrator's servers share", Reap("orchestrator/sidecar-53", action).Refusal(), StringComparison.Ordinal);
        int row = _world.Census.Processes.IndexOf(53);
        Assert.NotNull(NeverSignalled.Reason(_world.Census.Processes.Rows[row], _world.Census));
    }

    private Plan Reap(string name, WorkerAction action) => Asked.Plan(action, _world, name);
}
