using System;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Model.Systems;

namespace Lifetop.Judgement.Systems.CommitRelay;

/// <summary>A verdict of commit-relay's rules in the words of its runbook, with the file each fact is from.</summary>
internal sealed class CommitRelayWords(Worker worker, Declaration declaration, CommitRelayFacts facts, Census census, OwnEvidence to)
{
    private const string Source = "commit-relay";

    public void Write(string word)
    {
        switch (word)
        {
            case CommitRelayVerdict.Malformed:
                Add("spec is bad", $"{declaration.File}: {declaration.Malformed}");
                to.Suggestion = "quarantine it";
                break;
            case CommitRelayVerdict.Pending:
                Add("start", facts.IsLaunched ? "launched by the worker daemon, no pid yet, waiting" : "in active as pending, not launched yet, for", facts.DeclaredAt);
                to.Note = "pending, the worker daemon launches it";
                break;
            case CommitRelayVerdict.Starting:
                Add("start", $"{Says}, no worker.pid yet{(facts.HasFolder ? "" : ", no folder below agents/workers")}, for", facts.DeclaredAt, "; nothing is wrong before 60s");
                to.Note = "starting";
                break;
            case CommitRelayVerdict.StuckPending:
                bool isDaemon = census.Time - facts.DeclaredAt >= CommitRelayRules.DaemonTrouble;
                Add("stuck", $"pending in active for", facts.DeclaredAt, facts.IsLaunched ? "; its launch mark is there, its process never came" : "; the worker daemon has not launched it");
                if (isDaemon)
                    Add("daemon", "after 10m this is the worker daemon's trouble: see its pid file and agents/logs/system");
                Add("type", declaration.Type is { } type ? $"it is to be launched as {type}" : "its spec names none, so nobody knows what to launch");
                Add("budget", LeftFor());
                Add("daemon", facts.Launcher);
                Complaint();
                to.Note = facts.IsLaunched ? "stuck pending: launched, never came up" : "stuck pending: not launched";
                to.Suggestion = isDaemon ? "look at the worker daemon" : "reap, or wait for the worker daemon";
                break;
            case CommitRelayVerdict.Finished:
                Add("finished", facts.Finished is { } finished ? $"its status.json says {finished}, its spec still lies in active" : $"its spec says {facts.Status} and still lies in active", facts.FinishedAt, " ago");
                Add("daemon", facts.Launcher);
                to.Note = $"{facts.Finished ?? facts.Status}, spec not moved";
                break;
            case CommitRelayVerdict.Live or CommitRelayVerdict.Silent:
                Alive(word);
                break;
            case CommitRelayVerdict.Dead:
                Add("process ended", worker.ProcessKeptBy is { } keeper ? $"{PidWords} is {keeper}'s" : $"{PidWords} is gone, its spec lies in active{Beaten}", LastBeat, Ago);
                NotCleaned();
                to.Note = Left("dead");
                break;
            case CommitRelayVerdict.Reused:
                Add("pid reused", $"{worker.RootRefused}: it is left alone");
                NotCleaned();
                to.Note = Left("dead, pid reused");
                break;
            case CommitRelayVerdict.Orphan:
                Add("no process", $"{Says}, and no pid of it is on file{(facts.HasFolder ? "" : " and no folder below agents/workers")}{(declaration.LastBeat is null ? ", it never beat; declared" : Beaten)}", LastBeat ?? facts.DeclaredAt, " ago");
                NotCleaned();
                to.Note = Left("no process");
                break;
            case CommitRelayVerdict.AwaitingCleanup:
                Add("cleaned up half", "its spec lies in zombie, its tokens are not given back and it is not archived", facts.EndedAt, " ago");
                NotCleaned();
                to.Note = Left("awaiting cleanup");
                break;
            case CommitRelayVerdict.Survivor:
                Add("survivor", "its spec lies in zombie and its process still runs", facts.EndedAt, " ago");
                to.Note = "survived its cleanup";
                break;
            case CommitRelayVerdict.Completed or CommitRelayVerdict.Failed:
                Add(word, $"its spec lies in {word}", facts.EndedAt, " ago");
                if (word == CommitRelayVerdict.Failed && declaration.Summary is null && worker.Members.IsEmpty)
                    to.Note = facts.Status is "" or "failed" ? "its spec lies in failed, without a reason" : $"its spec lies in failed, and says {facts.Status}";
                break;
        }
        Coordination(word);
    }

    public static void OfDaemon(Worker worker, Declaration stale, CommitRelayDaemonFacts daemon, string word, OwnEvidence to)
    {
        if (word == CommitRelayVerdict.DaemonAlive)
        {
            to.Add("daemon", daemon.Root is { } root ? $"works for {root}" : "names itself in its command line; for which project cannot be told", Source);
            DaemonWords.Log(daemon, $"{daemon.Program}.log", Source, to);
            return;
        }
        if (word == CommitRelayVerdict.DaemonDown)
        {
            to.Add("no pid file", $"commit-relay-{daemon.Program}.pid is not there, and something waits for it in {daemon.Root}", Source);
            Waiting("down");
            DaemonWords.Log(daemon, $"{daemon.Program}.log", Source, to);
            to.Suggestion = Start();
            return;
        }
        string pid = worker.Declaration?.Process is { } claim ? Number(claim.Pid) : "";
        to.Add("stale pid file", word == CommitRelayVerdict.ReusedPid ? $"{stale.File}: {worker.RootRefused}: it is left alone" : $"{stale.File} names pid {pid}, which is gone", Source);
        Waiting(word == CommitRelayVerdict.ReusedPid ? "down, its pid is another's" : "down, left its pid file");
        DaemonWords.Log(daemon, $"{daemon.Program}.log", Source, to);
        to.Suggestion = Start();

        void Waiting(string down) => DaemonWords.Waiting(down, daemon.Program == "worker-restart" ? "queued restart" : "pending spec", daemon.Waiting, daemon.OldestWaiting, Source, to);

        string Start() => daemon.Wrapper.IsEmpty ? $"start it again: {daemon.Program}" : "restart it";
    }

    private string Says => facts.Status.Length == 0 ? "its spec lies in active" : $"its spec says {facts.Status}";

    private string PidWords => declaration.Process is { } claim ? $"pid {Number(claim.Pid)}" : "its process";

    private DateTimeOffset? LastBeat => declaration.LastBeat;

    private string Ago => LastBeat is null ? "" : " ago";

    private string Beaten => LastBeat is null ? ", it never beat" : ", last heartbeat";

    private void Alive(string word)
    {
        if (!worker.RootAlive)
            Add("process", "no pid of it is on file, but it beats");
        if (LastBeat is { } beat && beat <= census.Time)
            Add("heartbeat", "last heartbeat", beat, " ago");
        else if (LastBeat is null)
            Add("heartbeat", "it never beat; its process lives");
        if (word == CommitRelayVerdict.Silent)
            Add("hung?", "stale by their rule (300s), but its process lives: their cleanup would end it, lifetop does not");
        if (word == CommitRelayVerdict.Silent)
            Complaint();
        if (CommitRelayRules.IsOverdue(facts, census.Time.UtcTicks))
            Add("time limit", $"over its time limit of {AgeText.Limit(facts.TimeLimit!.Value)} since", facts.StartedAt + facts.TimeLimit, "");
    }

    /// <summary>Why it may not be launched: what it is to have, against what there is.</summary>
    private string LeftFor() => (facts.BudgetLeft, declaration.TokensAllocated) switch
    {
        (null, _) => "how many tokens are left cannot be told from token-budget.json",
        ({ } left, { } own) when own > left => $"{Number(left)} tokens are left, fewer than the {Number(own)} it is to have",
        ({ } left, _) => $"{Number(left)} tokens are left",
    };

    private void Complaint()
    {
        if (facts.LogSays.Length > 0)
            Add("log", $"its log ends with a complaint: {facts.LogSays}");
    }

    /// <summary>What the project's other files say of it: its task, the pool, and whether it is started again.</summary>
    private void Coordination(string word)
    {
        bool isActive = facts.Folder == CommitRelayFolder.Active, isGone = word is CommitRelayVerdict.Dead or CommitRelayVerdict.Orphan or CommitRelayVerdict.Reused or CommitRelayVerdict.AwaitingCleanup;
        if (facts is { TaskId: { } task, TaskStatus: { Length: > 0 } status })
            Add("task queue", $"{task} is {status} in task-queue.json{(isGone && status is "in_progress" or "running" or "active" ? ", and its worker is gone" : "")}");
        if (facts.PoolStatus is { } pool)
            Add("worker pool", $"worker-pool.json {(isActive ? "lists it" : "still lists it")}{(pool.Length > 0 ? $" as {pool}" : "")}");
        if (facts is { IsRestartQueued: true, ReplacedBy: { } queued })
        {
            Add("restart queue", $"queued to be started again as {queued}", facts.RestartQueuedAt, " ago");
            if (!facts.IsRestarterUp)
                Add("daemon", facts.Restarter);
            if (isGone)
                to.Note = $"{to.Note}; its restart is queued";
        }
        else if (facts.ReplacedBy is { } replacement)
        {
            Add("restart queue", $"started again as {replacement}");
        }
        if (isGone && facts.Breaker is { } breaker)
            Add("restart", breaker);
    }

    /// <summary>Who should have cleaned up by now, and what waits for it.</summary>
    private void NotCleaned()
    {
        Add("cleanup", facts.Cleaner);
        if (Residues.Tokens(declaration) is > 0 and var tokens)
            Add("budget", facts.BudgetLeft is { } left ? $"{Number(tokens)} of its tokens are not given back, {Number(left)} are left" : $"{Number(tokens)} of its tokens are not given back");
    }

    private string Left(string what)
        => Residues.Tokens(declaration) is > 0 and var tokens ? $"{what}, left its spec, {AgeText.Count(tokens)} tokens" : $"{what}, left its spec";

    private void Add(string label, string text, DateTimeOffset? since = null, string after = "") => to.Add(label, text, Source, since, after);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
