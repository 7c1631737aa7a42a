using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lifetop.Actions;
using Lifetop.Actions.Ending;
using Lifetop.Actions.Planning;
using Lifetop.Actions.Running;
using Lifetop.Actions.Steps;
using Lifetop.Actions.Systems;
using Lifetop.Actions.Systems.EveryCode;
using Lifetop.App.Acting;
using Lifetop.Model;
using Lifetop.Tests.Observation.Systems;
using Lifetop.Tests.Observation.Systems.EveryCode;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions.Systems.EveryCode;

/// <summary>What has changed between a plan about Every Code's files and its steps is found, and nothing is lost by it.</summary>
public sealed class ReapTests : IDisposable
{
    private const string Merged = "\"result_pr_url\": \"https://example.invalid/pull/1\", \"result_summary\": \"Linked pull request merged: https://example.invalid/pull/1\"";
    private readonly EveryCodeWorld _world = EveryCodeWorld.Empty();

    private SampleEngine Engine => _world.Engine;

    public void Dispose() => _world.Dispose();

    [Fact]
    public void The_file_of_a_session_that_is_over_goes()
    {
        var plan = Plan(12, "residue");
        var result = Run(plan);
        Assert.Equal(StepOutcome.Done, Step<RemoveSessionFile>(result).Outcome);
        Assert.False(File.Exists(SessionFile(12)));
    }

    [Fact]
    public void A_session_file_that_was_written_since_stays_as_it_was_written()
    {
        var plan = Plan(12, "residue");
        _world.WriteSession(12, "\"attempt\": \"2\"");
        string written = File.ReadAllText(SessionFile(12));
        Assert.Equal((StepOutcome.Skipped, "has changed since"), What(Step<RemoveSessionFile>(Run(plan))));
        Assert.Equal(written, File.ReadAllText(SessionFile(12)));
    }

    [Fact]
    public void A_request_that_was_queued_again_since_keeps_its_session_file()
    {
        var plan = Plan(12, "residue");
        _world.WriteRequest(12, "claimed");
        Engine.See(static one => one.The(EveryCodeWorld.KeyOf(12)).Verdict.NativeState != "residue", "open again");
        Assert.Equal((StepOutcome.Kept, "its request is open again"), What(Step<RemoveSessionFile>(Run(plan))));
        Assert.True(File.Exists(SessionFile(12)));
    }

    [Fact]
    public void While_its_tmux_session_is_open_a_session_file_stays()
    {
        var plan = Plan(12, "residue");
        _world.Open(EveryCodeWorld.SessionOf(12));
        var step = new RemoveSessionFileRunner(new EngineWorld(Engine.Engine, last: null, _world.Time), TimeProvider.System).Run(Assert.Single(plan.Workers.Single().Steps.OfType<RemoveSessionFile>()), plan.Workers.Single(), default);
        Assert.Equal((StepOutcome.Kept, "its tmux session is still open"), What(step));
        Assert.True(File.Exists(SessionFile(12)));
    }

    [Fact]
    public void While_its_worktree_is_there_the_file_that_names_it_stays()
    {
        Directory.CreateDirectory(_world.WorktreeOf(EveryCodeWorld.IdOf(12)));
        Assert.Equal((StepOutcome.Kept, "its worktree is still there, and only this file names it"), What(Step<RemoveSessionFile>(Run(Plan(12, "residue")))));
    }

    [Fact]
    public void A_process_that_its_pid_file_names_by_number_alone_may_be_anybodys_and_is_not_ended()
    {
        var judged = Engine.See("every-code/worker", "worker up");
        var facts = new WorkerFacts(judged, _world.Time.Now) { Tree = PlannedTree.Of(judged.Worker, Engine.Engine.Observer.Census, out _) };
        foreach (var action in (WorkerAction[])[WorkerAction.Reap, WorkerAction.ReapNow, WorkerAction.Stop, WorkerAction.Restart])
        {
            var plan = Planner.Of(new PlanRequest(action), [facts], Make.Seconds(5)).Workers.Single();
            Assert.Empty(plan.Steps);
            Assert.Equal($"worker.pid names no command line to know it by, so pid {judged.Worker.Root!.Value.Pid} may be anybody's: end it with every-code-worker stop", plan.Refusal);
        }
    }

    [Fact]
    public void A_worker_that_runs_is_not_started_a_second_time()
    {
        var judged = Engine.See("every-code/worker", "worker up");
        var world = new EngineWorld(Engine.Engine, Engine.Roster, _world.Time);
        var plan = new WorkerPlan { Identity = judged.Worker.Identity, Key = "every-code/worker", Name = "worker" };
        string made = _world.Tree.File("made");
        var step = new StartDaemonRunner(world, TimeProvider.System).Run(new StartDaemon(["touch", made], "worker", _world.Root), plan, default);
        Assert.Equal((StepOutcome.Skipped, $"it runs: pid {judged.Worker.Root!.Value.Pid}"), What(step));
        Assert.False(File.Exists(made));
    }

    [Theory]
    [InlineData("worker.pid", "every-code/worker", "stale pid, worker down", """{"command": ["uv", "run", "launchplane", "every-code", "run"], "pid": 999999921}""")]
    [InlineData("worker.pid", "every-code/worker", "invalid, worker down", "12345")]
    [InlineData("worker.lock", "every-code/worker.lock", "stale lock", "999999922")]
    public void What_a_new_worker_wrote_since_stays_as_it_was_written(string name, string key, string word, string stale)
    {
        string file = $"{_world.Root}/every-code-worker/{name}";
        _world.Tree.Write($"{EveryCodeWorld.State}/every-code-worker/{name}", stale);
        var judged = Engine.See(key, word);
        var facts = new WorkerFacts(judged, _world.Time.Now) { Tree = [], Files = [FileRemoval.Of(file, file)!] };
        var plan = Planner.Of(new PlanRequest(WorkerAction.Reap), [facts], Make.Seconds(5));
        // As launchplane replaces it: another file under its name.
        File.WriteAllText(file + ".tmp", "written by a start meanwhile");
        File.Move(file + ".tmp", file, overwrite: true);
        Assert.Equal((StepOutcome.Skipped, "has changed since"), What(Step<RemoveFile>(Run(plan))));
        Assert.Equal("written by a start meanwhile", File.ReadAllText(file));
    }

    [Theory]
    [InlineData("no-such-program", "is not on PATH")]
    [InlineData("false", "exited with 1: see worker.log")]
    public void A_command_that_cannot_start_it_says_why_and_not_what_it_wrote(string program, string said)
    {
        var step = new StartDaemonRunner(new EngineWorld(Engine.Engine, last: null, _world.Time), TimeProvider.System)
            .Run(new StartDaemon([program], "worker", _world.Root) { Log = "worker.log" }, new WorkerPlan { Identity = "none", Key = "none", Name = "none" }, default);
        Assert.Equal(StepOutcome.Failed, step.Outcome);
        Assert.Contains(said, step.Detail, StringComparison.Ordinal);
    }

    private static (StepOutcome, string) What(StepResult result) => (result.Outcome, result.Detail);

    private static StepResult Step<T>(PlanResult result)
    {
        var worker = result.Workers.Single();
        return worker.Steps[worker.Plan.Steps.Select(static (step, i) => (step, i)).Single(static one => one.step is T).i]!;
    }

    private string SessionFile(int issue) => $"{_world.Root}/every-code-worker/sessions/{EveryCodeWorld.IdOf(issue)}.json";

    private Plan Plan(int issue, string word)
    {
        _world.WriteSession(issue);
        _world.WriteRequest(issue, "done", Merged);
        var judged = Engine.See(EveryCodeWorld.KeyOf(issue), word);
        var facts = new WorkerFacts(judged, _world.Time.Now)
        {
            Tree = PlannedTree.Of(judged.Worker, Engine.Engine.Observer.Census, out _),
            Files = [FileRemoval.Of(SessionFile(issue), SessionFile(issue))!],
        };
        return Planner.Of(new PlanRequest(WorkerAction.Reap), [facts], Make.Seconds(5));
    }

    private PlanResult Run(Plan plan)
    {
        var world = new EngineWorld(Engine.Engine, last: null, _world.Time);
        List<IStepRunner> runners = [new RemoveFileRunner(), new ClosePaneRunner(), new RemoveSessionFileRunner(world, TimeProvider.System)];
        // The task is the registry's affair.
        plan = plan with { Workers = [.. plan.Workers.Select(static worker => worker with { Steps = [.. worker.Steps.Where(static step => step is not RecordTask)] })] };
        return new Executor(world, new MemoryJournal(), new ProcessEnding(world, TimeProvider.System), runners, TimeProvider.System).Run(plan, default);
    }
}
