using System;
using System.Linq;
using Lifetop.Model;
using Lifetop.Model.Query;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Model.Query;

public sealed class WorkerOrderTests
{
    private static string Sorted(WorkerOrder order, params WorkerRow[] rows)
    {
        Array.Sort(rows, order);
        return string.Join(" ", rows.Select(row => row.Name));
    }

    [Fact]
    public void What_needs_you_comes_first_then_longest_first_and_shells_last()
        => Assert.Equal("asks old-zombie zombie failed run done shell", Sorted(WorkerOrder.Default,
            Rows.Row("shell", Lifecycle.Idle, "9d", kind: WorkerKind.Shell), Rows.Row("run"), Rows.Row("done", Lifecycle.Completed),
            Rows.Row("zombie", Lifecycle.Zombie, "5m"), Rows.Row("failed", Lifecycle.Failed), Rows.Row("old-zombie", Lifecycle.Zombie, "2h"), Rows.Row("asks", Lifecycle.Waiting)));

    [Theory]
    [InlineData("cpu", "a b unknown")]
    [InlineData("cpu:desc", "b a unknown")]
    [InlineData("name:desc", "unknown b a")]
    public void Sorts_by_a_field_with_the_unknown_last(string text, string expected)
    {
        var order = WorkerOrder.Parse(text, out string? error);
        Assert.Null(error);
        Assert.Equal(expected, Sorted(order!, Rows.Row("unknown"), Rows.Row("b", counters: Rows.Busy(50, 1)), Rows.Row("a", counters: Rows.Busy(2, 1))));
    }

    [Theory]
    [InlineData("type", "a b unknown")]
    [InlineData("status:desc", "b a unknown")]
    [InlineData("health", "a b unknown")]
    [InlineData("beat:desc", "b a unknown")]
    [InlineData("spent", "a b unknown")]
    [InlineData("owner:desc", "b a unknown")]
    public void Sorts_by_what_systems_say(string text, string expected)
        => Assert.Equal(expected, Sorted(WorkerOrder.Parse(text, out _)!, Rows.Row("unknown"), Said("b", 9, "low"), Said("a", 2, "high")));

    [Fact]
    public void Sorts_priorities_by_urgency_numbers_by_their_value()
    {
        string[] expected = ["2", "10", "critical", "High", "medium", "low", "someday"];
        var rows = expected.Reverse().Select(static priority => Said(priority, 1, priority)).Append(Rows.Row("none")).ToArray();
        Assert.Equal(string.Join(' ', expected) + " none", Sorted(WorkerOrder.Parse("priority", out _)!, rows));
    }

    private static WorkerRow Said(string name, int much, string priority) => Rows.Row(name, with: worker => worker with
    {
        Declaration = new Declaration
        {
            Source = "x",
            Identity = "x",
            Key = worker.Key,
            Name = name,
            Type = "type-" + name,
            NativeState = "state-" + name,
            HealthScore = much,
            LastBeat = Rows.Now.AddMinutes(-much),
            TokensAllocated = 10,
            TokensUsed = much,
            Owner = new OwnerClaim("owner-" + name),
            Priority = priority,
        },
    });

    [Fact]
    public void Says_what_is_wrong_in_a_sort()
    {
        Assert.Null(WorkerOrder.Parse("cup", out string? error));
        Assert.Equal("no field cup: did you mean cpu?", error);
        Assert.Null(WorkerOrder.Parse("cpu:down", out error));
        Assert.Equal("down is no direction: write cpu:asc or cpu:desc", error);
    }
}
