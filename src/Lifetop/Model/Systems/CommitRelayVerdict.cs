namespace Lifetop.Model.Systems;

/// <summary>The verdicts on commit-relay's workers and daemons, in that system's words.</summary>
public static class CommitRelayVerdict
{
    public const string Malformed = "malformed", Pending = "pending", StuckPending = "stuck pending", Starting = "starting", Finished = "finished, unmoved",
        Live = "live", Silent = "live, silent", Dead = "dead", Orphan = "orphan", Reused = "reused pid", AwaitingCleanup = "awaiting cleanup", Survivor = "survivor",
        Completed = "completed", Failed = "failed", DaemonAlive = "daemon alive", DaemonDown = "daemon down", StalePid = "daemon stale pid", ReusedPid = "daemon reused pid";

    /// <summary>A reap of who has this verdict gives what is left of its tokens back to the project's budget.</summary>
    public static bool GivesTokensBack(string? verdict) => verdict is Dead or Orphan or Reused or StuckPending or AwaitingCleanup or Survivor;
}
