using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>What is left of a worker whose work is over. Logs, history, archives and what a restart policy keeps never count.</summary>
internal static class Residues
{
    public static bool Any(Worker worker, Census census)
        => HasProcesses(worker) || HasPane(worker) || HasDeclared(worker, census);

    private static bool HasProcesses(Worker worker) => !worker.Members.IsEmpty;

    /// <summary>The dead pane, or the shell left in a pane that goes with the worker. What spawn keeps for its exit status is no residue.</summary>
    private static bool HasPane(Worker worker)
        => worker is { OwnsPane: true, Pane: not null } && worker.Declaration is not { Spawned: true };

    private static bool HasDeclared(Worker worker, Census census)
        => CountLeaves(worker, census) > 0
            || (worker.Declaration is { RestartPolicy: "no" } declaration && Tokens(declaration) > 0)
            || HasWorktree(worker, census);

    /// <summary>A number that changes when anything of the residue comes or goes.</summary>
    public static int Stamp(Worker worker, Census census) => CountLeaves(worker, census) * 2 + (HasWorktree(worker, census) ? 1 : 0);

    private static int CountLeaves(Worker worker, Census census)
    {
        int count = 0;
        if (worker.Declaration is { RestartPolicy: "no" } declaration)
            foreach (var left in declaration.Leaves.AsSpan())
                if (IsThere(left, census))
                    count++;
        return count;
    }

    private static bool HasWorktree(Worker worker, Census census)
        => WorktreeOf(worker) is { Length: > 0 } worktree && census.Exists(worktree);

    /// <summary>A restart policy keeps its worktree; of a worker known from memory alone the policy is not known, and it is not running.</summary>
    private static string? WorktreeOf(Worker worker) => worker.Declaration switch
    {
        { RestartPolicy: "no" } declaration => declaration.Worktree,
        null => worker.Past?.Worktree,
        _ => null,
    };

    public static bool IsOnDisk(Residue left) => left.Kind is "file" or "worktree";

    private static bool IsThere(Residue left, Census census) => !IsOnDisk(left) || census.Exists(left.What);

    public static long Tokens(Declaration declaration)
        => declaration.TokensAllocated is { } allocated ? System.Math.Max(0, allocated - (declaration.TokensUsed ?? 0)) : 0;

    public static ImmutableArray<Residue> List(Worker worker, Census census)
    {
        var list = ImmutableArray.CreateBuilder<Residue>();
        foreach (var member in worker.Members)
            list.Add(new Residue("process", ProcessWords(member.Process, census)));
        if (HasPane(worker) && worker.Pane is { } pane)
            list.Add(new Residue("pane", $"{pane.Facts.PaneId} of {pane.Facts.SessionName}, {(pane.Facts.Dead ? "dead" : "with what is left in it")}"));
        if (worker.Declaration is { RestartPolicy: "no" } declaration)
        {
            foreach (var left in declaration.Leaves)
                if (IsThere(left, census))
                    list.Add(left);
            if (Tokens(declaration) is > 0 and var tokens)
                list.Add(new Residue("tokens", tokens.ToString(CultureInfo.InvariantCulture)));
        }
        if (HasWorktree(worker, census))
            list.Add(new Residue("worktree", WorktreeOf(worker)!));
        return list.DrainToImmutable();
    }

    public static string ProcessWords(ProcessIdentity process, Census census)
    {
        int index = census.Processes.IndexOf(process);
        string name = index < 0 ? "process" : census.Processes.DetailsAt(index)?.Program.Best is { Length: > 0 } best
            ? best
            : census.Processes.Rows[index].Name.ToString();
        return $"{name} {process.Pid.ToString(CultureInfo.InvariantCulture)}";
    }
}
