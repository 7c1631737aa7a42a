using System;
using System.Linq;
using Lifetop.Actions.Steps;
using Lifetop.Model;
using Lifetop.Registry;
using Xunit;

namespace Lifetop.Tests.Registry;

public sealed class TaskRecordsTests : IDisposable
{
    private readonly StateSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    private static DateTimeOffset Noon => StateSandbox.Noon;

    private static FinishedTask Task(string name, int minute) => new(name, "test:" + name, "test", "done") { Task = "of " + name, CompletedAt = Noon.AddMinutes(minute) };

    [Fact]
    public void Gives_all_that_was_kept_newest_last_with_the_keys_that_are_known()
    {
        using var registry = _sandbox.Open();
        StateSandbox.Record(registry, Noon, StateSandbox.Change("a", Lifecycle.Completed, Noon));
        var full = Task("a", 2) with { Branch = "work/a", ResultUrl = "https://x/pull/7", Summary = "all is well", CreatedAt = Noon };
        var history = new TaskHistory(registry);
        Assert.True(history.Keep(full, Noon, out _));
        Assert.True(history.Keep(Task("b", 1), Noon, out _));

        new TaskRecords(registry).Tasks(new HistoryQuery(), out var all);
        Assert.Equal([("b", null), ("a", "test/a")], all.Select(static one => (one.Task.Name, one.Key)));
        Assert.Equal(full, all[1].Task);
        new TaskRecords(registry).Tasks(new HistoryQuery { Limit = 1 }, out var newest);
        Assert.Equal("a", Assert.Single(newest).Task.Name);
        new TaskRecords(registry).Tasks(new HistoryQuery { Since = Noon.AddMinutes(2) }, out var since);
        Assert.Equal("a", Assert.Single(since).Task.Name);
        new TaskRecords(registry).Tasks(new HistoryQuery { Identity = "test:b" }, out var of);
        Assert.Equal("b", Assert.Single(of).Task.Name);
    }

    [Fact]
    public void A_worker_of_which_only_its_task_is_kept_is_found_by_name()
    {
        using var registry = _sandbox.Open();
        new TaskHistory(registry).Keep(Task("b", 1), Noon, out _);
        new History(registry).Find("b", out var found);
        Assert.Equal(["test:b"], found.AsEnumerable());
    }

    [Fact]
    public void The_words_leave_out_what_is_not_known()
    {
        Assert.Equal("task removed", TaskWords.Of(new FinishedTask("a", "test:a", "test", "removed")));
        Assert.Equal("task done: of a; branch work/a; https://x/pull/7; all is well",
            TaskWords.Of(Task("a", 1) with { Branch = "work/a", ResultUrl = "https://x/pull/7", Summary = "all is well" }));
    }
}
