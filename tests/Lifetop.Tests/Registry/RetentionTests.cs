using System;
using System.Linq;
using Lifetop.Model;
using Lifetop.Registry;
using Xunit;

namespace Lifetop.Tests.Registry;

public sealed class RetentionTests : IDisposable
{
    private readonly StateSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    private static DateTimeOffset Noon => StateSandbox.Noon;

    [Fact]
    public void Takes_old_changes_away_in_batches_but_never_the_last_state_of_a_worker_that_may_still_run()
    {
        using var registry = _sandbox.Open();
        for (int i = 0; i <= 50; i++)
            StateSandbox.Record(registry, Noon.AddHours(i), StateSandbox.Change("long", i % 2 == 0 ? Lifecycle.Running : Lifecycle.Idle, Noon));
        StateSandbox.Record(registry, Noon, StateSandbox.Change("over", Lifecycle.Completed, Noon));
        var retention = new Retention { Batch = 20 };
        var later = Noon.AddDays(200);
        int batches = 0;
        while (true)
        {
            Assert.True(retention.Trim(registry, later, out int removed).IsUsable);
            if (removed == 0)
                break;
            Assert.True(removed <= 60);
            batches++;
        }
        Assert.InRange(batches, 3, 5);
        var left = Assert.Single(StateSandbox.Transitions(registry));
        Assert.Equal(("long", Lifecycle.Running), (left.Name, left.To));
        Assert.Single(RecollectionReader.Read(registry, StateSandbox.Boot, later, TimeSpan.FromDays(7), out _)!.Workers);
    }

    [Fact]
    public void Takes_the_oldest_changes_away_beyond_the_number_that_is_kept()
    {
        using var registry = _sandbox.Open();
        for (int i = 0; i < 30; i++)
            StateSandbox.Record(registry, Noon.AddMinutes(i), StateSandbox.Change("a", i % 2 == 0 ? Lifecycle.Running : Lifecycle.Idle, Noon));
        var retention = new Retention { Transitions = 10 };
        retention.Trim(registry, Noon.AddHours(1), out int removed);
        Assert.Equal(20, removed);
        retention.Trim(registry, Noon.AddHours(1), out removed);
        Assert.Equal(0, removed);
        Assert.Equal(20, (StateSandbox.Transitions(registry)[0].At - Noon).Minutes);
    }

    [Fact]
    public void Keeps_what_somebody_asked_to_keep()
    {
        using var registry = _sandbox.Open();
        StateSandbox.Record(registry, Noon, StateSandbox.Change("a", Lifecycle.Completed, Noon), StateSandbox.Change("b", Lifecycle.Completed, Noon));
        new Journal(registry, "test").Protect("test:a", true);
        Retention.Default.Trim(registry, Noon.AddDays(100), out _);
        Assert.Equal(["a"], StateSandbox.Transitions(registry).Select(change => change.Name));
    }

    [Fact]
    public void Forgets_the_processes_of_earlier_boots()
    {
        using var registry = _sandbox.Open();
        var before = StateSandbox.Change("a", Lifecycle.Running, Noon);
        var lost = new Member(new ProcessIdentity(9, 90, Guid.NewGuid()), MemberTie.Descendant);
        StateSandbox.Record(registry, Noon, before with { Members = [.. before.Members, lost] });
        var retention = new Retention { Boot = StateSandbox.Boot };
        retention.Trim(registry, Noon, out int removed);
        Assert.Equal(1, removed);
        Assert.Single(RecollectionReader.Read(registry, StateSandbox.Boot, Noon, TimeSpan.FromDays(7), out _)!.Workers[0].Members);
        retention.Trim(registry, Noon, out removed);
        Assert.Equal(0, removed);
    }

    [Fact]
    public void Forgets_no_member_while_the_boot_is_not_known()
    {
        using var registry = _sandbox.Open();
        StateSandbox.Record(registry, Noon, StateSandbox.Change("a", Lifecycle.Running, Noon));
        Assert.True(new Retention { Boot = Guid.Empty }.Trim(registry, Noon, out int removed).IsUsable);
        Assert.Equal(0, removed);
        Assert.Single(Assert.Single(RecollectionReader.Read(registry, StateSandbox.Boot, Noon, TimeSpan.FromDays(7), out _)!.Workers).Members);
    }

    [Fact]
    public void Plans_and_tasks_go_by_age_and_by_number_but_an_open_one_only_by_age()
    {
        using var registry = _sandbox.Open();
        registry.Write(static connection =>
        {
            for (int i = 1; i <= 30; i++)
            {
                long at = Noon.AddMinutes(i).ToUnixTimeMilliseconds();
                Sql.Execute(connection, "INSERT INTO plans(action, owner_pid, owner_start, owner_boot, user, via, begun_at, ended_at, plan) VALUES('reap', 1, 1, '', 'ana', 'reap', $1, $2, '{}')", at, i == 1 ? null : at);
                Sql.Execute(connection, "INSERT INTO plan_workers VALUES($1, 'test:a', 'test/a')", i);
                Sql.Execute(connection, "INSERT INTO steps(plan, n, worker, what, target) VALUES($1, 1, 'test:a', 'signal', 'pid 1')", i);
                Sql.Execute(connection, "INSERT INTO task_history(name, status, source, completed_at) VALUES('t', 'done', 'test', $1)", at);
            }
        });
        var retention = new Retention { Plans = 10, Tasks = 5 };
        retention.Trim(registry, Noon.AddHours(1), out _);
        Assert.Equal("11 11 11 5", Counts(registry));
        retention.Trim(registry, Noon.AddHours(1), out _);
        Assert.Equal("11 11 11 5", Counts(registry));
        retention.Trim(registry, Noon.AddDays(100), out _);
        Assert.Equal("0 0 0 0", Counts(registry));
    }

    private static string Counts(RegistryFile registry)
    {
        string found = "";
        registry.Read(connection => found = Sql.Text(connection,
            "SELECT (SELECT count(*) FROM plans)||' '||(SELECT count(*) FROM plan_workers)||' '||(SELECT count(*) FROM steps)||' '||(SELECT count(*) FROM task_history)"));
        return found;
    }
}
