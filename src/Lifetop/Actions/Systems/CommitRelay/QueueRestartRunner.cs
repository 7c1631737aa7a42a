using System;
using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Threading;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Observation.Systems.CommitRelay;
using Lifetop.Platform;

namespace Lifetop.Actions.Systems.CommitRelay;

/// <summary>
/// Carries out <see cref="QueueRestart"/>: a new file under a name that nobody has, only while its worker is ended, nobody queued it
/// meanwhile, and the daemon that reads the queue runs for its project.
/// </summary>
public sealed class QueueRestartRunner(IWorld world, TimeProvider time) : IStepRunner
{
    private const string Daemon = "worker-restart";
    private const int MostAttempts = 1000;

    public bool Runs(PlanStep step) => step is QueueRestart;

    public StepResult Run(PlanStep step, WorkerPlan worker, CancellationToken cancel)
    {
        var restart = (QueueRestart)step;
        world.Look();
        if (PlannedWorkers.Find(worker, world.Roster) is { } seen)
        {
            if (seen.Worker.RootAlive)
                return new StepResult(StepOutcome.Skipped, "its process runs");
            if (seen.Worker.Declaration?.System is CommitRelayFacts facts && RestartRules.Refusal(facts) is { } refusal)
                return new StepResult(StepOutcome.Skipped, refusal);
        }
        if (!IsRead(restart.Root))
            return new StepResult(StepOutcome.Skipped, $"{Daemon} is down by now: nobody would start it");
        var now = time.GetUtcNow();
        var queue = new RestartQueue(restart.Root);
        queue.Refresh(now);
        if (queue.Of(restart.Worker) is { } queued)
            return new StepResult(StepOutcome.Already, $"queued as {queued.Name}");
        return Create(restart, now);
    }

    /// <summary>The daemon is asked for by its process, because what its files say may be some looks old.</summary>
    private bool IsRead(string root)
    {
        foreach (var judged in world.Roster.Workers)
            if (judged.Worker is { RootAlive: true, Declaration.System: CommitRelayDaemonFacts { Program: Daemon } daemon } && daemon.Root == root)
                return true;
        return false;
    }

    private static StepResult Create(QueueRestart restart, DateTimeOffset now)
    {
        string folder = RestartQueue.FolderOf(restart.Root);
        int errno = AtomicFile.MakeFolder(folder);
        for (int attempt = RestartName.AttemptOf(restart.Worker) + 1; errno == 0 && attempt <= MostAttempts; attempt++)
        {
            string name = RestartName.Of(restart.Worker, attempt);
            errno = AtomicFile.Create(NativePath.Join(folder, name + RestartEntry.Suffix), Text(restart, name, attempt, now));
            if (errno == 0)
                return new StepResult(StepOutcome.Done, $"queued as {name}: commit-relay's worker-restart starts it");
            // An attempt that failed has this name.
            if (errno == Errno.Exists)
                errno = 0;
        }
        return new StepResult(errno is Errno.Access or Errno.Perm ? StepOutcome.NoRights : StepOutcome.Failed, errno == 0 ? "it was restarted too often: every name is taken" : FileFailures.Words(errno));
    }

    private static byte[] Text(QueueRestart restart, string name, int attempt, DateTimeOffset now)
    {
        // As its scripts write times, and as they read them: the offset has no colon.
        string at = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture);
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, JsonEdit.Layout))
        {
            json.WriteStartObject();
            json.WriteString("new_worker_id"u8, name);
            json.WriteString("task_id"u8, restart.Task);
            json.WriteString("worker_type"u8, restart.Type);
            json.WriteString("master"u8, restart.Master);
            json.WriteString("scheduled_at"u8, at);
            json.WriteString("original_worker_id"u8, restart.Worker);
            json.WriteNumber("attempt"u8, attempt);
            json.WriteString("queued_at"u8, at);
            json.WriteString("status"u8, "pending"u8);
            json.WriteEndObject();
        }
        text.Write("\n"u8);
        return text.WrittenSpan.ToArray();
    }
}
