using System;
using System.Linq;
using Lifetop.Model;
using Lifetop.Registry;
using Xunit;

namespace Lifetop.Tests.Registry;

/// <summary>The end of an attempt is told after the next one was seen, by one lifetop or by several.</summary>
public sealed class EarlierAttemptTests : IDisposable
{
    private readonly StateSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    private static DateTimeOffset Noon => StateSandbox.Noon;

    private static Transition Running(int pid) => Of(Lifecycle.Running, pid);

    private static Transition Ended(int pid, Ending? ending = null)
    {
        var ended = Of(Lifecycle.Failed, pid);
        return ended with { Worker = ended.Worker with { Ending = ending, SeenAt = Noon }, IsOfEarlierAttempt = true };
    }

    private static Transition Of(Lifecycle state, int pid) => StateSandbox.Change("a", state, Noon) with { Worker = StateSandbox.Worker("a", state, Noon, pid) };

    private static string Told(RegistryFile registry)
        => string.Join(", ", StateSandbox.Transitions(registry).Select(static one => $"{one.From?.Word() ?? "new"}>{one.To.Word()} {one.Root!.Value.Pid} {one.Signal}".TrimEnd()));

    [Fact]
    public void Stands_once_before_the_next_whoever_tells_of_it()
    {
        using var registry = _sandbox.Open();
        StateSandbox.Record(registry, Noon, Running(50));
        Assert.Equal(2, StateSandbox.Record(registry, Noon.AddSeconds(1), Ended(50), Running(51)));
        Assert.Equal(0, StateSandbox.Record(registry, Noon.AddSeconds(1), Ended(50), Running(51)));
        Assert.Equal("new>running 50, running>failed 50, failed>running 51", Told(registry));

        // The other one held its pidfd.
        StateSandbox.Record(registry, Noon.AddSeconds(1), Ended(50, new Ending(null, 9, Noon, "proc")), Running(51));
        Assert.Equal("new>running 50, running>failed 50 9, failed>running 51", Told(registry));
        Assert.Equal(51, StateSandbox.Transitions(registry)[^1].Root!.Value.Pid);
    }

    [Fact]
    public void An_end_that_was_seen_is_not_told_again()
    {
        using var registry = _sandbox.Open();
        StateSandbox.Record(registry, Noon, Running(50));
        StateSandbox.Record(registry, Noon.AddSeconds(1), Of(Lifecycle.Zombie, 50));
        StateSandbox.Record(registry, Noon.AddSeconds(2), Ended(50, new Ending(null, 9, Noon, "proc")), Running(51));
        Assert.Equal("new>running 50, running>zombie 50 9, zombie>running 51", Told(registry));
    }

    [Theory]
    [InlineData("restart", 1, false)]
    [InlineData("restart", -1, true)]
    [InlineData("nudge", 1, true)]
    public void What_a_plan_of_lifetop_ended_is_told_by_the_plan(string action, int endedAfterSeconds, bool isTold)
    {
        using var registry = _sandbox.Open();
        StateSandbox.Record(registry, Noon, Running(50));
        registry.Write(connection =>
        {
            Sql.Execute(connection, "INSERT INTO plans(action, owner_pid, owner_start, owner_boot, user, via, begun_at, ended_at, plan) VALUES($1, 7, 70, '', 'ana', 'cli', $2, $2, '{}')",
                action, Noon.AddSeconds(endedAfterSeconds).ToUnixTimeMilliseconds());
            Sql.Execute(connection, "INSERT INTO plan_workers VALUES(1, 'test:a', 'test/a')");
        });
        StateSandbox.Record(registry, Noon.AddSeconds(2), Ended(50), Running(51));
        Assert.Equal(isTold, Told(registry).Contains("failed 50", StringComparison.Ordinal));
    }
}
