using System;
using System.IO;
using Lifetop.Observation.Systems;
using Lifetop.Observation.Systems.CommitRelay;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.CommitRelay;

/// <summary>Why answers what the runbook asks: why it does not spawn, what it is stuck at, and why nobody cleaned up after it.</summary>
public sealed class WhyTests : IDisposable
{
    private const string Prefix = "commit-relay/home/";
    private const string Budget = "coordination/token-budget.json";
    private readonly RelayWorld _world = new();
    private readonly SampleEngine _engine;

    public WhyTests() => (_engine = _world.Engine()).LookWhole();

    public void Dispose()
    {
        _engine.Dispose();
        _world.Dispose();
    }

    [Fact]
    public void Who_does_not_spawn_is_told_with_its_type_the_budget_and_the_daemon()
    {
        const string stuck = Prefix + "worker-implementation-005";
        Sees(stuck, "it is to be launched as implementation-worker");
        Sees(stuck, "190000 tokens are left");
        Sees(stuck, $"worker-daemon runs, pid {_world.Process(RelayWorld.Daemon).Pid}");

        _world.Root.Write(Budget, """{ "total": 500000, "used": 499000, "available": 1000 }""", _world.Time.Now);
        Sees(stuck, "1000 tokens are left, fewer than the 10000 it is to have");
        _world.Root.Write(Budget, "{}", _world.Time.Now);
        Sees(stuck, "how many tokens are left cannot be told from token-budget.json");

        _world.Process(RelayWorld.Daemon).Kill();
        Sees(stuck, $"worker-daemon is down: pid {_world.Process(RelayWorld.Daemon).Pid} of {_world.Temp.File("commit-relay-worker-daemon.pid")} is gone");
        File.Delete(_world.Temp.File("commit-relay-worker-daemon.pid"));
        Sees(stuck, $"worker-daemon is down: there is no {_world.Temp.File("commit-relay-worker-daemon.pid")}");
    }

    [Fact]
    public void Who_is_stuck_is_told_with_what_its_log_complains_of_and_no_line_of_it()
    {
        const string silent = Prefix + "worker-implementation-002";
        Assert.Equal("live, silent", _engine.The(silent).Verdict.NativeState);
        Assert.DoesNotContain("its log ends", Told(silent), StringComparison.Ordinal);
        _world.Root.Write("agents/workers/worker-implementation-002/logs/stderr.log", "started\nAPI Error: 429 rate_limit_error key sk-DO_NOT_SHOW\nretrying\n", _world.Time.Now);
        Sees(silent, "its log ends with a complaint: the API limits its rate");
        Assert.DoesNotContain("DO_NOT_SHOW", Told(silent), StringComparison.Ordinal);
        Assert.Contains("last heartbeat", Told(silent), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("worker-implementation-003", "7500 of its tokens are not given back, 190000 are left")]
    [InlineData("worker-fix-020", "3800 of its tokens are not given back, 190000 are left")]
    [InlineData("worker-implementation-006", "worker-daemon runs")]
    public void Who_is_not_cleaned_up_is_told_with_the_daemon_that_should_and_the_budget(string name, string said)
    {
        Sees(Prefix + name, said);
        if (!name.EndsWith("006", StringComparison.Ordinal))
            Sees(Prefix + name, $"heartbeat-monitor is down: pid 999999960 of {_world.Temp.File("commit-relay-heartbeat-monitor.pid")} is gone");
    }

    [Theory]
    [InlineData("API Error: 529 {\"type\":\"overloaded_error\"}", "the API is overloaded")]
    [InlineData("Error: 401 invalid x-api-key", "the API rejected its credentials")]
    [InlineData("API Error: Your credit balance is too low", "the API says that nothing is left to spend")]
    [InlineData("API Error (Request timed out.)\nretrying", "the API did not answer")]
    [InlineData("wrote 429 lines\nread port 401", "")]
    [InlineData("", "")]
    public void Complaints_are_told_in_our_words_alone(string log, string said) => Assert.Equal(said, LogEnd.Find(log, AgentLog.Meaning));

    private void Sees(string key, string said)
    {
        _engine.See(
            _ =>
            {
                // The source is asked every two seconds of a clock that stands still by itself.
                _world.Time.Now += Make.Seconds(1);
                return Told(key).Contains(said, StringComparison.Ordinal);
            },
            said);
    }

    private string Told(string key) => SampleEngine.Evidence(_engine.The(key), _world.Time.Now);
}
