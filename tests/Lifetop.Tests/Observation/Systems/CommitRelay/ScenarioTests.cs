using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lifetop.Model;
using Lifetop.Observation.Systems;
using Lifetop.Tests.Support;
using Xunit;
using static Lifetop.Tests.Support.Make;

namespace Lifetop.Tests.Observation.Systems.CommitRelay;

/// <summary>The failures that commit-relay's document numbers, as far as they are about seeing.</summary>
public sealed class ScenarioTests : IDisposable
{
    private const string Prefix = "commit-relay/home/";
    private readonly RelayWorld _world = new();
    private SampleEngine? _engine;

    private SampleEngine Engine
    {
        get
        {
            if (_engine is null)
                (_engine = _world.Engine()).LookWhole();
            return _engine;
        }
    }

    public void Dispose()
    {
        _engine?.Dispose();
        _world.Dispose();
    }

    [Fact]
    public void C1_A_dead_worker_is_a_zombie_that_holds_its_spec_and_tokens()
    {
        var judged = Engine.The(Prefix + "worker-implementation-011");
        Assert.Equal(("dead", Lifecycle.Zombie), (judged.Verdict.NativeState!, judged.Verdict.State));
        Assert.Equal("dead, left its spec, 60k tokens", judged.Verdict.Note);
        Assert.Contains(judged.Verdict.Residue, static left => left is { Kind: "tokens", What: "60000" });
        Assert.Contains("pid 999999963 is gone, its spec lies in active, last heartbeat 10m ago", Evidence(judged), StringComparison.Ordinal);
        Assert.Contains("says running", Evidence(judged), StringComparison.Ordinal);
        Assert.Equal((40, "high", "task-011"), (judged.Worker.Declaration!.HealthScore, judged.Worker.Declaration.Priority, judged.Worker.Declaration.Task));
    }

    [Fact]
    public void C2_A_silent_worker_with_a_live_process_is_stalled_and_nothing_is_offered_but_to_look()
    {
        var judged = Engine.The(Prefix + "worker-implementation-002");
        Assert.Equal(("live, silent", Lifecycle.Stalled), (judged.Verdict.NativeState!, judged.Verdict.State));
        Assert.Contains("no heartbeat for 6m", Evidence(judged), StringComparison.Ordinal);
        Assert.Equal("look at its log", judged.Verdict.Suggestion);
        Assert.Equal(_world.Of("worker-implementation-002").Pid, judged.Worker.Root!.Value.Pid);
    }

    [Fact]
    public void C3_Without_a_folder_it_is_starting_for_a_minute_and_only_then_an_orphan()
    {
        Assert.Equal("starting", Engine.The(Prefix + "worker-implementation-007").Verdict.NativeState);
        _world.Time.Now += Seconds(49.9);
        Engine.Look();
        Assert.Equal(Lifecycle.Pending, Engine.The(Prefix + "worker-implementation-007").Verdict.State);
        _world.Time.Now += Seconds(0.1);
        Engine.Look();
        var judged = Engine.The(Prefix + "worker-implementation-007");
        Assert.Equal(("orphan", Lifecycle.Zombie), (judged.Verdict.NativeState!, judged.Verdict.State));
    }

    [Fact]
    public void C4_A_template_that_was_never_filled_in_is_malformed_after_a_minute_and_names_its_line()
    {
        var judged = Engine.The(Prefix + "dev-worker-1672B646");
        Assert.Equal(Lifecycle.Unknown, judged.Verdict.State);
        _world.Time.Now += Seconds(61);
        judged = Engine.See(Prefix + "dev-worker-1672B646", "malformed");
        Assert.Equal((Lifecycle.Failed, "quarantine it"), (judged.Verdict.State, judged.Verdict.Suggestion!));
        Assert.Contains("not whole JSON (line 7)", Evidence(judged), StringComparison.Ordinal);
    }

    [Fact]
    public void C5_A_worker_that_says_it_is_done_and_lies_in_active_is_a_zombie_that_completed()
    {
        var judged = Engine.The(Prefix + "worker-implementation-006");
        Assert.Equal(("finished, unmoved", Lifecycle.Zombie, "completed"), (judged.Verdict.NativeState!, judged.Verdict.State, judged.Verdict.Ended!));
        Assert.Contains("its status.json says completed, its spec still lies in active 10m ago", Evidence(judged), StringComparison.Ordinal);
    }

    [Fact]
    public void C6_A_process_that_survived_its_cleanup_is_told_from_a_spec_that_waits_for_the_rest_of_it()
    {
        var judged = Engine.The(Prefix + "worker-fix-021");
        Assert.Equal("survivor", judged.Verdict.NativeState);
        Assert.Equal(_world.Of("worker-fix-021").Pid, Assert.Single(judged.Worker.Members).Process.Pid);
        _world.Of("worker-fix-021").Kill();
        judged = Engine.See(Prefix + "worker-fix-021", "awaiting cleanup");
        Assert.Empty(judged.Worker.Members);
    }

    [Fact]
    public void C8_Of_two_roots_the_daemon_works_for_the_one_its_environment_or_folder_names()
    {
        using var other = new SampleTree(RelayWorld.System, "home").Copy();
        using var monitor = RealProcess.StartIn(Directory.CreateDirectory(other.File("agents/logs")).FullName, null, "sleep", "1000");
        _world.Temp.Write("commit-relay-heartbeat-monitor.pid", $"{monitor.Pid}\n", SampleTime.Ahead);
        using var engine = new SampleEngine(_world.Places with { RootsOf = _ => [_world.Root.Home, other.Home] }, _world.Time);
        engine.LookWhole();
        string first = LabelOf(_world.Root), second = LabelOf(other);
        Assert.Equal("daemon alive", engine.The($"commit-relay/{first}/worker-daemon").Verdict.NativeState);
        Assert.Equal("daemon alive", engine.The($"commit-relay/{second}/heartbeat-monitor").Verdict.NativeState);
        Assert.Equal("live", engine.The($"commit-relay/{first}/worker-implementation-001").Verdict.NativeState);
        Assert.Equal("dead", engine.The($"commit-relay/{second}/worker-implementation-001").Verdict.NativeState);
    }

    [Fact]
    public void C9_Half_a_write_beside_a_spec_is_no_worker_and_is_named_after_a_minute()
    {
        Assert.DoesNotContain(Engine.Roster.Workers, static judged => judged.Worker.Name.Contains(".tmp", StringComparison.Ordinal));
        Assert.DoesNotContain("never finished", Evidence(Engine.The(Prefix + "worker-implementation-001")), StringComparison.Ordinal);
        _world.Time.Now += Seconds(60);
        Engine.See(engine => SampleEngine.Evidence(engine.The(Prefix + "worker-implementation-001"), _world.Time.Now).Contains("worker-implementation-001.json.tmp lies beside its spec", StringComparison.Ordinal), "the half write named");
    }

    [Fact]
    public void C10_The_folder_outranks_what_the_spec_says()
    {
        var judged = Engine.The(Prefix + "zombie-sample-1");
        Assert.Equal((Lifecycle.Failed, "failed", "running"), (judged.Verdict.State, judged.Verdict.NativeState!, judged.Worker.Declaration!.NativeState!));
        Assert.Equal(new DateTimeOffset(2026, 11, 11, 2, 0, 0, TimeSpan.Zero), judged.Verdict.Since);
        Assert.Equal(Lifecycle.Completed, Engine.The(Prefix + "worker-scan-023").Verdict.State);
    }

    [Fact]
    public void C11_Nobody_ever_beat_and_no_pid_is_on_file()
    {
        var judged = Engine.The(Prefix + "worker-implementation-012");
        Assert.Equal(("orphan", Lifecycle.Zombie), (judged.Verdict.NativeState!, judged.Verdict.State));
        Assert.Contains("its spec says running, and no pid of it is on file and no folder below agents/workers, it never beat; declared 20m ago", Evidence(judged), StringComparison.Ordinal);
    }

    [Fact]
    public void C12_A_beat_from_the_future_is_flagged_and_ages_nobody()
    {
        var judged = Engine.The(Prefix + "worker-implementation-013");
        Assert.Equal("live", judged.Verdict.NativeState);
        Assert.Contains("its heartbeat is dated ahead of the clock", Evidence(judged), StringComparison.Ordinal);
    }

    [Fact]
    public void C13_A_name_that_is_taken_in_archived_is_told()
        => Assert.Contains("archived has a spec of this name already", Evidence(Engine.The(Prefix + "worker-fix-020")), StringComparison.Ordinal);

    [Fact]
    public void A_worker_that_moves_from_active_to_completed_stays_the_same_worker()
    {
        string active = _world.Root.File("coordination/worker-specs/active/worker-implementation-001.json");
        string identity = Engine.The(Prefix + "worker-implementation-001").Worker.Identity;
        File.Move(active, active.Replace("/active/", "/completed/", StringComparison.Ordinal));
        var judged = Engine.See(Prefix + "worker-implementation-001", "completed");
        Assert.Equal(identity, judged.Worker.Identity);
        // Its process still runs: over, and not gone.
        Assert.Equal(Lifecycle.Zombie, judged.Verdict.State);
        _world.Of("worker-implementation-001").Kill();
        Engine.See(engine => engine.The(Prefix + "worker-implementation-001").Verdict.State == Lifecycle.Completed, "completed with nothing left");
    }

    [Fact]
    public void A_pid_file_that_suddenly_names_nobody_does_not_end_whom_an_earlier_look_saw()
    {
        Assert.Equal("live", Engine.The(Prefix + "worker-implementation-001").Verdict.NativeState);
        _world.Root.Write("agents/workers/worker-implementation-001/worker.pid", "999999999\n");
        _world.Time.Now += Seconds(3);
        Engine.See(engine => engine.The(Prefix + "worker-implementation-001").Worker.Declaration!.Process!.Pid == 999999999, "the other pid read");
        var judged = Engine.The(Prefix + "worker-implementation-001");
        Assert.Equal("live", judged.Verdict.NativeState);
        Assert.Contains("the process seen before still runs", Evidence(judged), StringComparison.Ordinal);
        _world.Of("worker-implementation-001").Kill();
        Engine.See(Prefix + "worker-implementation-001", "dead");
    }

    [Fact]
    public void Is_found_around_a_running_process_and_by_the_environment()
    {
        var places = new SystemPlaces { TempFolder = _world.Temp.Home, Projects = _world.Projects };
        using (var engine = new SampleEngine(places, _world.Time))
        {
            // The daemon's environment names it, and workers run in it; nothing else does.
            engine.LookWhole();
            Assert.Equal("live", engine.The(Prefix + "worker-implementation-001").Verdict.NativeState);
        }
        using var elsewhere = new TempFolder();
        using var named = new SampleEngine(places with { TempFolder = elsewhere.Path, Environment = name => name == "CORTEX_HOME" ? _world.Root.Home : null }, _world.Time);
        Assert.NotNull(named.Find(Prefix + "worker-implementation-001"));
    }

    [Fact]
    public void No_secret_of_a_spec_is_kept()
    {
        Assert.Contains("DO_NOT_SHOW", _world.Root.Read("coordination/worker-specs/active/worker-implementation-001.json"), StringComparison.Ordinal);
        foreach (var judged in Engine.Roster.Workers)
        {
            var said = new List<object?> { judged, judged.Worker.Declaration, judged.Verdict };
            said.AddRange(judged.Verdict.Evidence);
            said.AddRange(judged.Verdict.Residue);
            said.AddRange(judged.Worker.Declaration?.Remarks.Cast<object>() ?? []);
            Assert.DoesNotContain("DO_NOT_SHOW", string.Join('\n', said), StringComparison.Ordinal);
        }
    }

    private static string LabelOf(SampleTree tree) => $"{Path.GetFileName(Path.GetDirectoryName(tree.Home))}/home";

    private string Evidence(JudgedWorker judged) => SampleEngine.Evidence(judged, _world.Time.Now);
}
