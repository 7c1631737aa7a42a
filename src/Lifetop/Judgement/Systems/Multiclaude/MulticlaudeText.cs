using System;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Model.Systems;

namespace Lifetop.Judgement.Systems.Multiclaude;

/// <summary>The facts behind multiclaude's verdicts, in the words of its documents.</summary>
internal static class MulticlaudeText
{
    private const string Source = "multiclaude";

    public static void Explain(Worker worker, string word, Census census, OwnEvidence to)
    {
        switch (worker.Declaration?.System)
        {
            case MulticlaudeDaemonFacts daemon:
                OfDaemon(worker, daemon, word, to);
                break;
            case MulticlaudeFacts facts:
                OfAgent(worker, facts, word, census, to);
                break;
        }
    }

    private static void OfAgent(Worker worker, MulticlaudeFacts facts, string word, Census census, OwnEvidence to)
    {
        string window = $"window {facts.Window} of {facts.Session}";
        switch (word)
        {
            case MulticlaudeWords.Live or MulticlaudeWords.LiveOfUnknownType:
                to.Add("claude", $"claude of this session runs in {window}", "proc");
                if (!facts.IsKnownType)
                    to.Add("type", $"its type {worker.Type()} is none that is known here: taken as one that is not started again", Source);
                break;
            case MulticlaudeWords.Starting:
                to.Add("start", facts.Role == MulticlaudeRole.Agent ? $"{window} has no claude yet; begun" : $"not in state.json yet; made", Source, facts.CreatedAt, " ago, grace 2m");
                break;
            case MulticlaudeWords.Stale:
                to.Note = "never got a pid";
                to.Add("no pid", $"state.json has pid 0 for it, and {window} has no claude; begun", Source, facts.CreatedAt, " ago, grace 2m");
                Mend(worker, facts, census, to);
                break;
            case MulticlaudeWords.DeadInWindow:
                DeadInWindow(worker, facts, window, census, to);
                Mend(worker, facts, census, to);
                break;
            case MulticlaudeWords.Restarting:
                to.Add("claude gone", $"{window} has no claude, and the daemon (pid {Number(facts.DaemonPid)}) lives: it starts a {worker.Type()} again at its next health check", Source);
                to.Suggestion = "wait 2 minutes, then restart it";
                break;
            case MulticlaudeWords.Done:
                to.Note = facts.Failure is { } failure ? $"done, cleanup pending: {failure}" : "done, cleanup pending";
                to.Add("done", "state.json says ready_for_cleanup: the daemon's next health check removes window, entry and worktree", Source);
                break;
            case MulticlaudeWords.Lost:
                Lost(worker, facts, window, census, to);
                break;
            case MulticlaudeWords.OrphanWindow:
                to.Note = "window without an entry";
                to.Add("no entry", $"{window} is open, and state.json has no agent of that name", "tmux");
                Worktree(worker, to);
                to.Suggestion = "look at it, then close the window";
                break;
            case MulticlaudeWords.OrphanWorktree:
                to.Note = "worktree without an entry";
                to.Add("no entry", $"worktree {worker.Declaration!.Worktree} has no agent in state.json and no window", Source);
                to.Suggestion = "save what is not pushed, then reap";
                break;
            case MulticlaudeWords.History:
                to.Note = worker.Declaration!.Summary ?? worker.Declaration.NativeState;
                to.Add("task history", $"the task history of {facts.Repository} says {worker.Declaration.NativeState ?? "nothing of its end"}", Source, worker.Declaration.SaysSince, " ago");
                if (facts.Failure is { } why)
                    to.Add("failure", why, Source);
                break;
            case MulticlaudeWords.Unreadable when worker.Pane is null && worker.Declaration is { } declaration:
                if (worker.ProcessKeptBy is { } keeper)
                    to.Add("not its own", $"{window} is {keeper}'s: which of the two it belongs to is not known", "tmux");
                else if (OrphanWindows.IsOpen(facts.Session, facts.Window, declaration.Pane?.Socket, census))
                    to.Add("not its own", $"{facts.Session} has several windows {facts.Window}, and {(facts.Pid > 0 ? $"pid {Number(facts.Pid)} of state.json is in none" : "state.json has no pid")}: which one is its is not known", "tmux");
                else
                    to.Add("not listed", $"no tmux server has listed {window}, which proves nothing: {declaration.Name} may well be there", "tmux");
                break;
        }
    }

    private static void DeadInWindow(Worker worker, MulticlaudeFacts facts, string window, Census census, OwnEvidence to)
    {
        to.Note = "claude is gone, its window is open";
        bool isShell = facts.Pid > 0 && census.Processes.IndexOf(facts.Pid) >= 0;
        to.Add("dead in window", isShell
            ? $"shell {Number(facts.Pid)} of {window} lives, but no claude of session {facts.SessionId} is below it"
            : facts.Pid > 0 ? $"pid {Number(facts.Pid)} of state.json is gone, {window} is still open without claude" : $"{window} is open without claude", "proc");
        if (worker.Pane is { Facts.Dead: true })
            to.Add("pane is dead", "the window's pane is dead", "tmux");
    }

    private static void Lost(Worker worker, MulticlaudeFacts facts, string window, Census census, OwnEvidence to)
    {
        bool isOpen = OrphanWindows.IsOpen(facts.Session, window: null, worker.Declaration?.Pane?.Socket, census);
        to.Note = isOpen ? "its window is gone" : "its session is gone";
        to.Add("lost", isOpen ? $"state.json names {window}, which tmux does not have" : $"state.json names {window}: tmux has no such session", "tmux");
        if (facts.Pid > 0)
            to.Add("", $"its shell was pid {Number(facts.Pid)}", Source);
        Worktree(worker, to);
        if (worker.Declaration?.Task is { } task)
            to.Add("task", $"its task: {task}", Source);
        string when = MulticlaudeRules.IsDaemonAlive(facts.DaemonPid, census.Processes) ? "the daemon's next health check" : "the daemon does not run; its first health check then";
        string does = (isOpen, facts.IsPersistent) switch
        {
            (false, true) => "makes the session anew",
            (false, false) => "drops its entry without a task history, and the worktree stays",
            (true, true) => "drops its entry",
            (true, false) => "drops its entry into the task history, and removes the worktree by force",
        };
        to.Add("soon forgotten", $"{when} {does}", Source);
        to.Suggestion = "save its worktree, then reap";
    }

    /// <summary>What is to be saved before its daemon drops it.</summary>
    private static void Worktree(Worker worker, OwnEvidence to)
    {
        if (worker.Declaration is { Worktree: { } worktree } declaration)
            to.Add("worktree", declaration.Branch is { } branch ? $"its worktree {worktree}, branch {branch}" : $"its worktree {worktree}", Source);
    }

    private static void Mend(Worker worker, MulticlaudeFacts facts, Census census, OwnEvidence to)
    {
        Worktree(worker, to);
        bool isAlive = MulticlaudeRules.IsDaemonAlive(facts.DaemonPid, census.Processes);
        to.Add("multiclaude", isAlive ? "its daemon lives, and only logs such an agent" : "its daemon does not run", Source);
        to.Suggestion = facts.IsPersistent ? "restart it" : "reap";
    }

    private static void OfDaemon(Worker worker, MulticlaudeDaemonFacts facts, string word, OwnEvidence to)
    {
        string file = worker.Declaration!.File!;
        switch (word)
        {
            case MulticlaudeWords.Live:
                if (!facts.HasSocket)
                    to.Add("no socket", "there is no daemon.sock: nothing can be asked of it", Source);
                DaemonWords.Log(facts, "daemon.log", Source, to);
                return;
            case MulticlaudeWords.DaemonReused:
                DaemonWords.WaitingNote("daemon dead, its pid is another's", "agent", facts.Agents ?? 0, facts.OldestAgent, to);
                to.Add("pid reused", $"{file}: {worker.RootRefused}", "proc");
                to.Suggestion = "remove the pid file, then multiclaude start";
                break;
            case MulticlaudeWords.DaemonDead:
                DaemonWords.WaitingNote("daemon dead", "agent", facts.Agents ?? 0, facts.OldestAgent, to);
                to.Add("daemon dead", $"{file} names pid {Number(worker.Declaration.Process?.Pid ?? 0)}, which is gone", "proc");
                to.Suggestion = "multiclaude start";
                break;
            case MulticlaudeWords.DaemonDown:
                DaemonWords.WaitingNote("daemon down", "agent", facts.Agents ?? 0, facts.OldestAgent, to);
                to.Add("daemon down", facts.PidFile == MulticlaudePidFile.Bad ? $"{file} has no pid in it" : $"there is no {file}: it was stopped or never started", Source);
                to.Suggestion = "multiclaude start";
                break;
        }
        if (facts.HasSocket)
            to.Add("", "daemon.sock is still there; a start replaces it", Source);
        DaemonWords.Log(facts, "daemon.log", Source, to);
        if (!facts.Wrapper.IsEmpty)
            to.Suggestion = "restart it";
        if (facts.Agents is > 0 and var agents)
            to.Add("waiting", $"{(agents == 1 ? "1 agent has nobody to look after it" : $"{Number(agents)} agents have nobody to look after them")}{Begun(facts, agents)}", Source, facts.OldestAgent, " ago");
    }

    private static string Begun(MulticlaudeDaemonFacts facts, int agents) => facts.OldestAgent is null ? "" : agents == 1 ? "; begun" : "; the oldest was begun";

    private static string Type(this Worker worker) => worker.Declaration?.Type ?? "(none)";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
