namespace Lifetop.Model.Systems;

/// <summary>The verdicts on the orchestrator's sessions, anchors and servers, in that system's words.</summary>
public static class OrchestratorVerdict
{
    public const string Live = "live", Departing = "departing", Gone = "gone", Unreachable = "unreachable", Unreadable = "unreadable",
        AnchorLive = "anchor live", AnchorStale = "anchor stale", AnchorReused = "anchor stale (reused)", AnchorBad = "anchor stale, bad content",
        Orphan = "orphan server", FarOrphan = "orphan server (no claude within 8)", Killed = "killed (in log)";
}
