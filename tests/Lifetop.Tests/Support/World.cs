using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using Lifetop.Judgement;
using Lifetop.Judgement.Systems;
using Lifetop.Model;
using Xunit;

namespace Lifetop.Tests.Support;

/// <summary>A machine to be judged: processes, panes and declarations that a test adds and takes away between looks.</summary>
internal sealed class World
{
    private readonly HashSet<int> _lacking = [];
    private readonly ProcessTable _table;
    private readonly List<PaneSighting> _panes = [];
    private readonly List<TmuxServer> _servers = [];
    private readonly List<Declaration> _declarations = [];
    private readonly List<Gap> _gaps = [];
    private readonly List<Death> _deaths = [];
    private readonly List<ProcessIdentity> _self = [];
    private readonly HashSet<string> _existing = [];
    private readonly Dictionary<string, string> _links = [];
    private readonly Dictionary<string, long> _written = [];
    private ImmutableArray<string> _awaited = [];
    private Matching? _matching;
    private Judge? _judge;

    public World()
    {
        _table = new ProcessTable { Boot = Make.Boot, Lacks = _lacking.Contains };
        Census = new Census { Processes = _table, BootTime = Make.BootTime, UserId = Make.UserId };
        Process(1, 0, "/sbin/init", age: TimeSpan.FromDays(10), uid: 0);
    }

    public Census Census { get; }
    public DateTimeOffset Now { get; private set; } = Make.Noon;
    public Policy Policy { get; set; } = Policy.Default;
    public Recollection Recollection { get; private set; } = Recollection.Nothing;
    public Past Past { get; private set; } = new(Recollection.Nothing);
    public Roster Roster { get; private set; } = Roster.Empty;
    public TimeSpan CpuWatched { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Command line parts are separated by single blanks; age counts from now.</summary>
    public World Process(int pid, int ppid, string command, int? sid = null, int? pgid = null, int pts = -1, TimeSpan? age = null, uint uid = Make.UserId,
        string? cwd = null, string? checkout = null, int[]? ports = null, bool service = false, bool systemService = false,
        ImmutableArray<EnvironmentMarker>? markers = null, float cpu = 0, long cpuNanoseconds = 0, long pages = 100, char state = 'S', bool details = true,
        string? name = null, bool cwdDeleted = false, string? group = null)
    {
        int index = _table.Add(pid);
        ref var row = ref _table.Writable[index];
        row = new ProcessRow
        {
            Pid = pid,
            Parent = ppid,
            Session = sid ?? pid,
            Group = pgid ?? sid ?? pid,
            Terminal = pts < 0 ? 0 : (136 << 8) | (pts & 0xff) | ((pts & ~0xff) << 12),
            Foreground = -1,
            Threads = 1,
            UserId = uid,
            State = (byte)state,
            StartTicks = Make.TicksAt(Now - (age ?? Make.Hours(1))),
            CpuPercent = cpu,
            CpuNanoseconds = cpuNanoseconds,
            ResidentPages = pages,
            ExitStatus = -1,
        };
        string[] arguments = command.Length == 0 ? [] : command.Split(' ');
        row.Name.Set(Encoding.UTF8.GetBytes(name ?? (arguments.Length == 0 ? "gone" : ProgramNames.BaseName(arguments[0]).TrimStart('-'))));
        _table.SetDetails(index, !details ? null : new ProcessDetails
        {
            Arguments = [.. arguments],
            Executable = arguments.Length == 0 || arguments[0].StartsWith('-') ? null : arguments[0],
            WorkingDirectory = cwd,
            WorkingDirectoryDeleted = cwdDeleted,
            Checkout = checkout,
            Ports = ports is null ? [] : [.. ports],
            InService = service || systemService,
            InSystemService = systemService,
            Markers = markers ?? [],
            ControlGroup = group,
            HasControlGroup = group is not null,
        });
        _table.Version++;
        return this;
    }

    public World Change(int pid, Func<ProcessRow, ProcessRow> change)
    {
        int index = _table.IndexOf(pid);
        _table.Writable[index] = change(_table.Rows[index]);
        _table.Version++;
        return this;
    }

    /// <summary>Dead and not waited for.</summary>
    public World Defunct(int pid)
    {
        _table.SetDetails(_table.IndexOf(pid), new ProcessDetails());
        return Change(pid, static row => row with { State = (byte)'Z' });
    }

    /// <summary>Ends processes; their children become those of pid 1.</summary>
    public World End(params int[] pids)
    {
        foreach (int pid in pids)
        {
            _table.RemoveAt(_table.IndexOf(pid));
            for (int i = 0; i < _table.Count; i++)
                if (_table.Rows[i].Parent == pid)
                    _table.Writable[i].Parent = 1;
        }
        _table.Version++;
        return this;
    }

    public ProcessIdentity Identity(int pid) => _table.IdentityAt(_table.IndexOf(pid));

    public World HidesOthers()
    {
        _table.SeesEverybody = false;
        return this;
    }

    /// <summary>The kernel says that nobody has this pid.</summary>
    public World Lacks(int pid)
    {
        _lacking.Add(pid);
        return this;
    }

    /// <summary>A running tmux server with its process.</summary>
    public World Server(TmuxServer? server = null)
    {
        server ??= Make.Server();
        if (_servers.Contains(server))
            return this;
        _servers.Add(server);
        if (_table.IndexOf(server.Pid) < 0)
            Process(server.Pid, 1, "tmux", age: Make.Hours(48), name: "tmux: server");
        return this;
    }

    /// <summary>A listed pane. Its root becomes its server's child, as it always is.</summary>
    public World Pane(string id, int pid, string session = "main", int window = 0, int index = 0, int pts = -1, TmuxServer? server = null, string? windowName = null,
        bool dead = false, int? status = null, int? signal = null, DateTimeOffset? diedAt = null, bool bell = false, int windowPanes = 1, int clients = 0,
        TimeSpan? activity = null, TimeSpan? written = null, Prompt? prompt = null, string sessionId = "$0", ImmutableArray<string>? alsoAt = null)
    {
        server ??= Make.Server();
        Server(server);
        if (!dead && _table.IndexOf(pid) is >= 0 and var root)
            _table.Writable[root].Parent = server.Pid;
        _panes.RemoveAll(pane => pane.Facts.PaneId == id && pane.Facts.Server == server);
        _panes.Add(new PaneSighting(new Pane
        {
            Server = server,
            SessionId = sessionId,
            SessionName = session,
            WindowId = $"@{window}",
            WindowIndex = window,
            WindowName = windowName ?? "win",
            PaneId = id,
            PaneIndex = index,
            Pid = pid,
            Terminal = pts < 0 ? "" : $"/dev/pts/{pts}",
            Dead = dead,
            ExitStatus = status,
            ExitSignal = signal,
            DiedAt = diedAt,
            Bell = bell,
            WindowPanes = windowPanes,
            AttachedClients = clients,
            AlsoAt = alsoAt ?? [],
        })
        {
            WindowActivity = Now - (activity ?? TimeSpan.Zero),
            TerminalWritten = written is { } ago ? Now - ago : null,
            Prompt = prompt,
        });
        return this;
    }

    public World NoPane(string id)
    {
        _panes.RemoveAll(pane => pane.Facts.PaneId == id);
        return this;
    }

    /// <summary>The server is not listed any more, whether it died or could not be asked.</summary>
    public World NoListing()
    {
        _panes.Clear();
        _servers.Clear();
        return this;
    }

    public World Declare(Declaration declaration)
    {
        Withdraw(declaration.Identity);
        _declarations.Add(declaration);
        return this;
    }

    public World Withdraw(string identity)
    {
        _declarations.RemoveAll(one => one.Identity == identity);
        return this;
    }

    public World Gap(Gap gap)
    {
        _gaps.Add(gap);
        return this;
    }

    public World Gap(string source, string scope = "", bool hides = true) => Gap(Make.Gap(source, scope, hides));

    public World NoGaps()
    {
        _gaps.Clear();
        return this;
    }

    public World Await(params string[] sources)
    {
        _awaited = [.. sources];
        return this;
    }

    /// <summary>A watched process ended, and the kernel told how.</summary>
    public World Died(int pid, int? exit = null, int? signal = null)
    {
        _deaths.Add(new Death(Identity(pid), new Ending(exit, signal, Now, "proc")));
        return End(pid);
    }

    /// <summary>lifetop and its ancestors, nearest first.</summary>
    public World Self(params int[] pids)
    {
        _self.AddRange(pids.Select(Identity));
        return this;
    }

    public World Exists(params string[] paths)
    {
        _existing.UnionWith(paths);
        return this;
    }

    public World Removed(string path)
    {
        _existing.Remove(path);
        return this;
    }

    public World Link(string path, string real)
    {
        _links[path] = real;
        return this;
    }

    /// <summary>A log was written so long ago.</summary>
    public World Written(string path, TimeSpan ago)
    {
        _written[path] = (Now - ago).UtcTicks;
        return this;
    }

    public World Later(TimeSpan time)
    {
        Now += time;
        return this;
    }

    /// <summary>What earlier lifetops knew; before the first look.</summary>
    public World Remember(Recollection recollection)
    {
        Recollection = recollection;
        Past = new Past(recollection);
        return this;
    }

    /// <summary>Protections, snoozes or plans changed while lifetop runs.</summary>
    public World Renew(Recollection recollection)
    {
        Recollection = recollection;
        Past.Renew(recollection);
        return this;
    }

    public World Look()
    {
        Fill();
        _matching ??= new Matching(Policy);
        _judge ??= new Judge(Policy);
        Workers = _matching.Match(Census, Past);
        Roster = _judge.Of(Census, Workers, Past);
        _deaths.Clear();
        AssertWhole();
        return this;
    }

    /// <summary>Judges what was matched before once more, as the observing side does while nothing but numbers changes.</summary>
    public Roster Again(ImmutableArray<Worker> workers) => Roster = _judge!.Of(Census, workers, Past);

    public ImmutableArray<Worker> Workers { get; private set; } = [];

    public DateTimeOffset? MatchAgainAt => _matching?.MatchAgainAt;

    public void SetTime(DateTimeOffset time) => Census.Time = Now = time;

    public JudgedWorker? Find(string name)
        => Roster.Workers.SingleOrDefault(one => one.Worker.Key.Text == name || one.Worker.Identity == name || one.Worker.Name == name);

    public JudgedWorker The(string name)
    {
        var found = Find(name);
        Assert.True(found is not null, $"no {name} among {string.Join(", ", Roster.Workers.Select(static one => one.Worker.Key.Text))}");
        return found;
    }

    public Lifecycle State(string name) => The(name).Verdict.State;

    public TimeSpan Age(string name) => Now - The(name).Verdict.Since;

    public int[] Members(string name) => [.. The(name).Worker.Members.Select(static member => member.Process.Pid).Order()];

    public Counters Numbers(string name) => Roster.Counters[The(name).Slot];

    public string Evidence(string name)
        => string.Join('\n', The(name).Verdict.Evidence.Select(one => one.Text + (one.Since is { } since ? $" {AgeText.Age(Now - since)}{one.After}" : "") + " · " + one.Source));

    public string Note(string name) => The(name).Verdict.RenderNote(Now);

    private void Fill()
    {
        Census.Time = Now;
        Census.Panes = Kept(Census.Panes, _panes);
        Census.Servers = Kept(Census.Servers, _servers);
        Census.Declarations = Kept(Census.Declarations, _declarations);
        Census.Gaps = Kept(Census.Gaps, _gaps);
        Census.Awaited = Kept(Census.Awaited, _awaited);
        Census.Deaths = [.. _deaths];
        Census.Self = [.. _self];
        Census.Scopes = PaneScopes.Of(Holders());
        Census.CpuWatched = CpuWatched;
        Census.Exists = _existing.Contains;
        Census.RealPath = path => _links.GetValueOrDefault(path, path);
        Census.WrittenAt = path => _written.GetValueOrDefault(path);
        Census.Derived = OwnRules.Known.Derive(Census, Past, []);
    }

    /// <summary>Nobody can read the group of whom nothing can be read; who was given none is in the topmost.</summary>
    private List<ScopeHolder> Holders()
    {
        var (seen, panes, others) = (new NumberSet(), new List<int>(), new List<int>());
        ScopeHolders.PaneRoots(Census, seen, panes);
        ScopeHolders.Others(Census, seen, others);
        ScopeHolder Of(int row, bool isPaneRoot)
            => new(_table.IdentityAt(row)) { IsPaneRoot = isPaneRoot, ControlGroup = _table.DetailsAt(row) is { } details ? details.ControlGroup ?? "/" : null };
        return [.. panes.Select(row => Of(row, isPaneRoot: true)), .. others.Select(row => Of(row, isPaneRoot: false))];
    }

    /// <summary>As in a real census: the same array as long as nothing in it changed.</summary>
    private static ImmutableArray<T> Kept<T>(ImmutableArray<T> before, IEnumerable<T> now) => before.SequenceEqual(now) ? before : [.. now];

    /// <summary>What must hold of every roster whatever the world: one process, one worker; one slot, one worker.</summary>
    private void AssertWhole()
    {
        var owners = new Dictionary<ProcessIdentity, string>();
        for (int i = 0; i < Roster.Workers.Length; i++)
        {
            var judged = Roster.Workers[i];
            Assert.Equal(i, judged.Slot);
            Assert.True(judged.Verdict.Since <= Now, $"{judged.Worker.Key} begins after now");
            foreach (var member in judged.Worker.Members)
                Assert.True(owners.TryAdd(member.Process, judged.Worker.Key.Text), $"{member.Process} is a member of {judged.Worker.Key} and {owners[member.Process]}");
        }
        Assert.Equal(Roster.Workers.Length, Roster.Workers.Select(static one => one.Worker.Identity).Distinct().Count());
        // An ended pane and the one that is at its place now bear the same key.
        var alive = Roster.Workers.Where(static one => one.Verdict.State.IsAlive()).Select(static one => one.Worker.Key.Text).ToList();
        Assert.Equal(alive.Count, alive.Distinct().Count());
    }
}
