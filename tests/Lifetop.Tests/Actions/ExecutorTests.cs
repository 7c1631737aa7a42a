using System;
using System.Linq;
using System.Threading;
using Lifetop.Actions;
using Lifetop.Actions.Steps;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions;

/// <summary>Intent before, outcome after, an end in any case; and what the world or the journal may do in between.</summary>
public sealed class ExecutorTests
{
    [Fact]
    public void Writes_intent_before_and_outcome_after_each_step_and_ends_processes_first()
    {
        bool? alive = null;
        RealProcess? root = null;
        using var world = new ActingWorld
        {
            Journal = new MemoryJournal { Intending = step => alive ??= root!.HasEnded == false },
            Runners = [new Noted(static _ => new StepResult(StepOutcome.Done, "typed"))],
        };
        root = world.Start("sleep", "1000");
        var other = world.Start("sleep", "1001");
        world.Declare("a", root);
        world.Declare("b", other);
        var plan = new Plan
        {
            Action = WorkerAction.Reap,
            Workers = [world.PlanOf(world.See("manifest/a", 1), 5, Typing), world.PlanOf(world.See("manifest/b", 1), 5)],
        };

        var result = world.Run(plan);

        Assert.Equal(PlanOutcome.Done, result.Outcome);
        Assert.Equal(12, result.Id);
        Assert.Equal(["begin reap", "intend 1", "intend 3", "finish 1 done", "finish 3 done", "intend 2", "finish 2 done", "end done"], world.Journal.Calls);
        Assert.True(alive);
        Assert.Contains(world.Said, static said => said.StartsWith("reaping 2 workers: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, "refused", true)]
    [InlineData(2, "failed", true)]
    [InlineData(3, "failed", true)]
    [InlineData(4, "partly", false)]
    [InlineData(6, "partly", false)]
    [InlineData(7, "done", false)]
    [InlineData(8, "done", false)]
    public void Does_nothing_that_the_journal_did_not_take(int failsFrom, string outcome, bool alive)
    {
        using var world = new ActingWorld { Journal = new MemoryJournal { FailsFrom = failsFrom }, Runners = [new Noted(static _ => new StepResult(StepOutcome.Done, "typed"))] };
        var first = world.Start("sleep", "1000");
        var second = world.Start("sleep", "1001");
        world.Declare("a", first);
        world.Declare("b", second);
        var plan = new Plan
        {
            Action = WorkerAction.Reap,
            Workers = [world.PlanOf(world.See("manifest/a", 1), 5, Typing), world.PlanOf(world.See("manifest/b", 1), 5)],
        };

        var result = world.Run(plan);

        Assert.Equal(outcome, result.Outcome.Word());
        Assert.Contains("the disk is full", result.Reason, StringComparison.Ordinal);
        Assert.True(Eventually.IsTrue(() => alive != first.HasEnded && alive != second.HasEnded));
        Assert.StartsWith(failsFrom == 1 ? "begin " : "end ", world.Journal.Calls[^1], StringComparison.Ordinal);
        Assert.Equal(failsFrom > 6, ((Noted)world.Runners[0]).Ran);
    }

    [Fact]
    public void What_a_runner_throws_is_a_failed_step_and_the_plan_gets_its_end()
    {
        using var world = new ActingWorld { Runners = [new Noted(static _ => throw new InvalidOperationException("the pane bit"))] };

        var result = world.Run(Plans.Of(Typing, Typing));

        Assert.Equal(PlanOutcome.Failed, result.Outcome);
        Assert.All(result.Workers[0].Steps, static step => Assert.Equal(new StepResult(StepOutcome.Failed, "a mistake of lifetop's own: the pane bit"), step));
        Assert.Equal("end failed", world.Journal.Calls[^1]);
    }

    [Fact]
    public void Keeps_the_rest_of_a_worker_whose_processes_survive()
    {
        using var world = new ActingWorld { Runners = [new Noted(static _ => new StepResult(StepOutcome.Done, ""))] };
        // In lifetop's own session: it is left alone.
        using var near = Observation.Proc.Child.Quiet();
        var root = world.Start("sleep", "1000");
        var plan = Plans.Of(new EndProcesses(Plans.Planned(Plans.Identity(root.Pid), Plans.Identity(near.Pid)), TimeSpan.FromSeconds(1)), Typing);

        var result = world.Run(plan);

        Assert.Equal(PlanOutcome.Partly, result.Outcome);
        Assert.Equal(StepOutcome.Partly, result.Workers[0].Steps[0]!.Outcome);
        Assert.Equal(new StepResult(StepOutcome.Kept, "not all of its processes are gone"), result.Workers[0].Steps[1]);
        Assert.False(((Noted)world.Runners[0]).Ran);
    }

    [Fact]
    public void Passes_over_a_worker_that_was_started_anew()
    {
        using var world = new ActingWorld();
        var first = world.Start("sleep", "1000");
        world.Declare("again", first);
        var plan = world.Reap(5, world.See("manifest/again", 1));
        first.Kill();
        var next = world.Start("sleep", "1000");
        world.Declare("again", next);
        Eventually.True(() =>
        {
            world.World.Look();
            return world.World.Roster.Workers.Any(judged => judged.Worker.Root?.Pid == next.Pid && judged.Worker.Key.Text == "manifest/again");
        }, "the next attempt is seen");

        var result = world.Run(plan);

        Assert.Equal(PlanOutcome.Refused, result.Outcome);
        Assert.Equal($"started anew since the plan was made: pid {next.Pid}", result.Reason);
        Assert.Equal(["begin reap", "finish 1 skipped", "end refused"], world.Journal.Calls);
        Assert.False(next.HasEnded);
    }

    [Fact]
    public void Writes_nothing_where_there_is_nothing_to_do()
    {
        using var world = new ActingWorld();
        var refused = Plans.ByHand() with { Refusal = "protected" };

        Assert.Equal((PlanOutcome.Refused, "protected"), Told(world.Run(new Plan { Action = WorkerAction.Reap, Workers = [refused] })));
        Assert.Equal((PlanOutcome.Already, ""), Told(world.Run(new Plan { Action = WorkerAction.Reap, Workers = [Plans.ByHand() with { Already = "cleaned 3m ago" }] })));
        Assert.Empty(world.Journal.Calls);
    }

    [Fact]
    public void Cancelled_between_steps_it_does_no_more_of_them()
    {
        using var cancel = new CancellationTokenSource();
        using var world = new ActingWorld { Runners = [new Noted(_ => { cancel.Cancel(); return new StepResult(StepOutcome.Done, ""); })] };

        var result = world.Run(Plans.Of(Typing, Typing), cancel.Token);

        Assert.Equal(PlanOutcome.Cancelled, result.Outcome);
        Assert.Equal(["begin reap", "intend 1", "finish 1 done", "finish 2 cancelled", "end cancelled"], world.Journal.Calls);
    }

    private static TypeLine Typing => new(new TmuxServer("/nowhere", "", 1, 1), "%0", "hello");

    private static (PlanOutcome, string) Told(PlanResult result) => (result.Outcome, result.Reason);

    /// <summary>Runs a step of another kind as the test says.</summary>
    private sealed class Noted(Func<PlanStep, StepResult> run) : IStepRunner
    {
        public bool Ran { get; private set; }

        public bool Runs(PlanStep step) => step is TypeLine;

        public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
        {
            Ran = true;
            return run(step);
        }
    }
}
