using System;
using System.Runtime.CompilerServices;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>
/// What a worker's pull request says about its work: taken in or turned down, the work is over whatever still runs; open, it is waited
/// for, and what ended is kept on purpose. Where nobody knows, nothing is guessed.
/// </summary>
internal static class WorkResults
{
    public static PullRequestAnswer? Of(Worker worker, Census census)
        => worker.Declaration?.ResultUrl is { } url ? census.PullRequestOf(url) : null;

    public static Ruling Apply(in Ruling ruling, Worker worker, PastWorker past, Census census)
    {
        if (Of(worker, census) is not { } answer)
            return ruling;
        int stamp = HashCode.Combine(ruling.Stamp, RuntimeHelpers.GetHashCode(answer));
        if (answer.IsSettled && MayBeOver(ruling))
        {
            bool isLeft = worker.RootAlive || Residues.Any(worker, census);
            long since = past is { State: Lifecycle.Zombie, Since: { } before } ? before.UtcTicks : answer.SeenAt.UtcTicks;
            return isLeft
                ? new Ruling(Lifecycle.Zombie, Cause.ResultSettled, since, HashCode.Combine(stamp, Residues.Stamp(worker, census))) { OwnWord = ruling.OwnWord }
                : ruling.State.IsAlive() ? ruling : new Ruling(Lifecycle.Completed, Cause.ResultSettled, ruling.SinceTicks, stamp) { OwnWord = ruling.OwnWord };
        }
        // Its own system's rules know better what they keep.
        return answer.State == PullRequestState.Open && ruling.Cause != Cause.OwnRules && HasEnded(ruling)
            ? new Ruling(Lifecycle.Completed, Cause.ResultAwaited, ruling.SinceTicks, stamp)
            : ruling with { Stamp = stamp };
    }

    /// <summary>Whoever lives, or is kept until its result is known.</summary>
    private static bool MayBeOver(in Ruling ruling)
        => ruling.State is Lifecycle.Running or Lifecycle.Idle or Lifecycle.Waiting or Lifecycle.Stalled or Lifecycle.Orphan or Lifecycle.Completed or Lifecycle.Blocked;

    private static bool HasEnded(in Ruling ruling)
        => ruling.State is Lifecycle.Zombie or Lifecycle.Blocked && ruling.Cause is Cause.ProcessEnded or Cause.PidReused or Cause.PaneDead or Cause.PaneGone or Cause.ShellLeft or Cause.Vanished;
}
