using System.Globalization;
using Lifetop.Model;
using Lifetop.Model.Systems;

namespace Lifetop.Judgement.Systems.AgentRelay;

/// <summary>The facts behind agent-relay's verdicts, with the file each is from.</summary>
internal static class AgentRelayText
{
    private const string Source = "agent-relay";

    public static void Explain(Worker worker, string word, Census census, OwnEvidence to)
    {
        switch (worker.Declaration?.System)
        {
            case AgentRelayDaemonFacts daemon:
                DaemonText.Explain(worker, daemon, word, to);
                break;
            case AgentRelayFacts facts:
                OfAgent(worker, facts, word, census, to);
                More(facts, to);
                break;
        }
    }

    private static void OfAgent(Worker worker, AgentRelayFacts facts, string word, Census census, OwnEvidence to)
    {
        string pid = $"pid {Number(facts.Pid)}";
        bool isBroker = facts.Daemon.IsBroker;
        switch (word)
        {
            case AgentRelayVerdict.Live:
                to.Add("process", isBroker ? $"{pid} of its broker's state file runs" : $"{pid} of workers.json is relay-pty --name {worker.Name}, and the daemon lives", "proc");
                if (!isBroker && !facts.IsConnected)
                    to.Add("not connected", "connected-agents.json does not name it", Source);
                break;
            case AgentRelayVerdict.Connecting:
                to.Note = "connecting";
                to.Add("connecting", $"{pid} runs and is not in connected-agents.json yet; spawned", Source, facts.SpawnedAt, " ago; nothing is wrong before 60s");
                break;
            case AgentRelayVerdict.Unsupervised:
                to.Note = "its daemon is gone";
                to.Add("no daemon", $"{pid} is relay-pty --name {worker.Name}, and {DaemonText.Words(facts.Daemon, census)}: nobody passes messages to it", "proc");
                to.Suggestion = "look at it, then reap it, or agent-relay up for a new one";
                break;
            case AgentRelayVerdict.Orphan:
                to.Note = "its broker is dead";
                to.Add("broker dead", $"{pid} runs, and {DaemonText.Words(facts.Daemon, census)}", "proc");
                to.Suggestion = "look at it, then reap it, or start the broker again";
                break;
            case AgentRelayVerdict.Ghost:
                Ghost(pid, census, to);
                Ended(facts, to);
                break;
            case AgentRelayVerdict.StaleEntry:
                to.Note = "entry of a dead worker";
                to.Add("stale entry", worker.ProcessKeptBy is { } keeper ? $"{pid} of workers.json is {keeper}" : $"{pid} of workers.json is gone", "proc");
                if (facts.IsConnected)
                    to.Add("history", $"connected-agents.json names it, but {DaemonText.Words(facts.Daemon, census)}: that list is history", Source);
                Ended(facts, to);
                break;
            case AgentRelayVerdict.Mismatch:
                to.Note = "its pid is another's";
                to.Add("identity", worker.RootRefused ?? $"{pid} is another process", "proc");
                to.Add("never signalled", "agent-relay itself ends by pid without looking whose it is", Source);
                to.Suggestion = isBroker ? "start its broker again" : "agent-relay down, then reap it";
                break;
            case AgentRelayVerdict.Unknown:
                to.Note = "no pid in its entry";
                to.Add("no pid", "its entry in workers.json has no pid, so nothing proves it alive or dead", Source);
                if (facts.IsConnected)
                    to.Add("connected", AgentRelayRules.IsAlive(facts.Daemon, census) ? "connected-agents.json names it and the daemon lives: it may well be there" : "connected-agents.json names it, but without its daemon that is history", Source);
                break;
            case AgentRelayVerdict.External:
                to.Note = "somebody's own agent, connected";
                to.Add("external", "connected-agents.json names it and workers.json does not: somebody runs it by hand, where is not known", Source);
                break;
            case AgentRelayVerdict.Stale:
                to.Note = "its process is gone";
                to.Add("stale", $"{pid} of its broker's state file is gone", "proc");
                Dropped(facts, census, to);
                break;
            case AgentRelayVerdict.NoPid:
                to.Note = "entry without a pid";
                to.Add("no pid", "its entry in the broker's state file has no pid", Source);
                Dropped(facts, census, to);
                break;
            case AgentRelayVerdict.Wrap when worker.Pane is { } pane:
                to.Add("tmux wrap", $"session {pane.Facts.SessionName} is named after it, and its pane works in {facts.Daemon.Root}", "tmux");
                break;
            case AgentRelayVerdict.Offline:
                to.Note = "former agent";
                to.Add("offline", "only agents.json still knows it; last seen", Source, facts.LastSeen, " ago");
                break;
        }
    }

    /// <summary>How the daemon noted its end, if it did: who was cut off left its session open.</summary>
    private static void Ended(AgentRelayFacts facts, OwnEvidence to)
    {
        // An older one is of an agent of its name before it.
        if (facts.SessionStartedAt is not { } started || started + AgentRelayRules.Slack < facts.SpawnedAt)
            return;
        if (facts.SessionEndedAt is { } ended)
            to.Add("session", $"messages.sqlite has its last session closed{(facts.SessionClosedBy.Length == 0 ? "" : " by " + facts.SessionClosedBy)}", Source, ended, " ago");
        else
            to.Add("crash", "messages.sqlite has its last session open, so nobody closed it: it crashed or was killed; begun", Source, started, " ago");
    }

    private static void Ghost(string pid, Census census, OwnEvidence to)
    {
        bool isFailed = to.Watched(census.Time) > AgentRelayRules.SelfCleaning, isYoung = census.Time - to.Since <= AgentRelayRules.SelfCleaning;
        to.Note = isYoung ? "ghost: just died" : "ghost: dead, listed as connected";
        to.Add("ghost", $"connected-agents.json names it, and {pid} of workers.json is gone", "proc");
        to.Add("self-cleaning", isFailed ? "the service for several projects takes a dead agent from that list within 10s, and has not: its self-cleaning failed"
            : "the service for several projects takes a dead agent from that list within 10s", Source);
        to.Suggestion = isFailed ? "release it: reap" : isYoung ? "wait 10s" : "wait 10s, then release it: reap";
    }

    private static void Dropped(AgentRelayFacts facts, Census census, OwnEvidence to)
    {
        to.Add("broker", AgentRelayRules.IsAlive(facts.Daemon, census) ? "its broker lives, and drops such an entry at its next start at the latest" : $"{DaemonText.Words(facts.Daemon, census)}, and drops the entry when it starts again", Source);
        to.Suggestion = "nothing: its broker drops it";
    }

    private static void More(AgentRelayFacts facts, OwnEvidence to)
    {
        if (facts.ProcessingSince is { } since)
            to.Add("processing", "at a message for", Source, since);
        if (facts.Team is { } team)
            to.Add("team", team, Source);
        if (facts.Model is { } model)
            to.Add("model", model, Source);
        if (facts is { Role: AgentRelayRole.Spawned or AgentRelayRole.External or AgentRelayRole.Wrapped, LastSeen: { } seen })
            to.Add("last seen", "its last message", Source, seen, " ago, which says nothing about whether it lives");
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
