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

        var daemon = engine.The("commit-relay/worker-daemon");

        int pending = engine.Roster.Workers.Count(static judged => judged.Worker.Declaration is { Malformed: null, System: CommitRelayFacts { Folder: CommitRelayFolder.Active, Status: "pending" } });
        Assert.True(pending > 1);
        Assert.Equal((Lifecycle.Zombie, "daemon stale pid"), (daemon.Verdict.State, daemon.Verdict.NativeState));
        Assert.StartsWith($"down, left its pid file; {pending} pending specs wait, the oldest ", daemon.Verdict.RenderNote(_world.Time.Now), StringComparison.Ordinal);
        string evidence = SampleEngine.Evidence(daemon, _world.Time.Now);
        Assert.Contains("the last lines of worker-daemon.log: the service rejected its credentials", evidence, StringComparison.Ordinal);
        Assert.DoesNotContain("DO_NOT_SHOW", evidence, StringComparison.Ordinal);
    }
}
