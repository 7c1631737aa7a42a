using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lifetop.Actions;
using Lifetop.Actions.Ending;
using Lifetop.Actions.Planning;
using Lifetop.Actions.Sweeping;
using Lifetop.Actions.Systems.Orchestrator;
using Lifetop.App.Acting;
using Lifetop.Model;
using Lifetop.Platform;
using Lifetop.Tests.Actions.Planning;
using Lifetop.Tests.Observation.Systems;
using Lifetop.Tests.Observation.Systems.Orchestrator;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions.Systems.Orchestrator;

/// <summary>What reap and sweep do to the orchestrator's files, and that they touch no other.</summary>
public sealed class RemoveAnchorTests : IDisposable
{
    private readonly OrchestratorWorld _world = new();
    private readonly Dictionary<string, string> _before;

    public RemoveAnchorTests()
    {
        _ = _world.Engine;
        _before = Files();
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public void O1_to_O4_A_sweep_takes_the_anchors_of_the_dead_and_reused_and_leaves_every_other_file()
    {
        var result = Run(Sweep());
        Assert.True(result.Outcome == PlanOutcome.Done, string.Join("; ", result.Workers.SelectMany(static one => one.Steps).Select(static step => step?.Detail)));
        string[] gone = [.. Enumerable.Range(999999981, 8).Select(static pid => $"active-session-{pid}"), _world.Anchor(OrchestratorWorld.Younger), _world.Anchor(OrchestratorWorld.Other)];
        AssertOnlyRemoved(gone);
        Assert.False(_world.Process(OrchestratorWorld.Other).HasEnded);
        Assert.False(_world.Process(OrchestratorWorld.Younger).HasEnded);
        Assert.False(_world.Process(OrchestratorWorld.Claude).HasEnded);
    }

    [Fact]
    public void O15_An_anchor_that_a_new_Claude_wrote_since_is_left()
    {
        var plan = Reap("active-session-999999981");
        _world.Project.Write(OrchestratorWorld.State + "active-session-999999981", "5a890000-0000-4000-8000-000000000010");
        var result = Run(plan);
        Assert.Equal(StepOutcome.Skipped, result.Workers.Single().Steps.Last()!.Outcome);
        Assert.Equal("5a890000-0000-4000-8000-000000000010", _world.Project.Read(OrchestratorWorld.State + "active-session-999999981"));
        // In place, so that the file is the same and only its time is another.
        plan = Reap("active-session-999999982");
        File.SetLastWriteTimeUtc(_world.Project.File(OrchestratorWorld.State + "active-session-999999982"), (SampleTime.Start + Make.Seconds(1)).UtcDateTime);
        Assert.Equal(StepOutcome.Skipped, Run(plan).Workers.Single().Steps.Last()!.Outcome);
        Assert.True(File.Exists(_world.Project.File(OrchestratorWorld.State + "active-session-999999982")));
    }

    [Fact]
    public void The_second_look_keeps_the_anchor_of_a_Claude_that_lives_and_lets_go_of_a_dead_and_a_younger_ones()
    {
        var worker = Reap("active-session-999999981").Workers.Single();
        var runner = new RemoveAnchorRunner(_world.Time);
        foreach (var (pid, outcome) in ((int, StepOutcome)[])[(OrchestratorWorld.Claude, StepOutcome.Kept), (OrchestratorWorld.Other, StepOutcome.Done), (OrchestratorWorld.Younger, StepOutcome.Done), (999999983, StepOutcome.Done)])
        {
            string path = _world.Project.File(OrchestratorWorld.State + _world.Anchor(pid));
            int real = pid == 999999983 ? pid : _world.Process(pid).Pid;
            var result = runner.Run(new RemoveAnchor(path, FileStamp.Of(path), real), worker, default);
            Assert.True(result.Outcome == outcome, $"{pid}: {result}");
            Assert.Equal(outcome == StepOutcome.Kept, File.Exists(path));
        }
    }

    [Fact]
    public void A_live_Claude_is_ended_before_its_anchor_goes()
    {
        string anchor = _world.Anchor(OrchestratorWorld.Claude);
        var result = Run(Reap(anchor));
        Assert.Equal(PlanOutcome.Done, result.Outcome);
        Assert.True(_world.Process(OrchestratorWorld.Claude).HasEnded);
        AssertOnlyRemoved(anchor);
    }

    [Fact]
    public void Rows_of_the_registry_are_never_planned_away()
    {
        Assert.Contains("lifetop knows no process of it", Reap("PA main").Refusal(), StringComparison.Ordinal);
        Assert.Equal("nothing of it is left", Reap("SA-10min").Already());
    }

    [Theory]
    [InlineData("PA main")]
    [InlineData("SA-10min")]
    [InlineData("active-session-999999981")]
    public void A_restart_is_refused_with_what_to_do_instead(string name)
        => Assert.Equal("only Claude starts the orchestrator's servers: reconnect the plugin in Claude (/mcp)", Plan(WorkerAction.Restart, name).Refusal());

    private Plan Reap(string name) => Plan(WorkerAction.Reap, name);

    private Plan Plan(WorkerAction action, string name) => Planner.Of(new PlanRequest(action), [Facts(_world.The(name), action)], Make.Seconds(5));

    private Plan Sweep()
        => SweepPlan.Of([.. _world.Engine.Roster.Workers.Where(static one => one.Worker.Source == "orchestrator" && SweepRules.Concerns(one)).Select(one => Facts(one, WorkerAction.Sweep))], [], false, Make.Seconds(5), _world.Time.Now);

    private WorkerFacts Facts(JudgedWorker judged, WorkerAction action) => new(judged, _world.Time.Now)
    {
        Tree = PlannedTree.Of(judged.Worker, _world.Engine.Engine.Observer.Census, out _),
        Record = FileStamp.Of(judged.Worker.Declaration!.File!),
        Again = action == WorkerAction.Restart ? Lifetop.Actions.Restarts.HowToStart.Of(judged, null, new Lifetop.Actions.Spawning.OwnSession("", ""), _world.Time.Now, wasEnded: false) : null,
    };

    private PlanResult Run(Plan plan)
    {
        var world = new EngineWorld(_world.Engine.Engine, last: null, _world.Time);
        // The task is the registry's affair.
        plan = plan with { Workers = [.. plan.Workers.Select(static worker => worker with { Steps = [.. worker.Steps.Where(static step => step is not Lifetop.Actions.Steps.RecordTask)] })] };
        return new Executor(world, new MemoryJournal(), new ProcessEnding(world, TimeProvider.System), [new RemoveAnchorRunner(_world.Time)], TimeProvider.System).Run(plan, default);
    }

    private Dictionary<string, string> Files()
        => Directory.GetFiles(_world.Project.Home, "*", SearchOption.AllDirectories).Concat(Directory.GetFiles(_world.Home.Home, "*", SearchOption.AllDirectories))
            .ToDictionary(static path => path, static path => Convert.ToHexString(File.ReadAllBytes(path)));

    private void AssertOnlyRemoved(params string[] anchors)
    {
        var now = Files();
        var touched = _before.Keys.Union(now.Keys).Where(name => _before.GetValueOrDefault(name) != now.GetValueOrDefault(name)).Order(StringComparer.Ordinal);
        Assert.Equal(anchors.Select(anchor => _world.Project.File(OrchestratorWorld.State + anchor)).Order(StringComparer.Ordinal), touched);
    }
}
