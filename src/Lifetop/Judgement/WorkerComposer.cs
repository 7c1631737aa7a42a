using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>Makes the finished worker of a draft: its key and names, its kind, its tree, its ports, its owner.</summary>
internal sealed class WorkerComposer(Census census, ProcessForest forest, PanePlaces places)
{
    private const int OwnerHops = 8;

    public Worker Compose(Draft draft)
    {
        var table = census.Processes;
        var details = draft.Row >= 0 ? table.DetailsAt(draft.Row) : null;
        var ports = PortsOf(draft);
        var (key, name, source, identity) = NameOf(draft, details, ports);
        var members = draft.Members.ToImmutableArray();
        return new Worker
        {
            Identity = identity,
            Key = key,
            Name = name,
            Source = source,
            Kind = KindOf(draft),
            AlsoKnownAs = OtherNames(draft, details, identity, key.Text),
            Declaration = draft.Declaration,
            Pane = draft.Pane,
            OwnsPane = draft.OwnsPane,
            Root = draft.Root,
            RootAlive = draft.Alive,
            RootRefused = draft.Refused,
            RootUnread = draft.Unread,
            ShellLeft = draft.ShellLeft,
            UnreapedBy = UnreapedBy(draft),
            Members = members,
            Ports = ports,
            Command = CommandOf(draft, details),
            Program = draft.Found?.Program ?? details?.Program.Best ?? "",
            Cwd = details?.WorkingDirectory ?? draft.Declaration?.Cwd,
            StartedAt = draft.Row >= 0 ? census.StartedAt(table.Rows[draft.Row].StartTicks) : null,
            IsStray = draft.Stray,
            OwnerGone = OwnerGone(draft),
            IsSelf = IsSelf(draft),
            ProcessKeptBy = draft.KeptBy,
        };
    }

    /// <summary>Records with arrays compare by reference; this compares what they hold.</summary>
    public static bool IsSame(Worker a, Worker b)
        => a with { Members = b.Members, Ports = b.Ports, AlsoKnownAs = b.AlsoKnownAs } == b
            && a.Members.AsSpan().SequenceEqual(b.Members.AsSpan())
            && a.Ports.AsSpan().SequenceEqual(b.Ports.AsSpan())
            && a.AlsoKnownAs.AsSpan().SequenceEqual(b.AlsoKnownAs.AsSpan());

    private (WorkerKey Key, string Name, string Source, string Identity) NameOf(Draft draft, ProcessDetails? details, ImmutableArray<int> ports)
    {
        if (draft.Declaration is { } declaration)
            return (declaration.Key, declaration.Name, declaration.Source, declaration.Identity);
        if (draft.Pane is { } pane && draft.OwnsPane)
            return (KeyOf(pane.Facts), PaneName(pane.Facts), "tmux", pane.Facts.Identity);
        var root = draft.Root.GetValueOrDefault();
        string program = ProgramOf(details, draft.Row);
        var key = ProcessKey(root, details, draft.Row);
        string name = KindOf(draft) switch
        {
            WorkerKind.Server when !ports.IsEmpty => $"{program} :{Matching.Number(ports[0])}",
            WorkerKind.Agent => $"{program}-{Matching.Number(root.Pid)}",
            _ => program,
        };
        return (key, name, "process", Identities.Of(root));
    }

    private string ProgramOf(ProcessDetails? details, int row)
        => details?.Program.Best is { Length: > 0 } best ? best : census.Processes.Rows[row].Name.ToString();

    private WorkerKey ProcessKey(ProcessIdentity root, ProcessDetails? details, int row)
        => new("process", $"{ProgramOf(details, row)}-{Matching.Number(root.Pid)}");

    public static WorkerKey KeyOf(Pane pane) => KeyAt(pane.Server, pane.Address);

    private static WorkerKey KeyAt(TmuxServer server, string address)
        => new(server.Label.Length == 0 ? "tmux" : $"tmux@{server.Label}", address);

    /// <summary>A session with one pane is known by its own name; else the window's tells them apart.</summary>
    private string PaneName(Pane pane)
    {
        if (places.PanesInSession(pane) == 1)
            return pane.SessionName;
        return pane.WindowPanes > 1 ? $"{pane.SessionName}:{pane.WindowName}.{Matching.Number(pane.PaneIndex)}" : $"{pane.SessionName}:{pane.WindowName}";
    }

    private static WorkerKind KindOf(Draft draft)
    {
        if (draft.Declaration?.Kind is { } declared)
            return declared;
        if (draft.IsShell)
            return WorkerKind.Shell;
        return draft.Found?.Kind ?? WorkerKind.Job;
    }

    private ImmutableArray<string> OtherNames(Draft draft, ProcessDetails? details, string identity, string key)
    {
        var names = new List<string>();
        void Add(string name)
        {
            if (name != identity && name != key && !names.Contains(name))
                names.Add(name);
        }
        foreach (var joined in draft.Joined)
        {
            Add(joined.Identity);
            Add(joined.Key.Text);
            Add(joined.Name);
        }
        if (draft.Pane is { } pane && draft.OwnsPane)
        {
            Add(pane.Facts.Identity);
            Add(KeyOf(pane.Facts).Text);
            foreach (string place in pane.Facts.AlsoAt)
                Add(KeyAt(pane.Facts.Server, place).Text);
        }
        if (draft.Root is { } root && draft.Row >= 0)
        {
            Add(Identities.Of(root));
            if (draft.Found is not null)
                Add(ProcessKey(root, details, draft.Row).Text);
        }
        return [.. names];
    }

    private ImmutableArray<int> PortsOf(Draft draft)
    {
        ImmutableArray<int> ports = [];
        foreach (var member in draft.Members)
        {
            int index = census.Processes.IndexOf(member.Process.Pid);
            if (index < 0 || census.Processes.DetailsAt(index) is not { Ports.IsEmpty: false } details)
                continue;
            ports = ports.IsEmpty ? details.Ports : [.. ports.Union(details.Ports).Order()];
        }
        return ports;
    }

    private static string CommandOf(Draft draft, ProcessDetails? details)
    {
        if (details is { Arguments.IsEmpty: false })
            return string.Join(' ', details.Arguments);
        return draft.Declaration?.Command ?? draft.Pane?.Facts.StartCommand ?? "";
    }

    private ProcessIdentity? UnreapedBy(Draft draft)
    {
        if (draft.Row < 0 || draft.Alive)
            return null;
        int parent = forest.ParentOf(draft.Row);
        return parent < 0 ? null : census.Processes.IdentityAt(parent);
    }

    private string? OwnerGone(Draft draft)
    {
        if (!draft.Alive)
            return null;
        if (draft.Declaration?.Owner is { } owner)
        {
            if (owner.Process is { } process && !IsAlive(process))
                return $"its owner {owner.Name} (pid {Matching.Number(process.Pid)}) is gone";
            if (owner.AncestorProgram is { } program && !HasAncestor(draft.Row, program))
                return $"no {program} among its {OwnerHops} nearest ancestors";
            return null;
        }
        return draft.Found?.OwnerProgram is { } required && !HasAncestor(draft.Row, required)
            ? $"no {required} among its {OwnerHops} nearest ancestors"
            : null;
    }

    private bool IsAlive(ProcessIdentity process)
    {
        int index = census.Processes.IndexOf(process);
        return index >= 0 && !census.Processes.Rows[index].IsZombie;
    }

    /// <summary>Eight processes are examined, itself the first; pid 1 never counts.</summary>
    private bool HasAncestor(int row, string program)
    {
        for (int hops = 0; row >= 0 && hops < OwnerHops; hops++, row = forest.ParentOf(row))
        {
            ref readonly var process = ref census.Processes.Rows[row];
            if (process.Pid == 1)
                return false;
            if (process.Name.ToString() == program || census.Processes.DetailsAt(row)?.Program.Is(program) == true)
                return true;
        }
        return false;
    }

    private bool IsSelf(Draft draft)
    {
        foreach (var self in census.Self.AsSpan())
        {
            if (draft.Root == self || (draft.Pane is { Facts.Dead: false } pane && draft.OwnsPane && pane.Facts.Pid == self.Pid))
                return true;
            foreach (var member in draft.Members)
                if (member.Process == self)
                    return true;
        }
        return false;
    }
}
