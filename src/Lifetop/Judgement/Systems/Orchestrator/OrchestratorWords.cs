using System.Globalization;
using Lifetop.Model;
using Lifetop.Model.Systems;

namespace Lifetop.Judgement.Systems.Orchestrator;

/// <summary>A verdict of the orchestrator's rules in its own words, with the file or process each fact is from.</summary>
internal sealed class OrchestratorWords(Worker worker, Census census, OwnEvidence to)
{
    private const string Source = "orchestrator", Reconnect = "reconnect the plugin in Claude (/mcp)";

    public void Write(string word)
    {
        switch (worker.Declaration?.System)
        {
            case OrchestratorSession session:
                OfSession(worker.Declaration, session, word);
                break;
            case OrchestratorAnchor anchor:
                OfAnchor(worker.Declaration, anchor, word);
                break;
            case OrchestratorServer { Role: OrchestratorRole.Killed } server:
                OfKilled(worker.Declaration, server);
                break;
            case OrchestratorServer { Role: OrchestratorRole.Sidecar }:
                to.Add("sidecar", "the embedding server that all of the orchestrator's servers share: it outlives them by design, and lifetop never ends it", Source);
                break;
            case OrchestratorServer server:
                OfOrphan(server, word);
                break;
        }
    }

    private void OfSession(Declaration declaration, OrchestratorSession session, string word)
    {
        string row = $"its row in {ProgramNames.BaseName(declaration.File!)}";
        if (word == OrchestratorVerdict.Unreadable)
        {
            if (declaration.LastBeat is null)
                to.Add("heartbeat", $"{row} has no heartbeat that can be read", Source);
            return;
        }
        to.Add("heartbeat", $"{row}: last heartbeat", Source, declaration.LastBeat, word switch
        {
            OrchestratorVerdict.Live => " ago",
            OrchestratorVerdict.Departing => " ago; at 2m the other sessions drop it",
            OrchestratorVerdict.Gone => " ago, and its transcript does not grow: the other sessions drop it",
            _ => " ago",
        });
        if (word == OrchestratorVerdict.Departing)
            to.Note = "departing: no heartbeat, dropped at 2m";
        else if (word == OrchestratorVerdict.Gone)
            to.Note = "gone: its server beats no more";
        else if (word == OrchestratorVerdict.Unreachable)
            Unreachable(declaration, session);
        if (OrchestratorRules.LiveAnchor(session, census) is { } anchor)
            to.Add("anchor", $"{anchor.Name} is its Claude", Source);
        else if (word == OrchestratorVerdict.Live && OrchestratorRules.IsPhantom(declaration, session, census))
            Phantom();
        if (session.ServerPid > 0)
            to.Add("server", $"pid {Number(session.ServerPid)} by mcp-lifecycle.log", Source);
        if (session.HotPath is { } doing)
            to.Add("hot path", $"it says {doing}", Source);
    }

    private void Unreachable(Declaration declaration, OrchestratorSession session)
    {
        to.Suggestion = Reconnect;
        if (session.CutSince is { } cut)
        {
            to.Note = "its Claude does not hear it: reconnect the plugin";
            to.Add("cut off", "its server lives and says that its Claude does not hear it, since", Source, cut, " ago");
        }
        if (OrchestratorRules.IsSuspect(session, census))
        {
            to.Note ??= $"{session.Suspicion}: reconnect the plugin";
            to.Add("suspected", $"other sessions say {session.Suspicion}", Source);
        }
        if (OrchestratorRules.Grows(declaration, census))
        {
            to.Note ??= "no heartbeat, but its transcript grows";
            to.Add("transcript", "its transcript was written after that: work goes on", Source);
        }
    }

    private void Phantom()
    {
        to.Note = "phantom sibling? no Claude is at this session";
        to.Add("phantom sibling?", "its heartbeat goes on, but no live anchor and no transcript has this session: its server may be registered under an id of before", Source);
    }

    private void OfAnchor(Declaration declaration, OrchestratorAnchor anchor, string word)
    {
        string process = $"pid {Number(anchor.Pid)}";
        switch (word)
        {
            case OrchestratorVerdict.AnchorLive when OrchestratorRules.IsForeign(anchor, census) && !worker.RootAlive:
                to.Note = "its pid is another user's: kept";
                to.Add("another user's", $"{process} belongs to another user than the file, so it counts as alive and the file is kept", "proc");
                return;
            case OrchestratorVerdict.AnchorLive:
                to.Add("anchor", worker.ProcessKeptBy is { } keeper ? $"{process} is {keeper}" : $"{process} is a Claude that is older than {declaration.Name}", "proc");
                if (ServerProcesses.CountBelow(worker, census, out int oldest) is > 1 and var servers)
                {
                    to.Note = $"duplicate server: {Number(servers)} below one Claude";
                    to.Add("duplicate server", $"{Number(servers)} servers of the orchestrator have this Claude above them; pid {Number(oldest)}, the older, is suspect", "proc");
                }
                break;
            case OrchestratorVerdict.AnchorReused:
                to.Note = "stale anchor, its pid is another's";
                to.Add("pid reused", $"{declaration.File}: {worker.RootRefused}: it is left alone", "proc");
                break;
            default:
                to.Note = anchor.SessionId is null ? "stale anchor, bad content" : "stale anchor, its Claude is gone";
                to.Add("anchor stale", $"{declaration.File} names {process}, {(worker.RootRefused is { } refused ? refused : "which is gone")}", "proc");
                break;
        }
        if (anchor.SessionId is null)
            to.Add("content", "what it holds is no session id", Source);
        else
            to.Add("session", anchor.SessionName is { } name ? $"session {name}, {anchor.SessionId}" : $"session {anchor.SessionId}", Source);
    }

    private void OfKilled(Declaration declaration, OrchestratorServer server)
    {
        to.Note = "killed: its log just stops";
        to.Add("killed", $"mcp-lifecycle.log has pid {Number(server.Pid)} alive and no shutdown after that, and it is gone; last alive", Source, declaration.WrittenAt, " ago");
        if (server.CrashedAt is { } crashed)
            to.Add("crash", "it logged an exception nobody caught", Source, crashed, " ago");
        if (server.SessionId is { } session)
            to.Add("session", session, Source);
        to.Suggestion = Reconnect;
    }

    private void OfOrphan(OrchestratorServer server, string word)
    {
        string nobody = server.Role == OrchestratorRole.FarOrphan
            ? "no claude within 8 processes from it up, as the orchestrator looks; there is one farther up"
            : "no claude above it";
        if (word == OrchestratorVerdict.Live)
        {
            to.Note = $"{(server.Role == OrchestratorRole.FarOrphan ? "no claude within 8" : "no claude above it")}: looked at again in 5s";
            to.Add("owner?", $"{nobody}; it takes a second look 5s later to call it an orphan", "proc");
            return;
        }
        to.Note = server.Role == OrchestratorRole.FarOrphan ? "no claude within 8" : "no claude above it";
        to.Add("owner gone", nobody, "proc");
        to.Add("sidecar", "it may share the orchestrator's sidecar, which stays whatever becomes of it", Source);
        to.Suggestion = "look at it, then reap it by name";
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
