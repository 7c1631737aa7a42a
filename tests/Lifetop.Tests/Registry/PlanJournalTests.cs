using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using Lifetop.Actions;
using Lifetop.Actions.Steps;
using Lifetop.Model;
using Lifetop.Registry;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Registry;

/// <summary>Plans in a real registry: written before anything is done, one at a time about a worker, taken over from the dead.</summary>
public sealed class PlanJournalTests : IDisposable
{
    private static readonly Actor Ana = new("ana", "pts/3", "10.0.0.7", "reap");
    private static readonly ProcessIdentity Nobody = new(int.MaxValue - 1, 77, RealProcess.Boot);
    private readonly StateSandbox _sandbox = new();
    private readonly RegistryFile _registry;
    private readonly RealProcess _other = RealProcess.Start("sleep", "1000");

    public PlanJournalTests() => _registry = _sandbox.Open();

    public void Dispose()
    {
        _other.Dispose();
        _registry.Dispose();
        _sandbox.Dispose();
    }

    private static DateTimeOffset Noon => StateSandbox.Noon;

    private ProcessIdentity Living => new(_other.Pid, _other.StartTicks, RealProcess.Boot);

    [Fact]
    public void A_plan_is_there_with_all_its_steps_before_the_first_is_done()
    {
        var journal = Journal();
        var begun = journal.Begin(PlanningProgram.Plan(), Noon);
        Assert.Equal((1, null, false), (begun.Id, begun.Refusal, begun.TimedOut));
        var plan = Assert.Single(Plans());
        Assert.Equal(("reap", "ana", "pts/3", "10.0.0.7", "reap", null), (plan.Action, plan.User, plan.Terminal, plan.SshClient, plan.Via, plan.Outcome));
        Assert.Equal(["1 test/a end processes: TERM to 0 processes, after 5s KILL to what is left", "2 test/a remove file: remove a.pid"],
            plan.Steps.Select(step => $"{step.Number} {step.Key} {step.What}: {step.Words}"));
        Assert.All(plan.Steps, step => Assert.Null(step.IntendedAt));

        Assert.Null(journal.Intend(1, 1, Noon.AddSeconds(1)));
        Assert.Null(journal.Finish(1, 1, new StepResult(StepOutcome.Done, "2 of 2 gone, TERM, 0.4s"), Noon.AddSeconds(1.5)));
        Assert.Null(journal.Intend(1, 2, Noon.AddSeconds(2)));
        Assert.Null(journal.Finish(1, 2, new StepResult(StepOutcome.Kept, "written since"), Noon.AddSeconds(2)));
        Assert.Null(journal.End(1, PlanOutcome.Partly, "a.pid kept", Noon.AddSeconds(3)));
        plan = Assert.Single(Plans());
        Assert.Equal(("partly", "a.pid kept", TimeSpan.FromSeconds(3)), (plan.Outcome, plan.Reason, plan.Took));
        Assert.Equal(["done", "kept"], plan.Steps.Select(step => step.Outcome));
        Assert.Equal(TimeSpan.FromSeconds(0.5), plan.Steps[0].Took);
        Assert.Contains("not open", journal.Intend(1, 2, Noon), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_refused_or_done_already_is_in_the_words_and_nobody_is_at_it()
    {
        var plan = PlanningProgram.Plan();
        var refused = new WorkerPlan { Identity = "test:b", Key = "test/b", Name = "b", Refusal = "protected" };
        Journal().Begin(plan with { Workers = [refused, .. plan.Workers] }, Noon);
        Assert.Equal(["test/a"], Assert.Single(Plans()).Workers.AsEnumerable());
        Assert.Equal(["test:a"], Remembered().OpenPlans.Select(open => open.WorkerIdentity));
        Assert.Equal(1, Assert.Single(Plans()).Steps[0].Number);
    }

    [Fact]
    public void A_living_lifetop_at_the_worker_is_waited_for_and_then_named()
    {
        Journal(Living).Begin(PlanningProgram.Plan(), Noon);
        string said = "";
        var journal = Journal(patience: TimeSpan.FromMilliseconds(300), waiting: words => said += words);
        var refused = journal.Begin(PlanningProgram.Plan(), Noon.AddSeconds(12));
        Assert.True(refused.TimedOut);
        Assert.Equal($"plan 1 of lifetop {_other.Pid} is at a: reap, begun 12s ago; waited 0s, try again", refused.Refusal);
        Assert.StartsWith("plan 1", said, StringComparison.Ordinal);
        Assert.Single(Plans());
    }

    [Fact]
    public void Other_workers_need_not_wait()
    {
        Journal(Living).Begin(PlanningProgram.Plan(), Noon);
        Assert.Null(Journal(patience: TimeSpan.Zero).Begin(PlanningProgram.Plan("b"), Noon).Refusal);
    }

    [Theory]
    [InlineData("test:before", "test:a")]
    [InlineData("test:a", "test:after")]
    public void A_worker_under_another_name_is_the_same_worker(string first, string second)
    {
        Journal(Living).Begin(Renamed(first, second == "test:after" ? ["test:after"] : []), Noon);
        var refused = Journal(patience: TimeSpan.Zero).Begin(Renamed(second, first == "test:before" ? ["test:before"] : []), Noon);
        Assert.True(refused.TimedOut);
    }

    [Fact]
    public void The_wait_ends_with_the_death_of_who_was_waited_for()
    {
        Journal(Living).Begin(PlanningProgram.Plan(), Noon);
        var journal = Journal(patience: TimeSpan.FromSeconds(60), waiting: _ => _other.Kill());
        var begun = journal.Begin(PlanningProgram.Plan(), Noon);
        Assert.Equal(2, begun.Id);
        var plans = Plans();
        Assert.Equal(("taken over", "by plan 2"), (plans[0].Outcome, plans[0].Reason));
        Assert.All(plans[0].Steps, step => Assert.Equal("taken over", step.Outcome));
        Assert.Equal([2L], Remembered().OpenPlans.Select(open => open.Id));
    }

    [Fact]
    public void The_wait_can_be_broken_off()
    {
        Journal(Living).Begin(PlanningProgram.Plan(), Noon);
        using var cancel = new CancellationTokenSource();
        var refused = Journal(patience: TimeSpan.FromSeconds(60), waiting: _ => cancel.Cancel(), cancel: cancel.Token).Begin(PlanningProgram.Plan(), Noon);
        Assert.Equal((0, false), (refused.Id, refused.TimedOut));
        Assert.StartsWith("cancelled", refused.Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_pid_of_another_start_or_boot_is_not_the_owner(bool boot)
    {
        var old = boot ? Living with { Boot = Guid.NewGuid() } : Living with { StartTicks = Living.StartTicks - 1 };
        Journal(old).Begin(PlanningProgram.Plan(), Noon);
        Assert.Equal(2, Journal(patience: TimeSpan.Zero).Begin(PlanningProgram.Plan(), Noon).Id);
    }

    [Fact]
    public void What_a_dead_lifetop_left_of_other_workers_stays_unfinished()
    {
        var both = PlanningProgram.Plan() with { Workers = [.. PlanningProgram.Plan().Workers, .. PlanningProgram.Plan("b").Workers] };
        var dead = Journal(Nobody);
        dead.Begin(both, Noon);
        dead.Finish(1, 1, new StepResult(StepOutcome.Done, "gone"), Noon);
        Assert.Equal(2, Journal().Begin(PlanningProgram.Plan(), Noon).Id);
        Assert.Equal(["done", "taken over", null, null], Plans()[0].Steps.Select(step => step.Outcome));
        Assert.Null(Plans()[0].Outcome);
        Assert.Equal(["1 test:b", "2 test:a"], Remembered().OpenPlans.Select(open => $"{open.Id} {open.WorkerIdentity}"));
        Assert.Equal(3, Journal().Begin(PlanningProgram.Plan("b"), Noon).Id);
        Assert.Equal("taken over", Plans()[0].Outcome);
    }

    [Fact]
    public void Unfinished_plans_tell_what_is_needed_to_finish_them()
    {
        var worktree = new RemoveWorktree("/w/a", Discard: true, "w/a", "2 files changed");
        var plan = PlanningProgram.Plan() with { Grace = TimeSpan.FromSeconds(9) };
        plan = plan with { Workers = [plan.Workers[0] with { Steps = plan.Workers[0].Steps.Add(worktree) }, .. PlanningProgram.Plan("b").Workers] };
        var dead = Journal(Nobody);
        dead.Begin(plan, Noon);
        dead.Intend(1, 1, Noon);
        dead.Finish(1, 1, new StepResult(StepOutcome.Done, "gone"), Noon);
        Journal(Living).Begin(PlanningProgram.Plan("c"), Noon);

        Assert.True(new UnfinishedPlans(_registry).Read(out var found).IsUsable);
        var left = Assert.Single(found);
        Assert.Equal((1, WorkerAction.Reap, TimeSpan.FromSeconds(9), "ana", 1, 5), (left.Id, left.Action, left.Grace, left.User, left.StepsDone, left.Steps));
        Assert.Equal(["test/a 1/3 True", "test/b 0/2 False"], left.Workers.Select(worker => $"{worker.Key} {worker.StepsDone}/{worker.Steps} {worker.Discard}"));
    }

    [Fact]
    public void Only_a_plan_that_nobody_is_at_can_be_dropped()
    {
        Journal(Nobody).Begin(PlanningProgram.Plan(), Noon);
        Journal(Living).Begin(PlanningProgram.Plan("b"), Noon);
        var journal = Journal();
        Assert.Null(journal.Drop(1, Noon));
        Assert.Contains("under way", journal.Drop(2, Noon), StringComparison.Ordinal);
        Assert.Contains("not open", journal.Drop(3, Noon), StringComparison.Ordinal);
        Assert.Equal(["dropped", null], Plans().Select(plan => plan.Outcome));
    }

    [Fact]
    public void A_plan_of_ours_whose_end_could_not_be_written_stands_in_nobodys_way()
    {
        var journal = Journal();
        journal.Begin(PlanningProgram.Plan(), Noon);
        Assert.True(Journal(patience: TimeSpan.Zero).Begin(PlanningProgram.Plan(), Noon).TimedOut);
        using (var reader = new RegistryFile(_sandbox.Folder, TimeProvider.System) { ReadOnly = true })
            Assert.NotNull(new PlanJournal(reader, Ana, PlanOwner.Self(), TimeProvider.System).End(1, PlanOutcome.Done, "", Noon));
        Assert.Equal(2, Journal(patience: TimeSpan.Zero).Begin(PlanningProgram.Plan(), Noon).Id);
    }

    [Fact]
    public void What_a_killed_lifetop_had_written_of_memory_goes_with_the_next_plan()
    {
        Journal(Nobody).Begin(PlanningProgram.Plan(), Noon);
        string left = $"{_registry.Folder.Memory}.{Nobody.Pid}-1";
        File.WriteAllText(left, "{");
        Journal().Begin(PlanningProgram.Plan(), Noon);
        Assert.False(File.Exists(left));
        Assert.Single(Remembered().OpenPlans);
    }

    [Fact]
    public void A_finished_task_is_kept_once()
    {
        var history = new TaskHistory(_registry);
        var task = new FinishedTask("a", "test:a", "test", "done") { Task = "mend it", CompletedAt = Noon };
        var runner = new TaskRecording(history, TimeProvider.System);
        Assert.Equal(StepOutcome.Done, runner.Run(new RecordTask(task), PlanningProgram.Plan().Workers[0], default).Outcome);
        Assert.Equal(StepOutcome.Already, runner.Run(new RecordTask(task), PlanningProgram.Plan().Workers[0], default).Outcome);
        Assert.Equal(StepOutcome.Done, runner.Run(new RecordTask(task with { Status = "failed" }), PlanningProgram.Plan().Workers[0], default).Outcome);
        Assert.Equal(StepOutcome.Done, runner.Run(new RecordTask(task with { Name = "b", CompletedAt = null }), PlanningProgram.Plan().Workers[0], default).Outcome);
        Assert.Equal(StepOutcome.Already, runner.Run(new RecordTask(task with { Name = "b", CompletedAt = null }), PlanningProgram.Plan().Workers[0], default).Outcome);
        // Another lifetop reckons the start of the same process a little differently; another attempt starts later.
        Assert.Equal(StepOutcome.Done, runner.Run(new RecordTask(task with { Name = "c", CreatedAt = Noon }), PlanningProgram.Plan().Workers[0], default).Outcome);
        Assert.Equal(StepOutcome.Already, runner.Run(new RecordTask(task with { Name = "c", CreatedAt = Noon.AddMilliseconds(-3) }), PlanningProgram.Plan().Workers[0], default).Outcome);
        Assert.Equal(StepOutcome.Done, runner.Run(new RecordTask(task with { Name = "c", CreatedAt = Noon.AddSeconds(5) }), PlanningProgram.Plan().Workers[0], default).Outcome);
    }

    private PlanJournal Journal(ProcessIdentity? owner = null, TimeSpan? patience = null, Action<string>? waiting = null, CancellationToken cancel = default)
        => new(_registry, Ana, owner ?? PlanOwner.Self(), TimeProvider.System)
        {
            Patience = patience ?? TimeSpan.FromSeconds(10),
            Waiting = waiting,
            Cancel = cancel,
            Memory = new MemoryCopy(_registry.Folder, StateSandbox.Boot, TimeSpan.FromDays(7), TimeProvider.System),
        };

    private static Plan Renamed(string identity, ImmutableArray<string> others)
        => PlanningProgram.Plan() with { Workers = [PlanningProgram.Plan().Workers[0] with { Identity = identity, AlsoKnownAs = others }] };

    private ImmutableArray<RecordedPlan> Plans()
    {
        Assert.True(new ActionHistory(_registry).Plans(new HistoryQuery(), out var plans).IsUsable);
        return plans;
    }

    private Recollection Remembered()
    {
        Assert.True(MemoryFile.IsFresh(_registry.Folder.Memory, _registry.Folder.Registry));
        var memory = MemoryFile.Read(_registry.Folder.Memory, out string reason);
        Assert.True(memory is not null, reason);
        return memory;
    }
}
