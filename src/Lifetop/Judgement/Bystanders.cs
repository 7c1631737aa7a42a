using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>A process near a worker that is not of its tree, and why not.</summary>
/// <param name="IsInWorktree">It works in the worker's worktree.</param>
public sealed record Bystander(string What, string Why, bool IsInWorktree);

/// <summary>
/// Who carries a worker's marker, works in its worktree or is in its pane's scope and still is no member: what a plan leaves alone and says so. Asked only when
/// something is planned, so it may walk the whole table.
/// </summary>
public static class Bystanders
{
    public static ImmutableArray<Bystander> Of(Worker worker, Roster roster, Census census)
    {
        var found = ImmutableArray.CreateBuilder<Bystander>();
        var named = new HashSet<string>();
        var table = census.Processes;
        string? worktree = (worker.Declaration?.Worktree ?? worker.Past?.Worktree) is { Length: > 1 } path ? census.RealPath(path) : null;
        for (int i = 0; i < table.Count; i++)
        {
            var row = table.Rows[i];
            var process = table.IdentityAt(i);
            if (row.IsZombie || row.IsKernelThread || row.Pid == 1 || IsMember(worker, process) || Tie(worker, worktree, row, i, census) is not { } tie)
                continue;
            bool inWorktree = tie == MemberTie.Directory.Words();
            if (IsSelf(process, census))
                found.Add(new Bystander(Residues.ProcessWords(process, census), $"{tie}, and lifetop runs there", inWorktree));
            else if (row.IsTmuxServer)
                found.Add(new Bystander(Residues.ProcessWords(process, census), $"{tie}, but a tmux server is never ended", inWorktree));
            else if (OwnerOf(process, roster) is { } owner)
            {
                if (named.Add(owner.Worker.Identity))
                    found.Add(new Bystander(owner.Worker.Name, $"{tie}, a worker of its own", inWorktree));
            }
            else
                found.Add(new Bystander(Residues.ProcessWords(process, census), row.Terminal != 0 ? $"{tie}, on a terminal of its own" : $"{tie}, nothing else ties it", inWorktree));
        }
        return found.DrainToImmutable();
    }

    /// <summary>What brings it near the worker; null when nothing does.</summary>
    private static string? Tie(Worker worker, string? worktree, in ProcessRow row, int index, Census census)
    {
        if (row.IsTmuxServer && IsMember(worker, row.Parent, census))
            return "started by it";
        if (census.Processes.DetailsAt(index) is not { } details)
            return null;
        if (worker.Declaration is { } declaration)
            foreach (var marker in details.Markers)
                if (WeakTies.IsMarker(marker, declaration))
                    return MemberTie.Marker.Words();
        if (worktree is not null && details.WorkingDirectory is { } directory && PathText.IsIn(WeakTies.Existing(directory, details), worktree))
            return MemberTie.Directory.Words();
        return worker.Scope is { } scope && census.Scopes.Around(details.ControlGroup) == scope ? MemberTie.Scope.Words() : null;
    }

    private static bool IsMember(Worker worker, int pid, Census census)
        => census.Processes.IndexOf(pid) is >= 0 and var row && IsMember(worker, census.Processes.IdentityAt(row));

    private static bool IsMember(Worker worker, ProcessIdentity process)
    {
        foreach (var member in worker.Members)
            if (member.Process == process)
                return true;
        return false;
    }

    private static bool IsSelf(ProcessIdentity process, Census census)
    {
        foreach (var self in census.Self)
            if (self == process)
                return true;
        return false;
    }

    private static JudgedWorker? OwnerOf(ProcessIdentity process, Roster roster)
    {
        foreach (var judged in roster.Workers)
            if (IsMember(judged.Worker, process))
                return judged;
        return null;
    }
}
