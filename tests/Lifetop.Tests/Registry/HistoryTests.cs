using System;
using System.Linq;
using Lifetop.Model;
using Lifetop.Registry;
using Xunit;

namespace Lifetop.Tests.Registry;

public sealed class HistoryTests : IDisposable
{
    private readonly StateSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    private static DateTimeOffset Noon => StateSandbox.Noon;

    [Fact]
    public void Tells_the_state_of_every_worker_at_a_moment()
    {
        using var registry = _sandbox.Open();
        StateSandbox.Record(registry, Noon, StateSandbox.Change("a", Lifecycle.Running, Noon), StateSandbox.Change("b", Lifecycle.Running, Noon));
        StateSandbox.Record(registry, Noon.AddMinutes(5), StateSandbox.Change("a", Lifecycle.Zombie, Noon.AddMinutes(4)));
        StateSandbox.Record(registry, Noon.AddMinutes(6), StateSandbox.Change("c", Lifecycle.Waiting, Noon.AddMinutes(6)));
        new Journal(registry, "test").Forget("test:b", Noon.AddMinutes(7));

        Assert.Equal("", At(registry, Noon.AddSeconds(-1)));
        Assert.Equal("a running, b running", At(registry, Noon));
        Assert.Equal("a running, b running", At(registry, Noon.AddMinutes(4)));
        Assert.Equal("a zombie, b running", At(registry, Noon.AddMinutes(5)));
        Assert.Equal("a zombie, b running, c waiting", At(registry, Noon.AddMinutes(6)));
        Assert.Equal("a zombie, c waiting", At(registry, Noon.AddMinutes(8)));
    }

    [Fact]
    public void Gives_the_newest_last_limited_and_since_a_time()
    {
        using var registry = _sandbox.Open();
        for (int i = 0; i < 10; i++)
            StateSandbox.Record(registry, Noon.AddMinutes(i), StateSandbox.Change("a", i % 2 == 0 ? Lifecycle.Running : Lifecycle.Idle, Noon.AddMinutes(i)));
        var history = new History(registry);
        history.Transitions(new HistoryQuery { Limit = 3 }, out var newest);
        Assert.Equal([7, 8, 9], newest.Select(change => (change.At - Noon).Minutes));
        history.Transitions(new HistoryQuery { Since = Noon.AddMinutes(8) }, out var since);
        Assert.Equal([8, 9], since.Select(change => (change.At - Noon).Minutes));
    }

    [Fact]
    public void Keeps_the_order_of_writing_when_the_clock_goes_back()
    {
        using var registry = _sandbox.Open();
        StateSandbox.Record(registry, Noon, StateSandbox.Change("a", Lifecycle.Running, Noon));
        StateSandbox.Record(registry, Noon.AddHours(-2), StateSandbox.Change("a", Lifecycle.Idle, Noon.AddHours(-2)));
        Assert.Equal([Lifecycle.Running, Lifecycle.Idle], StateSandbox.Transitions(registry).Select(change => change.To));
    }

    [Fact]
    public void Finds_a_worker_that_is_gone_by_key_name_or_identity()
    {
        using var registry = _sandbox.Open();
        StateSandbox.Record(registry, Noon, StateSandbox.Change("a", Lifecycle.Completed, Noon), StateSandbox.Change("ab", Lifecycle.Running, Noon));
        foreach (string name in new[] { "a", "test/a", "test:a" })
        {
            new History(registry).Find(name, out var found);
            Assert.Equal(["test:a"], found.AsEnumerable());
        }
    }

    [Fact]
    public void Reads_plans_back_with_their_steps()
    {
        using var registry = _sandbox.Open();
        registry.Write(connection =>
        {
            Sql.Run(connection, """
                INSERT INTO plans(action, owner_pid, owner_start, owner_boot, user, tty, via, begun_at, plan)
                  VALUES('reap', 7, 70, '4b7d3f0e00004000800000000000b007', 'ana', 'pts/3', 'screen', 1000, '{}');
                INSERT INTO plan_workers VALUES(1, 'test:a', 'test/a');
                INSERT INTO steps VALUES(1, 1, 'test:a', 'signal', 'pid 4242', 1001, 'done', 'TERM', 1002);
                INSERT INTO steps VALUES(1, 2, 'test:a', 'close', '%7', NULL, NULL, NULL, NULL);
                """);
        });
        new ActionHistory(registry).Plans(new HistoryQuery { Identity = "test:a" }, out var plans);
        var plan = Assert.Single(plans);
        Assert.Equal(("reap", "ana", "screen", 7, null), (plan.Action, plan.User, plan.Via, plan.Owner.Pid, plan.EndedAt));
        Assert.Equal(["done", null], plan.Steps.Select(step => step.Outcome));
        new ActionHistory(registry).Plans(new HistoryQuery { Identity = "test:b" }, out var none);
        Assert.Empty(none);

        var open = Assert.Single(RecollectionReader.Read(registry, StateSandbox.Boot, Noon, TimeSpan.FromDays(7), out _)!.OpenPlans);
        Assert.Equal(new OpenPlan(1, "reap", "test:a", new ProcessIdentity(7, 70, open.Owner.Boot), DateTimeOffset.FromUnixTimeMilliseconds(1000), 1, 2), open);
    }

    private static string At(RegistryFile registry, DateTimeOffset moment)
    {
        Assert.True(new History(registry).At(moment, out var found).IsUsable);
        return string.Join(", ", found.Select(change => change.Name + " " + change.To.Word()));
    }
}
