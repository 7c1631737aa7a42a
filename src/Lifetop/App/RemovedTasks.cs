using Lifetop.Actions.Steps;
using Lifetop.Judgement;
using Lifetop.Judgement.Systems;
using Lifetop.Judgement.Systems.Multiclaude;
using Lifetop.Model;
using Lifetop.Model.Systems;

namespace Lifetop.App;

/// <summary>
/// The tasks of workers whose own system has removed them: an entry that was seen stands no more in a file that was read. They are kept, as
/// those of reaped workers are, because nobody else remembers them.
/// </summary>
internal static class RemovedTasks
{
    /// <summary>Of multiclaude: its daemon is about to drop the entry, without a history of its own where the whole session is gone.</summary>
    public static bool IsLost(JudgedWorker judged)
        => judged is { Verdict.NativeState: MulticlaudeWords.Lost, Worker.Declaration.System: MulticlaudeFacts };

    /// <summary>Null where nothing is lost by it.</summary>
    public static FinishedTask? OfLost(RememberedWorker worker)
        => worker is { Task: null, Branch: null } ? null : Of(worker, FinishedTask.Lost);

    /// <summary>Null where nothing was removed, or nothing is lost by it.</summary>
    /// <param name="worker">As it is recorded now.</param>
    /// <param name="before">How it was recorded last.</param>
    public static FinishedTask? Of(JudgedWorker judged, PastWorker known, RememberedWorker worker, Lifecycle before)
    {
        if (before.IsEnded() || worker is { Task: null, Branch: null, ResultUrl: null } || worker.Kind != WorkerKind.Agent || OwnRules.Known.Of(worker.Source) is null)
            return null;
        // agent-relay keeps the names of all that ever were; what they were at goes with the entry.
        if (known.Ruling.Cause != Cause.Vanished && judged.Verdict.NativeState != AgentRelayVerdict.Offline)
            return null;
        // How its work ended is nobody's to say any more.
        return Of(worker, FinishedTask.Removed);
    }

    private static FinishedTask Of(RememberedWorker worker, string status) => new(worker.Name, worker.Identity, worker.Source, status)
    {
        Task = worker.Task,
        Branch = worker.Branch,
        ResultUrl = worker.ResultUrl,
        Summary = worker.Summary,
        CreatedAt = worker.StartedAt,
        CompletedAt = worker.Since,
    };
}
