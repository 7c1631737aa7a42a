using System;
using System.Collections.Immutable;
using System.Globalization;
using Lifetop.Model;

namespace Lifetop.App.Acting;

/// <summary>A process that is no worker, made to look like one, so that a plan about it is made, refused and carried out by the same rules.</summary>
internal static class BareProcess
{
    private const string Prefix = "process:";

    /// <summary>Null when this is no process, or it is gone, or its number is another's by now.</summary>
    /// <param name="identity">As a worker would be called that was found by this process.</param>
    public static JudgedWorker? Find(string identity, Census census)
    {
        if (!identity.StartsWith(Prefix, StringComparison.Ordinal) || !ProcessIdentity.TryParse(identity.AsSpan(Prefix.Length), out var process)
            || census.Processes.IndexOf(process) is var row && (row < 0 || census.Processes.Rows[row].IsZombie))
            return null;
        return new JudgedWorker(WorkerOf(row, identity, census), new Verdict { State = Lifecycle.Running, Since = census.StartedAt(process.StartTicks) }, -1);
    }

    private static Worker WorkerOf(int row, string identity, Census census)
    {
        var process = census.Processes.IdentityAt(row);
        var details = census.Processes.DetailsAt(row);
        string name = $"{census.Processes.Rows[row].Name.ToString()}-{process.Pid.ToString(CultureInfo.InvariantCulture)}";
        return new Worker
        {
            Identity = identity,
            Key = new WorkerKey("process", name),
            Name = name,
            Source = "process",
            Kind = WorkerKind.Job,
            Root = process,
            RootAlive = true,
            Members = Tree(process, census),
            Command = details?.Derived.Command ?? "",
            StartedAt = census.StartedAt(process.StartTicks),
        };
    }

    /// <summary>It first, then all that descend from it.</summary>
    public static ImmutableArray<Member> Tree(ProcessIdentity root, Census census)
    {
        var members = ImmutableArray.CreateBuilder<Member>();
        members.Add(new Member(root, MemberTie.Root));
        var rows = census.Processes.Rows;
        for (int i = 0; i < rows.Length; i++)
            if (!rows[i].IsZombie && Descends(i, root.Pid, census.Processes))
                members.Add(new Member(census.Processes.IdentityAt(i), MemberTie.Descendant));
        return members.DrainToImmutable();
    }

    private static bool Descends(int row, int root, ProcessTable table)
    {
        const int deepest = 64;
        for (int hops = 0; row >= 0 && hops < deepest && !table.Rows[row].IsTmuxServer; hops++)
        {
            int parent = table.Rows[row].Parent;
            if (parent == root)
                return true;
            row = parent > 1 ? table.IndexOf(parent) : -1;
        }
        return false;
    }
}
