using Lifetop.Observation.Systems.CommitRelay;

namespace Lifetop.Actions.Systems.CommitRelay;

/// <summary>Puts a worker into commit-relay's restart queue, from which its worker-restart starts another in its place.</summary>
/// <param name="Worker">Its id.</param>
/// <param name="Master">Who had it started; null where its spec does not say.</param>
public sealed record QueueRestart(string Root, string Worker, string Type, string? Task, string? Master) : PlanStep
{
    public override string What => "queue restart";

    public override string Target => RestartQueue.FolderOf(Root);

    public override string Words => $"queue {Worker} for commit-relay's worker-restart, which starts another in its place";

    public override bool ComesAfterTheEnd => true;

    public override bool StartsAgain => true;
}
