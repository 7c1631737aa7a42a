using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>What to make of a worker of the past that this census does not show as one.</summary>
internal enum Vanished
{
    /// <summary>It lives on as part of another, or is not worth a word (a closed shell, lifetop's own traces, long archived).</summary>
    Forgotten,
    /// <summary>Its source has not answered yet since the start, or this look does not ask it about the file that declares the worker.</summary>
    NotYetAsked,
    /// <summary>Judge it: ended, or unknown if nobody could look.</summary>
    Judge,
}

/// <summary>Not seen is not gone: tells a worker that ended from one that was joined into another, renamed, or could not be looked for.</summary>
internal static class Vanishing
{
    private const string Tmux = "tmux", Own = "lifetop";

    public static Vanished Look(PastWorker past, Census census, Policy policy)
    {
        var worker = past.Gone ??= GoneWorkers.Of(past, census);
        if (past.Last?.Worker.IsSelf == true)
            return Vanished.Forgotten;
        bool ended = past.State is { } state && state.IsEnded();
        if (ended && census.Time - past.Since!.Value > policy.ArchiveAfter)
            return Vanished.Forgotten;
        if (census.Awaited.Contains(worker.Source) || (past.Pane is { Owned: true } && census.Awaited.Contains(Tmux)))
            return Vanished.NotYetAsked;
        if (Unread.Over(worker, past, census) is not null)
            return Refresh(past, worker, census);
        if (IsUnasked(worker, past, census))
            return Vanished.NotYetAsked;
        if (worker.Kind == WorkerKind.Shell)
            return Vanished.Forgotten;
        if (past.Pane is { Owned: true } place && !ended && !IsListed(place, census) && !IsProvenGone(place, census))
            return Vanished.NotYetAsked;
        if (!ended)
        {
            if (NeverWasMore(past))
                return Vanished.Forgotten;
            if (past.Root is { } root && census.Processes.IndexOf(root) is >= 0 and var row && !census.Processes.Rows[row].IsZombie)
                return Vanished.Forgotten;
        }
        return past.Pane is { Owned: true } pane && IsListed(pane, census) ? Vanished.Forgotten : Refresh(past, worker, census);
    }

    /// <summary>The file that declares it is there, and this look does not look for it. What lifetop declares itself is in no file.</summary>
    private static bool IsUnasked(Worker worker, PastWorker past, Census census)
        => past.IsDeclared && worker.Source != Own && (worker.Declaration?.File ?? past.Remembered?.DeclarationFile) is { } file
            && !census.LooksAtFile(worker.Source, file) && census.Exists(file);

    /// <summary>A declaration that never came to a process and was taken back, or never to be read, leaves nothing to tell.</summary>
    private static bool NeverWasMore(PastWorker past)
        => past.Root is null && past.Pane is null
            && (past.State is null or Lifecycle.Pending || past.Ruling.Cause is Cause.NeverStarted or Cause.Malformed);

    /// <summary>Its tree may have shrunk since the last look; the worker is made anew only then.</summary>
    private static Vanished Refresh(PastWorker past, Worker worker, Census census)
    {
        if (GoneWorkers.CountAlive(past, census) != worker.Members.Length)
            past.Gone = GoneWorkers.Of(past, census);
        return Vanished.Judge;
    }

    private static bool IsListed(PanePlace pane, Census census)
    {
        foreach (var sighting in census.Panes.AsSpan())
            if (sighting.Facts.Server.Pid == pane.ServerPid && sighting.Facts.Server.StartTicks == pane.ServerStart && sighting.Facts.PaneId == pane.PaneId)
                return true;
        return false;
    }

    /// <summary>Only a whole listing of that very server, or the server's death, proves it.</summary>
    private static bool IsProvenGone(PanePlace pane, Census census) => IsAnswered(pane.ServerPid, pane.ServerStart, census);

    /// <summary>Whether this tmux server has listed all its panes, or is dead: who is not listed is gone.</summary>
    internal static bool IsAnswered(int serverPid, long serverStart, Census census)
    {
        foreach (var server in census.Servers.AsSpan())
            if (server.Pid == serverPid && server.StartTicks == serverStart)
                return true;
        int row = census.Processes.IndexOf(new ProcessIdentity(serverPid, serverStart, census.Processes.Boot));
        return row < 0 ? !census.Processes.MayHide(serverPid) : census.Processes.Rows[row].IsZombie;
    }
}
