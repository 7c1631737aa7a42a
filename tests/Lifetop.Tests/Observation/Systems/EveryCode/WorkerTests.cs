using System;
using System.IO;
using Lifetop.Model;
using Lifetop.Observation.Systems;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.EveryCode;

/// <summary>Every Code's worker: alive, dead, another's pid, or no pid at all; and what waits for it.</summary>
public sealed class WorkerTests : IDisposable
{
    private const string PidFile = EveryCodeWorld.State + "/every-code-worker/worker.pid";
    private EveryCodeWorld _world = new("v1");

    public void Dispose() => _world.Dispose();

    private void BeginWith(string tree)
    {
        _world.Dispose();
        _world = new EveryCodeWorld(tree);
    }

    [Fact]
    public void E1_One_that_died_says_what_waits_for_it_and_what_its_log_complains_of()
    {
        _world.Start();
        _world.Copy();
        var down = _world.Engine.See("every-code/worker", "stale pid, worker down");
        Assert.Equal(Lifecycle.Zombie, down.Verdict.State);
        Assert.Equal("down, left its pid file; 1 queued request waits 37m", down.Verdict.RenderNote(SampleTime.Start));
        string why = SampleEngine.Evidence(down, SampleTime.Start);
        Assert.Contains("the service did not answer in time", why, StringComparison.Ordinal);
        Assert.Contains("1 queued request waits, for 37m", why, StringComparison.Ordinal);
        Assert.Contains("worker.lock is stale", why, StringComparison.Ordinal);
        Assert.Contains(down.Verdict.Residue, static left => left.Kind == "file" && left.What.EndsWith("/worker.pid", StringComparison.Ordinal));
    }

    [Fact]
    public void E2_A_process_that_has_its_pid_now_is_no_part_of_it()
    {
        BeginWith("reused-pid");
        _world.Start();
        _world.Process(888888821, "sleep", "1000");
        _world.Copy();
        var reused = _world.Engine.See("every-code/worker", "reused pid");
        Assert.True(reused.Worker.Members.IsEmpty);
        Assert.Contains("runs sleep, not Every Code's worker", SampleEngine.Evidence(reused, SampleTime.Start), StringComparison.Ordinal);
        Assert.DoesNotContain("--service-url", SampleEngine.Evidence(reused, SampleTime.Start), StringComparison.Ordinal);
    }

    [Fact]
    public void The_worker_of_another_host_that_shares_the_folder_is_not_dead_for_having_no_process_here()
    {
        _world.Start();
        _world.Copy();
        _world.Tree.Write(PidFile, File.ReadAllText(_world.Tree.File(PidFile)).Replace("\"dev-box\"", "\"Other-Mac\"", StringComparison.Ordinal));
        var foreign = _world.Engine.See("every-code/worker", "foreign");
        Assert.True(foreign is { Verdict: { State: Lifecycle.Unknown, Note: "on Other-Mac", Residue.IsEmpty: true }, Worker.Declaration: { Process: null, Leaves.IsEmpty: true } });
        Assert.Null(_world.Engine.Find("every-code/worker.lock"));
    }

    [Theory]
    [InlineData("777777722")]
    [InlineData("")]
    [InlineData("[1, 2]")]
    [InlineData("{ \"command\": [\"uv\"] }")]
    [InlineData("{ \"pid\": 0 }")]
    [InlineData("{ \"pid\": -1 }")]
    [InlineData("{ \"pid\": \"PID\" }")]
    [InlineData("{ \"pid\": PID, \"command\": \"uv run\" }")]
    [InlineData("{ \"pid\": PID } }")]
    public void E3_What_is_no_object_with_a_pid_is_no_pid(string text)
    {
        var anybody = _world.Process(0, "sleep", "1000");
        _world.Start();
        _world.Copy();
        _world.Tree.Write(PidFile, text.Replace("PID", $"{anybody.Pid}", StringComparison.Ordinal));
        var invalid = _world.Engine.See("every-code/worker", "invalid, worker down");
        Assert.True(invalid is { Verdict.State: Lifecycle.Zombie, Worker: { Root: null, Members.IsEmpty: true } });
    }

    [Fact]
    public void Without_a_pid_file_it_is_missed_only_while_somebody_waits_for_it()
    {
        _world.Start();
        _world.Copy();
        File.Delete(_world.Tree.File(PidFile));
        Assert.Equal(Lifecycle.Failed, _world.Engine.See("every-code/worker", "worker down").Verdict.State);
        Directory.Delete(_world.Root + "/launchplane_every_code_work_requests", recursive: true);
        Directory.Delete(_world.Root + "/every-code-worker/sessions", recursive: true);
        _world.Time.Now += Make.Seconds(5);
        _world.Engine.See(static one => one.The("every-code/worker").Verdict.State == Lifecycle.Completed, "missed by nobody");
    }

    [Fact]
    public void One_that_somebody_runs_by_hand_is_up_without_a_pid_file()
    {
        _world.Start();
        _world.Copy();
        _world.Engine.See("every-code/worker", "stale pid, worker down");
        var byHand = _world.Worker(0);
        var up = _world.Engine.See("every-code/worker", "worker up");
        Assert.True(up.Verdict.State.IsAlive());
        Assert.Contains($"pid {byHand.Pid}", SampleEngine.Evidence(up, SampleTime.Start), StringComparison.Ordinal);
        byHand.Kill();
        _world.Engine.See("every-code/worker", "stale pid, worker down");
    }

    [Fact]
    public void Its_death_is_seen_and_its_pid_file_is_what_it_left()
    {
        BeginWith("fenced");
        var worker = _world.Worker(EveryCodeWorld.WorkerPid);
        _world.Start();
        _world.Copy();
        Assert.Equal(worker.Pid, _world.Engine.See("every-code/worker", "worker up").Worker.Root!.Value.Pid);
        worker.Kill();
        Assert.Equal(Lifecycle.Zombie, _world.Engine.See("every-code/worker", "stale pid, worker down").Verdict.State);
    }

    [Theory]
    [InlineData("2026 GET /v1: The read operation timed out", "the service did not answer in time")]
    [InlineData("HTTP Error 401: Unauthorized for Bearer abc", "the service rejected its credentials")]
    [InlineData("403 Forbidden", "the service rejected its credentials")]
    [InlineData("LAUNCHPLANE_EVERY_CODE_WORKER_TOKEN is required", "it was started without its credentials")]
    [InlineData("missing worker token", "it was started without its credentials")]
    [InlineData("timeout\n401\n", "the service rejected its credentials")]
    [InlineData("claimed request", "")]
    [InlineData("", "")]
    public void Its_log_is_told_in_our_words_alone(string log, string said) => Assert.Equal(said, LogEnd.Find(log, DaemonLog.Meaning));

    [Fact]
    public void What_its_log_said_long_ago_is_past()
    {
        string log = "read timed out\n";
        for (int i = 0; i < 20; i++)
            log += "claimed request\n";
        Assert.Equal("", LogEnd.Find(log, DaemonLog.Meaning));
    }
}
