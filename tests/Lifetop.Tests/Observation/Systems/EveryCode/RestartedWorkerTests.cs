using System;
using System.IO;
using System.Linq;
using Lifetop.Model;
using Lifetop.Tests.Support;
using Xunit;

namespace Lifetop.Tests.Observation.Systems.EveryCode;

/// <summary>Its worker dies and is started again in the midst of its work: nothing stale stays, and nobody is there twice.</summary>
public sealed class RestartedWorkerTests : IDisposable
{
    private const string PidFile = EveryCodeWorld.State + "/every-code-worker/worker.pid", LockFile = EveryCodeWorld.State + "/every-code-worker/worker.lock";
    private readonly EveryCodeWorld _world = new("fenced");

    public void Dispose() => _world.Dispose();

    [Fact]
    public void With_pending_feedback_a_start_under_way_and_a_half_written_session_file()
    {
        var first = _world.Worker(EveryCodeWorld.WorkerPid);
        _world.Start();
        _world.Copy();
        foreach (string folder in (string[])["every-code-worker/sessions", "launchplane_every_code_work_requests"])
            foreach (string file in Directory.GetFiles($"{_world.Root}/{folder}"))
                File.Delete(file);
        Directory.CreateDirectory(_world.Root + "/launchplane_every_code_pr_feedback");
        _world.Tree.Write(EveryCodeWorld.State + "/launchplane_every_code_pr_feedback/f.json", $$"""{ "request_id": "{{EveryCodeWorld.IdOf(71)}}", "status": "pending" }""");
        _world.WriteSession(71);
        _world.WriteRequest(71, "running", "\"result_pr_url\": \"https://example.invalid/pull/3\"");
        _world.Open(EveryCodeWorld.SessionOf(71));
        _world.WriteRequest(72, "claimed", "\"claimed_at\": \"2026-11-21T11:59:30Z\"");
        _world.WriteRequest(73, "queued");
        _world.Engine.See("every-code/worker", "worker up");

        // It dies while it writes the file of a session that it has just opened.
        _world.Open(EveryCodeWorld.SessionOf(72));
        _world.Tree.Write($"{EveryCodeWorld.State}/every-code-worker/sessions/{EveryCodeWorld.IdOf(72)}.json", "{\"created_at\": \"2026-11-21T1");
        first.Kill();
        var down = _world.Engine.See("every-code/worker", "stale pid, worker down");
        Assert.Equal("down, left its pid file; 1 queued request waits 2h00", down.Verdict.RenderNote(SampleTime.Start));
        Assert.False(See(72).Verdict.State is Lifecycle.Zombie or Lifecycle.Completed or Lifecycle.Orphan);
        Assert.True(See(71).Verdict.State.IsAlive());
        Assert.DoesNotContain(_world.Engine.Roster.Workers, static one => one.Worker.Key.Text.Contains("/session/", StringComparison.Ordinal));

        // Somebody starts it: the lock is taken, the old pid file is still there.
        var starter = _world.Process(0, "sleep", "1000");
        _world.Tree.Write(LockFile, $"{starter.Pid}", SampleTime.Start);
        Assert.Equal(Lifecycle.Pending, _world.Engine.See("every-code/worker.lock", "start under way").Verdict.State);
        var second = _world.Worker(0);
        // As it replaces it: written beside, then renamed; and the lock is gone after the start.
        string written = File.ReadAllText(_world.Tree.File(PidFile)).Replace($"{first.Pid}", $"{second.Pid}", StringComparison.Ordinal);
        File.WriteAllText(_world.Root + "/every-code-worker/worker.tmp", written);
        File.Move(_world.Root + "/every-code-worker/worker.tmp", _world.Tree.File(PidFile), overwrite: true);
        File.SetLastWriteTimeUtc(_world.Tree.File(PidFile), SampleTime.Start.UtcDateTime);
        File.Delete(_world.Tree.File(LockFile));
        starter.Kill();
        _world.WriteSession(72);
        _world.WriteRequest(72, "running");
        _world.WriteRequest(73, "claimed", "\"claimed_at\": \"2026-11-21T11:59:59Z\"");

        Assert.Equal(second.Pid, _world.Engine.See("every-code/worker", "worker up").Worker.Root!.Value.Pid);
        _world.Engine.See(EveryCodeWorld.KeyOf(72), "session live");
        _world.Engine.See(EveryCodeWorld.KeyOf(73), "claimed");
        _world.Time.Now += Make.Seconds(5);
        _world.Engine.See(static one => one.Find("every-code/worker.lock") is null, "without the lock");
        string[] rows = [.. _world.Engine.Roster.Workers.Where(static one => one.Worker.Source == "every-code" && !one.Verdict.State.IsEnded()).Select(static one => $"{one.Worker.Key.Text} {one.Verdict.NativeState}").Order(StringComparer.Ordinal)];
        Assert.Equal([$"{EveryCodeWorld.KeyOf(71)} session live", $"{EveryCodeWorld.KeyOf(72)} session live", $"{EveryCodeWorld.KeyOf(73)} claimed", "every-code/worker worker up"], rows);
        Assert.Contains("1 pending feedback", SampleEngine.Evidence(See(71), SampleTime.Start), StringComparison.Ordinal);
        Assert.Empty(_world.Engine.Roster.Gaps);
    }

    private JudgedWorker See(int issue)
    {
        _world.Engine.LookWhole();
        return _world.Engine.The(EveryCodeWorld.KeyOf(issue));
    }
}
