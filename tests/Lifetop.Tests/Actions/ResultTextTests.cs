using System.Collections.Immutable;
using Lifetop.Actions;
using Lifetop.Actions.Steps;
using Lifetop.Platform;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Actions;

/// <summary>The one line that says what came of an action.</summary>
public sealed class ResultTextTests
{
    private static readonly EndProcesses End = new([], System.TimeSpan.FromSeconds(5));
    private static readonly RemoveWorktree Worktree = new("/w/a", false, "w/a", "clean");
    private static readonly ClosePane Pane = new(Make.Server(), "%3", "@7", "main", Alone: true);

    [Fact]
    public void Counts_and_says_how_how_long_and_what_was_kept()
    {
        Assert.Equal("reaped brave-lynx: 2 of 2 gone, TERM, 0.4s; worktree kept",
            Of(PlanOutcome.Done, [End, Worktree], [new(StepOutcome.Done, "2 of 2 gone, TERM, 0.4s"), new(StepOutcome.Kept, "1 file changed")]));
        Assert.Equal("reaped brave-lynx: 1 of 1 gone, TERM, 0.1s; pane %3 and its shell kept",
            Of(PlanOutcome.Done, [End], [new(StepOutcome.Done, "1 of 1 gone, TERM, 0.1s")], new LeftAlone("pane", "typed") { Kept = "pane %3 and its shell" }));
    }

    [Fact]
    public void Says_what_else_was_done_where_no_process_was_left()
    {
        Assert.Equal("reaped brave-lynx: window @7 closed, worktree removed, 2 files removed",
            Of(PlanOutcome.Done, [Pane, Worktree, File("/a"), File("/b")], [new(StepOutcome.Done, ""), new(StepOutcome.Done, ""), new(StepOutcome.Done, ""), new(StepOutcome.Done, "")]));
        Assert.Equal("reaped brave-lynx: nothing was left", Of(PlanOutcome.Already, [], []));
    }

    [Fact]
    public void Says_what_was_passed_over_though_it_should_be_gone()
        => Assert.Equal("reaped brave-lynx: 1 of 1 gone, TERM, 0.1s; pane %3 kept: %3 was started again since",
            Of(PlanOutcome.Done, [End, Pane], [new(StepOutcome.Done, "1 of 1 gone, TERM, 0.1s"), new(StepOutcome.Skipped, "%3 was started again since")]));

    [Fact]
    public void Never_says_done_while_one_survives()
    {
        Assert.Equal("reap of brave-lynx: 1 of 3 alive after KILL: 33012 in disk sleep",
            Of(PlanOutcome.Partly, [End, Pane], [new(StepOutcome.Partly, "1 of 3 alive after KILL: 33012 in disk sleep"), new(StepOutcome.Kept, "not all of its processes are gone")]));
        Assert.Equal("reap of brave-lynx: close window @7 of main: the server does not answer", Of(PlanOutcome.Failed, [Pane], [new(StepOutcome.Failed, "the server does not answer")]));
        Assert.Equal("reap of brave-lynx cancelled: TERM was sent to pid 5", Of(PlanOutcome.Cancelled, [End], [new(StepOutcome.Cancelled, "TERM was sent to pid 5")]));
    }

    [Fact]
    public void Says_why_it_was_refused_and_that_nothing_is_to_do()
    {
        var plan = new WorkerPlan { Identity = "x", Key = "manifest/pm-daemon", Name = "pm-daemon" };
        Assert.Equal("reap of pm-daemon refused: protected", ResultText.Of(WorkerAction.Reap, new WorkerResult(plan with { Refusal = "protected" }, PlanOutcome.Refused, [])));
        Assert.Equal("nothing to do for pm-daemon: reaped 3m ago", ResultText.Of(WorkerAction.Reap, new WorkerResult(plan with { Already = "reaped 3m ago" }, PlanOutcome.Already, [])));
    }

    private static RemoveFile File(string path) => new(path, default(FileStamp), path);

    private static string Of(PlanOutcome outcome, ImmutableArray<PlanStep> steps, ImmutableArray<StepResult?> results, params ImmutableArray<LeftAlone> left)
        => ResultText.Of(WorkerAction.Reap, new WorkerResult(new WorkerPlan { Identity = "x", Key = "manifest/brave-lynx", Name = "brave-lynx", Steps = steps, LeftAlone = left }, outcome, results));
}
