using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Lifetop.Actions;
using Lifetop.Actions.Systems.CommitRelay;
using Lifetop.Model;
using Lifetop.Tests.Observation.Systems;
using Lifetop.Tests.Observation.Systems.CommitRelay;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions.Systems.CommitRelay;

/// <summary>A worker of commit-relay is started again by its restart queue, which a daemon of its own carries out, and by nothing else.</summary>
public sealed class RestartTests : IDisposable
{
    private const string Queue = "coordination/restart/queue/";
    private const string Dead = "worker-implementation-003";
    private readonly RelayWorld _world = new();
    private RelayActing? _acting;
    private RealProcess _daemon = null!; // by StartDaemon

    private RelayActing Acting => _acting ??= new RelayActing(_world);

    public void Dispose()
    {
        _acting?.Dispose();
        _daemon?.Dispose();
        _world.Dispose();
    }

    [Fact]
    public void A_dead_one_is_queued_under_its_name_and_nothing_else_is_touched()
    {
        StartDaemon();
        var result = Acting.Run(Acting.Plan(Dead, WorkerAction.Restart));
        Assert.Equal((PlanOutcome.Done, $"restarted {Dead}: queued as {Dead}-restart-1: commit-relay's worker-restart starts it"), (result.Outcome, ResultText.Of(WorkerAction.Restart, result.Workers.Single())));
        Acting.AssertOnlyTouched($"{Queue}{Dead}-restart-1.json");
        var expected = JsonNode.Parse($$"""
            { "new_worker_id": "{{Dead}}-restart-1", "task_id": "task-003", "worker_type": "implementation-worker", "master": "development-master", "scheduled_at": "2026-11-21T12:00:00+0000",
              "original_worker_id": "{{Dead}}", "attempt": 1, "queued_at": "2026-11-21T12:00:00+0000", "status": "pending" }
            """);
        Assert.True(JsonNode.DeepEquals(expected, Acting.Json($"{Queue}{Dead}-restart-1.json")));

        // It is seen, and not done a second time.
        Acting.Engine.See(engine => Told(engine, Dead).Contains($"queued to be started again as {Dead}-restart-1", StringComparison.Ordinal), "queued");
        Assert.Equal($"its restart is queued already, as {Dead}-restart-1", Refusal(Dead));
        Assert.EndsWith("; its restart is queued", Acting.Engine.The("commit-relay/home/" + Dead).Verdict.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_lives_is_ended_first_and_its_spec_left_to_the_system()
    {
        StartDaemon();
        var result = Acting.Run(Acting.Plan("worker-implementation-002", WorkerAction.Restart));
        Assert.Equal(PlanOutcome.Done, result.Outcome);
        Assert.True(_world.Of("worker-implementation-002").HasEnded);
        Acting.AssertOnlyTouched($"{Queue}worker-implementation-002-restart-1.json");
    }

    [Fact]
    public void Without_the_daemon_that_reads_the_queue_it_is_refused()
    {
        Assert.Equal($"worker-restart is down: there is no {_world.Temp.File("commit-relay-worker-restart.pid")}: without it only scripts/spawn-worker.sh starts a worker", Refusal(Dead));
        Acting.AssertOnlyTouched();
    }

    [Fact]
    public void A_daemon_of_another_project_does_not_read_this_queue()
    {
        using var other = new SampleTree(RelayWorld.System, "home").Copy();
        StartDaemon(other.Home);
        Assert.Equal($"worker-restart runs for {other.Home} only: without it only scripts/spawn-worker.sh starts a worker", Refusal(Dead));
    }

    [Fact]
    public void A_daemon_that_dies_before_the_step_keeps_it_from_being_queued()
    {
        StartDaemon();
        var plan = Acting.Plan(Dead, WorkerAction.Restart);
        _daemon.Kill();
        Acting.Engine.See(engine => Told(engine, "worker-restart").Contains("which is gone", StringComparison.Ordinal), "the daemon gone");
        var step = Acting.Run(plan).Workers.Single().Steps.Single();
        Assert.Equal(StepOutcome.Skipped, step?.Outcome);
        Assert.Contains("is down", step?.Detail, StringComparison.Ordinal);
        Acting.AssertOnlyTouched();
    }

    [Fact]
    public void A_tripped_breaker_of_its_type_refuses_it_with_its_reason()
    {
        StartDaemon();
        _world.Root.Write("coordination/restart/circuit-breakers.json", """{ "implementation-worker": { "active": true, "reason": "Max restart attempts exceeded", "failure_count": 3 } }""");
        Assert.Equal("commit-relay starts none of its type again: its circuit breaker is tripped after 3 failures: Max restart attempts exceeded", Refusal(Dead));
    }

    [Fact]
    public void Who_has_done_its_task_is_not_started_again()
    {
        StartDaemon();
        _world.Root.Write("coordination/task-queue.json", """{ "tasks": [ { "id": "task-003", "status": "completed" } ] }""");
        Assert.Equal("its task task-003 is completed in task-queue.json", Refusal(Dead));
        Assert.Equal("its work is done", Refusal("worker-implementation-006"));
        Assert.Equal("it was never launched: the worker daemon launches it", Refusal("worker-implementation-005"));
        Assert.Equal("it may be launched at this moment: wait until it has been declared for 60s", Refusal("worker-implementation-004"));
    }

    [Fact]
    public void Who_is_queued_by_the_system_itself_or_was_started_again_is_not_queued_twice()
    {
        StartDaemon();
        Assert.Equal("its restart is queued already, as worker-fix-020-restart-1", Refusal("worker-fix-020"));
        _world.Root.Write($"{Queue}worker-fix-020-restart-1.json", _world.Root.Read($"{Queue}worker-fix-020-restart-1.json").Replace("\"pending\"", "\"completed\"", StringComparison.Ordinal));
        Acting.Engine.See(engine => Told(engine, "worker-fix-020").Contains("started again as worker-fix-020-restart-1", StringComparison.Ordinal), "started again");
        Assert.Equal("it was started again as worker-fix-020-restart-1", Refusal("worker-fix-020"));
    }

    [Fact]
    public void An_attempt_that_failed_keeps_its_file_and_the_next_one_gets_the_next_number()
    {
        StartDaemon();
        string failed = _world.Root.Read($"{Queue}worker-fix-020-restart-1.json").Replace("\"pending\"", "\"failed\"", StringComparison.Ordinal);
        _world.Root.Write($"{Queue}worker-fix-020-restart-1.json", failed);
        Assert.Equal(PlanOutcome.Done, Acting.Run(Acting.Plan("worker-fix-020", WorkerAction.Restart)).Outcome);
        Acting.AssertOnlyTouched($"{Queue}worker-fix-020-restart-2.json");
        Assert.Equal(2, (int)Acting.Json($"{Queue}worker-fix-020-restart-2.json")["attempt"]!);
    }

    [Fact]
    public void Queued_meanwhile_by_somebody_else_it_is_done_already()
    {
        StartDaemon();
        var plan = Acting.Plan("worker-implementation-011", WorkerAction.Restart);
        _world.Root.Write($"{Queue}worker-implementation-011-restart-1.json", """{ "new_worker_id": "worker-implementation-011-restart-1", "original_worker_id": "worker-implementation-011", "status": "pending" }""");
        Assert.DoesNotContain(Acting.Run(plan).Workers.Single().Steps, static step => step is { Outcome: StepOutcome.Done });
        Acting.AssertOnlyTouched($"{Queue}worker-implementation-011-restart-1.json");
    }

    [Theory]
    [InlineData("a", 0, "a-restart-1")]
    [InlineData("a-restart-2", 2, "a-restart-3")]
    [InlineData("a-restart-x", 0, "a-restart-x-restart-1")]
    [InlineData("-restart-1", 0, "-restart-1-restart-1")]
    public void Names_count_the_attempts_of_the_first(string worker, int attempt, string next)
        => Assert.Equal((attempt, next), (RestartName.AttemptOf(worker), RestartName.Of(worker, RestartName.AttemptOf(worker) + 1)));

    private void StartDaemon(string? home = null)
    {
        _daemon = RealProcess.StartIn(null, new Dictionary<string, string> { ["COMMIT_RELAY_HOME"] = home ?? _world.Root.Home }, "sleep", "1000");
        _world.Temp.Write("commit-relay-worker-restart.pid", $"{_daemon.Pid}\n", SampleTime.Ahead);
    }

    private string? Refusal(string name) => Acting.Plan(name, WorkerAction.Restart).Workers.Single().Refusal;

    private string Told(SampleEngine engine, string name)
        => engine.Find("commit-relay/home/" + name) is { } judged ? SampleEngine.Evidence(judged, _world.Time.Now) : "";
}
