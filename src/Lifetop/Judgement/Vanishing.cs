using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>What to make of a worker of the past that this census does not show as one.</summary>
internal enum Vanished
{
    /// <summary>It lives on as part of another, or is not worth a word (a closed shell, lifetop's own traces, long archived).</summary>
    Forgotten,
    /// <summary>Its source has not answered yet since the start.</summary>
    NotYetAsked,
    /// <summary>Judge it: ended, or unknown if nobody could look.</summary>
    Judge,
}

/// <summary>Not seen is not gone: tells a worker that ended from one that was joined into another, renamed, or could not be looked for.</summary>
internal static class Vanishing
{
    public static Vanished Look(PastWorker past, Census census, Policy policy)
    {
        past.Gone ??= WorkerOf(past, census);
        var worker = past.Gone;
        if (worker.Kind == WorkerKind.Shell || past.Last?.Worker.IsSelf == true)
            return Vanished.Forgotten;
        if (past.State is { } state && state.IsEnded())
            return census.Time - past.Since!.Value > policy.ArchiveAfter ? Vanished.Forgotten : Refresh(past, worker, census);
        if (IsAwaited(worker, past, census))
            return Vanished.NotYetAsked;
        if (past.Root is { } root && census.Processes.IndexOf(root) is >= 0 and var row && !census.Processes.Rows[row].IsZombie)
            return Vanished.Forgotten;
        if (PaneOf(past) is { } pane)
        {
            if (IsListed(pane, census))
                return Vanished.Forgotten;
            if (!IsProvenGone(pane, census) && !IsGap(pane, census))
                return Vanished.NotYetAsked;
        }
        return Refresh(past, worker, census);
    }

    /// <summary>Its tree may have shrunk since the last look; the worker is made anew only then.</summary>
    private static Vanished Refresh(PastWorker past, Worker worker, Census census)
    {
        if (CountAlive(past, census) != worker.Members.Length)
            past.Gone = WorkerOf(past, census);
        return Vanished.Judge;
    }

    private static bool IsAwaited(Worker worker, PastWorker past, Census census)
        => census.Awaited.Contains(worker.Source) || (PaneOf(past) is not null && census.Awaited.Contains("tmux"));

    private static bool IsListed((string Socket, int ServerPid, long ServerStart, string PaneId) pane, Census census)
    {
        foreach (var sighting in census.Panes)
            if (sighting.Facts.Server.Pid == pane.ServerPid && sighting.Facts.Server.StartTicks == pane.ServerStart && sighting.Facts.PaneId == pane.PaneId)
                return true;
        return false;
    }

    /// <summary>Only a whole listing of that very server, or the server's death, proves it.</summary>
    private static bool IsProvenGone((string Socket, int ServerPid, long ServerStart, string PaneId) pane, Census census)
    {
        foreach (var server in census.Servers)
            if (server.Pid == pane.ServerPid && server.StartTicks == pane.ServerStart)
                return true;
        return census.Processes.IndexOf(new ProcessIdentity(pane.ServerPid, pane.ServerStart, census.Processes.Boot)) < 0;
    }

    private static bool IsGap((string Socket, int ServerPid, long ServerStart, string PaneId) pane, Census census)
    {
        foreach (var gap in census.Gaps)
            if (gap.HidesWorkers && (gap.Scope == pane.Socket || (gap.Source == "tmux" && gap.Scope.Length == 0)))
                return true;
        return false;
    }

    private static (string Socket, int ServerPid, long ServerStart, string PaneId)? PaneOf(PastWorker past)
    {
        if (past.Last is { } last)
            return last.Worker is { OwnsPane: true, Pane.Facts: { } facts } ? (facts.Server.Socket, facts.Server.Pid, facts.Server.StartTicks, facts.PaneId) : null;
        return past.Remembered is { OwnsPane: true, PaneServerPid: { } pid, PaneServerStart: { } start, PaneId: { } id } remembered
            ? (remembered.PaneSocket ?? "", pid, start, id)
            : null;
    }

    private static int CountAlive(PastWorker past, Census census)
    {
        int count = 0;
        foreach (var member in past.Members.AsSpan())
            if (IsAliveAndFree(member, census))
                count++;
        return count;
    }

    private static bool IsAliveAndFree(ProcessIdentity member, Census census)
    {
        int index = census.Processes.IndexOf(member);
        if (index < 0 || census.Processes.Rows[index].IsZombie || Finding.IsTmuxServer(census.Processes.Rows[index]))
            return false;
        foreach (var self in census.Self)
            if (self.Pid == member.Pid)
                return false;
        return !census.IsClaimed(member);
    }

    private static Worker WorkerOf(PastWorker past, Census census)
    {
        var members = ImmutableArray.CreateBuilder<Member>();
        foreach (var member in past.Members)
            if (IsAliveAndFree(member, census))
                members.Add(new Member(member, MemberTie.Remembered));
        if (past.Last is { } last)
            return last.Worker with { RootAlive = false, Pane = null, Members = members.DrainToImmutable(), OwnerGone = null, IsStray = false };
        var remembered = past.Remembered!;
        return new Worker
        {
            Identity = remembered.Identity,
            Key = new WorkerKey(remembered.Key),
            Name = remembered.Name,
            Source = remembered.Source,
            Kind = remembered.Kind,
            AlsoKnownAs = remembered.AlsoKnownAs,
            Root = remembered.Root,
            Members = members.DrainToImmutable(),
            Command = remembered.Command ?? "",
            Cwd = remembered.Cwd,
            StartedAt = remembered.StartedAt,
            Past = remembered,
        };
    }
}
