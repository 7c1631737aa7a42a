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
    {
        if (worker.Declaration is not { RestartPolicy: "no" } declaration)
            return false;
        foreach (var left in declaration.Leaves)
            if (IsThere(left, census))
                return true;
        return Tokens(declaration) > 0 || (declaration.Worktree is { } worktree && census.Exists(worktree));
    }

    private static bool IsThere(Residue left, Census census) => left.Kind is not ("file" or "worktree") || census.Exists(left.What);

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
            if (declaration.Worktree is { } worktree && census.Exists(worktree))
                list.Add(new Residue("worktree", worktree));
            if (Tokens(declaration) is > 0 and var tokens)
                list.Add(new Residue("tokens", tokens.ToString(CultureInfo.InvariantCulture)));
        }
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
