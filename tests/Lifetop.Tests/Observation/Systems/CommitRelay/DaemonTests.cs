using System;
using System.IO;
using System.Linq;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.CommitRelay;

/// <summary>What a daemon of commit-relay that is down says of those who wait for it, and of its log.</summary>
public sealed class DaemonTests : IDisposable
{
    private readonly RelayWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void One_that_is_down_says_how_many_specs_wait_since_when_and_what_its_log_complains_of()
    {
        Directory.CreateDirectory(_world.Root.File("agents/logs/system"));
        _world.Root.Write("agents/logs/system/worker-daemon.log", "git push\n403 token=DO_NOT_SHOW\n");
        _world.Process(RelayWorld.Daemon).Kill();
        using var engine = _world.Engine();
        engine.LookWhole();

        var daemon = engine.The("commit-relay/home/worker-daemon");

        int pending = engine.Roster.Workers.Count(static judged => judged.Worker.Declaration is { Malformed: null, System: CommitRelayFacts { Folder: CommitRelayFolder.Active, Status: "pending" } });
        Assert.True(pending > 1);
        Assert.Equal((Lifecycle.Zombie, "daemon stale pid"), (daemon.Verdict.State, daemon.Verdict.NativeState));
        Assert.StartsWith($"down, left its pid file; {pending} pending specs wait, the oldest ", daemon.Verdict.RenderNote(_world.Time.Now), StringComparison.Ordinal);
        string evidence = SampleEngine.Evidence(daemon, _world.Time.Now);
        Assert.Contains("the last lines of worker-daemon.log: the service rejected its credentials", evidence, StringComparison.Ordinal);
        Assert.DoesNotContain("DO_NOT_SHOW", evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void One_without_a_pid_file_is_missed_once_something_waits_a_minute_for_it()
    {
        File.Delete(_world.Temp.File("commit-relay-worker-daemon.pid"));
        using var engine = _world.Engine();
        engine.LookWhole();
        var launcher = engine.The("commit-relay/home/worker-daemon");
        Assert.Equal((Lifecycle.Failed, "daemon down"), (launcher.Verdict.State, launcher.Verdict.NativeState));
        Assert.Matches(@"^down; \d+ pending specs wait, the oldest ", launcher.Verdict.RenderNote(_world.Time.Now));
        Assert.Equal("start it again: worker-daemon", launcher.Verdict.Suggestion);

        // What is queued may be started in 30s; a minute after that somebody should have.
        Assert.Null(engine.Find("commit-relay/home/worker-restart"));
        _world.Time.Now += TimeSpan.FromSeconds(91);
        var restarter = engine.See("commit-relay/home/worker-restart", "daemon down");
        Assert.Equal("down; 1 queued restart waits 1m01s", restarter.Verdict.RenderNote(_world.Time.Now));
        Assert.Contains("commit-relay-worker-restart.pid is not there", SampleEngine.Evidence(restarter, _world.Time.Now), StringComparison.Ordinal);

        File.Delete(_world.Root.File("coordination/restart/queue/worker-fix-020-restart-1.json"));
        _world.Time.Now += TimeSpan.FromSeconds(3);
        engine.See(static one => one.Find("commit-relay/home/worker-restart") is not { Verdict.NativeState: "daemon down" }, "nothing waiting");
    }

    [Fact]
    public void A_pid_file_that_names_somebody_else_is_a_reused_pid_and_nobodys_process()
    {
        _world.Temp.Write("commit-relay-heartbeat-monitor.pid", $"{_world.Process(RelayWorld.Reused).Pid}\n", SampleTime.Ahead);
        using var engine = _world.Engine();
        var reused = engine.See("commit-relay/heartbeat-monitor", "daemon reused pid");
        Assert.Equal((Lifecycle.Zombie, null), (reused.Verdict.State, reused.Worker.Root));
        Assert.Empty(reused.Worker.Members);
        Assert.Equal("down, its pid is another's", reused.Verdict.Note);
        Assert.Equal(_world.Root.Home, ((CommitRelayDaemonFacts)reused.Worker.Declaration!.System!).OnlyRoot);
    }

    [Fact]
    public void What_a_torn_file_of_the_coordination_folder_said_before_holds_and_hides_nobody()
    {
        using var engine = _world.Engine();
        engine.LookWhole();
        const string Dead = "commit-relay/home/worker-implementation-003";
        Assert.Contains("task-003 is in_progress in task-queue.json, and its worker is gone", SampleEngine.Evidence(engine.The(Dead), _world.Time.Now), StringComparison.Ordinal);
        Assert.Contains("worker-pool.json lists it as pending", SampleEngine.Evidence(engine.The("commit-relay/home/worker-implementation-001"), _world.Time.Now), StringComparison.Ordinal);

        _world.Root.Write("coordination/task-queue.json", """{ "tasks": [ { "id": "task-003", "sta""", _world.Time.Now);
        engine.See(static one => one.Roster.Gaps.Any(static gap => gap.Scope.EndsWith("task-queue.json", StringComparison.Ordinal)), "a gap");
        Assert.Equal("dead", engine.The(Dead).Verdict.NativeState);
        Assert.Contains("task-003 is in_progress", SampleEngine.Evidence(engine.The(Dead), _world.Time.Now), StringComparison.Ordinal);
    }
}
