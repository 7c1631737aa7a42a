using Lifetop.Model.Systems;

namespace Lifetop.Actions.Systems.CommitRelay;

/// <summary>Why a worker of commit-relay cannot be put into its restart queue: by what its project's files say, and by who reads the queue.</summary>
internal static class RestartRules
{
    /// <summary>Null when it can.</summary>
    public static string? Refusal(CommitRelayFacts facts)
    {
        if (facts is { TaskId: { } task, TaskStatus: "completed" })
            return $"its task {task} is completed in task-queue.json";
        if (facts.ReplacedBy is { } other)
            return facts.IsRestartQueued ? $"its restart is queued already, as {other}" : $"it was started again as {other}";
        if (facts.Breaker is { } breaker)
            return $"commit-relay starts none of its type again: {breaker}";
        return facts.IsRestarterUp ? null : $"{facts.Restarter}: without it only scripts/spawn-worker.sh starts a worker";
    }
}
