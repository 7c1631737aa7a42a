using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Judgement;

/// <summary>
/// Makes the finished worker of a draft: its key and names, its kind, its tree, its ports, its owner. A draft that says what it said
/// the last time has the very worker of the last time, and then nothing is made.
/// </summary>
internal sealed class WorkerComposer(ProcessForest forest, PanePlaces places)
{
    private readonly Owners _owners = new(forest);
    private Census _census = null!; // set before any draft is looked at
    private Past _past = null!; // likewise
    private Dictionary<object, Composed> _last = new(ReferenceEqualityComparer.Instance);
    private Dictionary<object, Composed> _next = new(ReferenceEqualityComparer.Instance);
    private Dictionary<int, Composed> _lastByPid = [];
    private Dictionary<int, Composed> _nextByPid = [];
    private Dictionary<string, Worker> _before = [];
    private Dictionary<string, Worker> _now = [];
    private readonly List<Worker> _workers = [];
    private ImmutableArray<Worker> _result = [];

    /// <summary>The workers in the order of the drafts; the very array of the last time, and not changed, if they are the same.</summary>
    public ImmutableArray<Worker> Compose(List<Draft> drafts, Census seen, Past past, out bool changed)
    {
        _census = seen;
        _past = past;
        _workers.Clear();
        foreach (var draft in drafts)
        {
            var worker = WorkerOf(draft);
            if (_now.TryAdd(worker.Identity, worker))
                _workers.Add(worker);
        }
        (_last, _next) = (_next, _last);
        (_lastByPid, _nextByPid) = (_nextByPid, _lastByPid);
        (_before, _now) = (_now, _before);
        _now.Clear();
        _next.Clear();
        _nextByPid.Clear();
        changed = !AreResult(_workers);
        return changed ? _result = [.. _workers] : _result;
    }

    private bool AreResult(List<Worker> workers)
    {
        if (workers.Count != _result.Length)
            return false;
        for (int i = 0; i < workers.Count; i++)
            if (!ReferenceEquals(workers[i], _result[i]))
                return false;
        return true;
    }

    private Worker WorkerOf(Draft draft)
    {
        object? source = draft.Declaration ?? (draft.OwnsPane ? draft.Pane : (object?)null);
        int pid = draft.Root.GetValueOrDefault().Pid;
        Composed? before;
        if (source is null)
            _lastByPid.TryGetValue(pid, out before);
        else
            _last.TryGetValue(source, out before);
        var parts = new Parts(draft.Row >= 0 ? _census.Processes.DetailsAt(draft.Row) : null, PortsOf(draft), UnreapedBy(draft), UnreapedStatus(draft), _owners.Gone(draft, _census), IsSelf(draft),
            draft.Row >= 0 ? _census.StartedAt(_census.Processes.Rows[draft.Row].StartTicks) : null,
            draft is { OwnsPane: true, Pane: { } pane } ? places.PanesInSession(pane.Facts) : 0,
            draft.RunByShell is { } run && _census.Processes.IndexOf(run) is >= 0 and var row ? _census.Processes.DetailsAt(row) : null);
        var composed = before is not null && before.IsOf(draft, parts) ? before : Composed.Of(draft, parts, OneLike(Compose(draft, parts)));
        if (source is null)
            _nextByPid[pid] = composed;
        else
            _next[source] = composed;
        return composed.Worker;
    }

    /// <summary>Records with arrays compare by reference; this compares what they hold. One by one, because a record's own comparison is compiled at run time.</summary>
    private static bool IsSame(Worker a, Worker b)
        => a.Key.Text == b.Key.Text && a.Name == b.Name && a.Source == b.Source && a.Kind == b.Kind && a.Type == b.Type
            && (ReferenceEquals(a.Declaration, b.Declaration) || a.Declaration == b.Declaration)
            && a.Pane == b.Pane && a.OwnsPane == b.OwnsPane && a.Scope == b.Scope && a.Root == b.Root && a.RootAlive == b.RootAlive && a.AtGate == b.AtGate
            && a.RootRefused == b.RootRefused && a.RootUnread == b.RootUnread && a.ShellLeft == b.ShellLeft && a.UnreapedBy == b.UnreapedBy && a.UnreapedStatus == b.UnreapedStatus
            && a.Command == b.Command && a.Program == b.Program && a.Cwd == b.Cwd && a.StartedAt == b.StartedAt && a.IsStray == b.IsStray
            && a.OwnerGone == b.OwnerGone && a.IsSelf == b.IsSelf && a.ProcessKeptBy == b.ProcessKeptBy
            && a.Members.AsSpan().SequenceEqual(b.Members.AsSpan())
            && Numbers.Same(a.Ports, b.Ports)
            && a.AlsoKnownAs.AsSpan().SequenceEqual(b.AlsoKnownAs.AsSpan());

    /// <summary>The worker of the last time if it reads the same.</summary>
    private Worker OneLike(Worker worker) => _before.TryGetValue(worker.Identity, out var before) && IsSame(before, worker) ? before : worker;

    private Worker Compose(Draft draft, in Parts parts)
    {
        var (key, name, source, identity) = NameOf(draft, parts);
        return new Worker
        {
            Identity = identity,
            Key = key,
            Name = name,
            Source = source,
            Kind = KindOf(draft),
            Type = draft.Found?.Type,
            AlsoKnownAs = OtherNames(draft, parts, identity, key.Text),
            Declaration = draft.Declaration,
            Pane = draft.Pane,
            OwnsPane = draft.OwnsPane,
            Scope = draft.Scope,
            Root = draft.Root,
            RootAlive = draft.Alive,
            AtGate = draft.Alive && parts.Details is { } root && WaitingShell.GateOf(root.Arguments) is not null,
            RootRefused = draft.Refused,
            RootUnread = draft.Unread,
            ShellLeft = draft.ShellLeft,
            UnreapedBy = parts.UnreapedBy,
            UnreapedStatus = parts.UnreapedStatus,
            Members = [.. draft.Members],
            Ports = parts.Ports,
            Command = CommandOf(draft, parts.Details),
            Program = draft.Found?.Program ?? parts.Details?.Program.Best ?? "",
            Cwd = parts.Details?.WorkingDirectory ?? draft.Declaration?.Cwd,
            StartedAt = parts.StartedAt,
            IsStray = draft.Stray,
            OwnerGone = parts.OwnerGone,
            IsSelf = parts.IsSelf,
            ProcessKeptBy = draft.KeptBy,
        };
    }

    private Naming NameOf(Draft draft, in Parts parts)
    {
        var (details, ports) = (parts.Details, parts.Ports);
        if (draft.Declaration is { } declaration)
            return new Naming(declaration.Key, declaration.Name, declaration.Source, declaration.Identity);
        if (draft.Pane is { } pane && draft.OwnsPane)
            return new Naming(KeyOf(pane.Facts), PaneName(pane.Facts, parts.PanesInSession), "tmux", pane.Identity);
        var root = draft.Root.GetValueOrDefault();
        string program = ProgramOf(details, draft.Row);
        var key = ProcessKey(root, details, draft.Row);
        string name = KindOf(draft) switch
        {
            WorkerKind.Server when !ports.IsEmpty => $"{program} :{Matching.Number(ports[0])}",
            WorkerKind.Agent => $"{program}-{Matching.Number(root.Pid)}",
            _ => program,
        };
        return new Naming(key, name, "process", draft.RootName);
    }

    private readonly record struct Naming(WorkerKey Key, string Name, string Source, string Identity);

    private string ProgramOf(ProcessDetails? details, int row)
        => details?.Program.Best is { Length: > 0 } best ? best : _census.Processes.Rows[row].Name.ToString();

    private WorkerKey ProcessKey(ProcessIdentity root, ProcessDetails? details, int row)
        => new("process", $"{ProgramOf(details, row)}-{Matching.Number(root.Pid)}");

    public static WorkerKey KeyOf(Pane pane) => KeyAt(pane.Server, pane.Address);

    private static WorkerKey KeyAt(TmuxServer server, string address)
        => new(server.Label.Length == 0 ? "tmux" : $"tmux@{server.Label}", address);

    /// <summary>A session with one pane is known by its own name; else the window's tells them apart.</summary>
    private static string PaneName(Pane pane, int panesInSession)
    {
        if (panesInSession == 1)
            return pane.SessionName;
        return pane.WindowPanes > 1 ? $"{pane.SessionName}:{pane.WindowName}.{Matching.Number(pane.PaneIndex)}" : $"{pane.SessionName}:{pane.WindowName}";
    }

    private WorkerKind KindOf(Draft draft)
    {
        if (draft.Declaration?.Kind is { } declared)
            return declared;
        if (draft.IsShell)
            return WorkerKind.Shell;
        if (draft.Found is { } found)
            return found.Kind;
        // What ran in the pane of a dead one cannot be seen any more. A shell is one only as long as somebody can type into it.
        return !draft.Alive && _past.Of(draft) is { Kind: { } known and not WorkerKind.Shell } ? known : WorkerKind.Job;
    }

    private ImmutableArray<string> OtherNames(Draft draft, in Parts parts, string identity, string key)
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
            if (!Identities.Is(joined.Name))
                Add(joined.Name);
        }
        if (draft.Pane is { } pane && draft.OwnsPane)
        {
            Add(pane.Identity);
            Add(KeyOf(pane.Facts).Text);
            foreach (string place in pane.Facts.AlsoAt)
                Add(KeyAt(pane.Facts.Server, place).Text);
        }
        if (draft.Root is { } root && draft.Row >= 0)
        {
            Add(draft.RootName);
            if (draft.Found is not null)
                Add(ProcessKey(root, parts.Details, draft.Row).Text);
        }
        if (draft.RunByShell is { } run && _census.Processes.IndexOf(run) is >= 0 and var row)
        {
            Add(Identities.Of(run));
            Add(ProcessKey(run, parts.RunDetails, row).Text);
        }
        return [.. names];
    }

    private ImmutableArray<int> PortsOf(Draft draft)
    {
        ImmutableArray<int> ports = [];
        foreach (var member in draft.Members)
        {
            int index = _census.Processes.IndexOf(member.Process.Pid);
            if (index < 0 || _census.Processes.DetailsAt(index) is not { Ports.IsEmpty: false } details)
                continue;
            ports = ports.IsEmpty ? details.Ports : Together(ports, details.Ports);
        }
        return ports;
    }

    private static ImmutableArray<int> Together(ImmutableArray<int> some, ImmutableArray<int> more)
    {
        var all = some.ToBuilder();
        foreach (int port in more)
            if (!some.Contains(port))
                all.Add(port);
        all.Sort();
        return all.ToImmutable();
    }

    private static string CommandOf(Draft draft, ProcessDetails? details)
    {
        if (details is { Arguments.IsEmpty: false })
            return details.Derived.Command;
        return draft.Declaration?.Command ?? draft.Pane?.Facts.StartCommand ?? "";
    }

    private ProcessIdentity? UnreapedBy(Draft draft)
    {
        if (draft.Row < 0 || draft.Alive)
            return null;
        int parent = forest.ParentOf(draft.Row);
        return parent < 0 ? null : _census.Processes.IdentityAt(parent);
    }

    /// <summary>A dead pane that nobody declared has no root: its process is the one its tmux has not waited for.</summary>
    private int? UnreapedStatus(Draft draft)
    {
        int row = draft.Row;
        if (row < 0 && draft is { OwnsPane: true, Pane.Facts: { Dead: true } pane } && _census.Processes.IndexOf(pane.Pid) is >= 0 and var child && _census.Processes.Rows[child].Parent == pane.Server.Pid)
            row = child;
        return row >= 0 && !draft.Alive && _census.Processes.Rows[row] is { IsZombie: true, ExitStatus: >= 0 and var status } ? status : null;
    }

    private bool IsSelf(Draft draft)
    {
        foreach (var self in _census.Self)
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
