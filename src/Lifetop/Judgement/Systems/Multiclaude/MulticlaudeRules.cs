using System;
using System.Collections.Generic;
using Lifetop.Model;
using Lifetop.Model.Systems;

namespace Lifetop.Judgement.Systems.Multiclaude;

/// <summary>multiclaude's agents: an entry in its state, a window named after it, and Claude below that window's shell.</summary>
internal sealed class MulticlaudeRules : SystemRules
{
    /// <summary>How long an agent may take to come up, and its daemon to notice; exactly so long is still in time.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    public override string Source => "multiclaude";

    public override string? UnreadWord => MulticlaudeWords.Unreadable;

    public override void Derive(Census census, Past past, List<Declaration> found) => OrphanWindows.Find(census, found);

    public override bool Decide(Worker worker, PastWorker past, Census census, out OwnRuling ruling)
    {
        ruling = worker.Declaration?.System switch
        {
            MulticlaudeDaemonFacts daemon => OfDaemon(worker, daemon, past, census),
            MulticlaudeFacts { Role: MulticlaudeRole.History } => OwnRuling.Of(MulticlaudeWords.History, Lifecycle.Completed, worker.Declaration.WrittenAt.UtcTicks),
            MulticlaudeFacts { Role: MulticlaudeRole.Agent } agent => OfAgent(worker, agent, past, census),
            MulticlaudeFacts nobodys => OfNobodys(worker, nobodys, past, census),
            _ => default,
        };
        return ruling.Word is not null;
    }

    public override void Explain(Worker worker, string word, Census census, OwnEvidence to) => MulticlaudeText.Explain(worker, word, census, to);

    private static OwnRuling OfAgent(Worker worker, MulticlaudeFacts facts, PastWorker past, Census census)
    {
        if (facts.ReadyForCleanup)
            return Over(MulticlaudeWords.Done, worker, past, census);
        if (worker.Pane is null)
            return IsLost(worker, facts, census)
                // Its words tell what comes of it by whether the session is there too, and the daemon.
                ? Over(MulticlaudeWords.Lost, worker, past, census, (OrphanWindows.IsOpen(facts.Session, window: null, worker.Declaration!.Pane?.Socket, census) ? 1 : 0) + (IsDaemonAlive(facts.DaemonPid, census.Processes) ? 2 : 0))
                : OwnRuling.Of(MulticlaudeWords.Unreadable, Lifecycle.Unknown, past.Since?.UtcTicks ?? census.Time.UtcTicks);
        if (ClaudeSession.Runs(worker, facts, census))
            return OwnRuling.Live(facts.IsKnownType ? MulticlaudeWords.Live : MulticlaudeWords.LiveOfUnknownType);
        long began = worker.Declaration!.WrittenAt.UtcTicks;
        bool isDead = IsDead(facts.Pid, census.Processes);
        if (!isDead && !worker.Pane.Facts.Dead && census.Time.UtcTicks - began <= Grace.Ticks)
            return OwnRuling.Of(MulticlaudeWords.Starting, Lifecycle.Pending, began);
        if (facts.Pid == 0)
            return OwnRuling.Of(MulticlaudeWords.Stale, Lifecycle.Zombie, began + Grace.Ticks);
        return facts.IsPersistent && IsDaemonAlive(facts.DaemonPid, census.Processes)
            ? Restarting(past, census)
            : Over(MulticlaudeWords.DeadInWindow, worker, past, census);
    }

    /// <summary>Its daemon starts it again at the next health check; who is not back after that is not coming.</summary>
    private static OwnRuling Restarting(PastWorker past, Census census)
    {
        long now = census.Time.UtcTicks;
        bool isOverdue = past is { State: Lifecycle.Zombie } && past.Ruling.OwnWord is MulticlaudeWords.Restarting or null;
        long since = past is { State: Lifecycle.Restarting, Since: { } before } ? before.UtcTicks : now;
        if (isOverdue && past.Since is { } overdue)
            return OwnRuling.Of(MulticlaudeWords.Restarting, Lifecycle.Zombie, overdue.UtcTicks);
        return now - since > Grace.Ticks
            ? OwnRuling.Of(MulticlaudeWords.Restarting, Lifecycle.Zombie, since + Grace.Ticks)
            : OwnRuling.Of(MulticlaudeWords.Restarting, Lifecycle.Restarting, since);
    }

    /// <summary>Folders and windows without an entry: both are made before the entry is, so a young one may still get it.</summary>
    private static OwnRuling OfNobodys(Worker worker, MulticlaudeFacts facts, PastWorker past, Census census)
    {
        long now = census.Time.UtcTicks;
        // As old as the world or our own watching says, whichever is more.
        long made = Math.Min(facts.CreatedAt?.UtcTicks ?? now, past.FirstTicks == 0 ? now : past.FirstTicks);
        bool hasWindow = worker.Pane is { Facts.Dead: false };
        if (now - made <= Grace.Ticks)
            return OwnRuling.Of(MulticlaudeWords.Starting, Lifecycle.Pending, made);
        long since = hasWindow && past is { State: Lifecycle.Orphan, Since: { } before } ? before.UtcTicks : made;
        return hasWindow || facts.Role == MulticlaudeRole.Window
            ? OwnRuling.Of(MulticlaudeWords.OrphanWindow, Lifecycle.Orphan, since)
            : OwnRuling.Of(MulticlaudeWords.OrphanWorktree, Lifecycle.Zombie, 0);
    }

    private static OwnRuling OfDaemon(Worker worker, MulticlaudeDaemonFacts facts, PastWorker past, Census census)
    {
        if (worker.RootAlive)
            return OwnRuling.Live(MulticlaudeWords.Live, facts.LogSays.Length * 2 + (facts.HasSocket ? 1 : 0));
        int stamp = (facts.Agents ?? -1) ^ (facts.LogSays.Length << 16) ^ (facts.OldestAgent?.UtcTicks.GetHashCode() ?? 0);
        if (facts.PidFile == MulticlaudePidFile.Pid)
            return Over(worker.RootRefused is null ? MulticlaudeWords.DaemonDead : MulticlaudeWords.DaemonReused, worker, past, census, stamp);
        // Who stopped it with nobody left to look after misses nothing.
        return OwnRuling.Of(MulticlaudeWords.DaemonDown, facts.IsMissed ? Lifecycle.Failed : Lifecycle.Completed, worker.Declaration!.WrittenAt.UtcTicks, stamp);
    }

    /// <summary>Since it was seen to end; else since its log was written last.</summary>
    private static OwnRuling Over(string word, Worker worker, PastWorker past, Census census, int stamp = 0)
    {
        bool isKnown = past.IsWatched || past.State is Lifecycle.Zombie || worker.Declaration!.Log is null;
        return OwnRuling.Of(word, Lifecycle.Zombie, isKnown ? 0 : Math.Min(census.WrittenAt(worker.Declaration!.Log!), census.Time.UtcTicks), stamp);
    }

    /// <summary>Only a whole listing of its server proves a window gone; and the end of its shell, where no tmux server runs at all.</summary>
    private static bool IsLost(Worker worker, MulticlaudeFacts facts, Census census)
    {
        string? socket = worker.Declaration!.Pane?.Socket;
        if (worker.ProcessKeptBy is not null || OrphanWindows.IsOpen(facts.Session, facts.Window, socket, census))
            return false; // open, but not known to be its own
        foreach (var server in census.Servers.AsSpan())
            if (server.IsAt(socket))
                return true;
        return IsDead(facts.Pid, census.Processes) && !RunsTmux(census);
    }

    private static bool RunsTmux(Census census)
    {
        var rows = census.Processes.Rows;
        for (int i = 0; i < rows.Length; i++)
            if (rows[i].IsTmuxServer && rows[i].UserId == census.UserId)
                return true;
        return false;
    }

    private static bool IsDead(int pid, ProcessTable table)
        => pid > 0 && (table.IndexOf(pid) is >= 0 and var row ? table.Rows[row].IsZombie : !table.MayHide(pid));

    public static bool IsDaemonAlive(int pid, ProcessTable table)
        => pid > 0 && table.IndexOf(pid) is >= 0 and var row && !table.Rows[row].IsZombie
            && table.DetailsAt(row)?.Derived.Command.Contains("multiclaude", StringComparison.Ordinal) != false;
}
