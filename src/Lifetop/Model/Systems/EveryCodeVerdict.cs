namespace Lifetop.Model.Systems;

/// <summary>The verdicts on Every Code's sessions, requests and worker, in the words of its users.</summary>
public static class EveryCodeVerdict
{
    public const string SessionLive = "session live", LeaseExpired = "session live, lease expired", NoFile = "live, no session file", Finishing = "finishing", AgentGone = "agent gone, session open",
        TerminalButOpen = "terminal but open", Ended = "ended, not reconciled", AwaitingFeedback = "awaiting feedback, keep", LeftBehind = "residue", Leaking = "leaking",
        Foreign = "foreign", InvalidFile = "invalid session file", InvalidRequest = "invalid work request", Orphan = "orphan session", Starting = "starting",
        Queued = "queued", Claimed = "claimed", NoSession = "claimed, no session", RequestBlocked = "request blocked", Done = "done",
        RequestUnreadable = "request unreadable", Unlisted = "tmux not listed", Unreadable = "unreadable",
        WorkerUp = "worker up", StalePid = "stale pid, worker down", ReusedPid = "reused pid", InvalidPid = "invalid, worker down", WorkerDown = "worker down",
        StaleLock = "stale lock", BlockedStart = "blocked start", StartUnderWay = "start under way";
}
