using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.AgentRelay;

/// <summary>
/// Finds where agent-relay keeps state: in projects around running processes, named by the environment, the config or its own service,
/// below its global folders, and in the temp folder.
/// </summary>
internal sealed class RelayPlaces
{
    /// <summary>What tells a folder of a daemon's state from any other of its name.</summary>
    private static readonly string[] OfProject = ["team", ".project", "relay.sock.pid"];

    private const string DaemonFolder = ".agent-relay", BrokerFolder = ".agentworkforce/relay", BareSocket = "agent-relay.sock";

    /// <summary>New ones are looked for so often; those that are known are read at every look.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    private readonly SystemPlaces _places;
    private readonly uint _user = Libc.EffectiveUser();
    private readonly string _temp;
    private readonly ImmutableArray<string> _wrapper;
    private readonly List<string> _named = [];
    private readonly NamedPlaces _known = new();
    private readonly TemporaryBrokers _temporary;
    private readonly List<SystemFolder> _bases = [];
    private readonly List<WorkspacesFile> _workspaces = [];
    private readonly List<string> _projects = [];
    private readonly Dictionary<string, RelayCandidate> _daemons = [], _brokers = [], _byName = [];
    private readonly List<RelayCandidate> _candidates = [];
    private readonly List<RelayState> _states = [];
    private readonly List<RelayState> _found = [];
    private ImmutableArray<string> _running;
    private long _lookedAt = long.MinValue / 2;

    public RelayPlaces(SystemPlaces places)
    {
        _places = places;
        _temp = places.TempFolder;
        _wrapper = places.StartOf(AgentRelaySource.Label);
        _temporary = new TemporaryBrokers(_temp);
        if (places.Environment("AGENT_RELAY_PROJECT") is ['/', _, ..] project)
            AddProject(project.TrimEnd('/'), FoundBy.Environment);
        foreach (string root in places.Roots(AgentRelaySource.Label))
        {
            AddProject(root, FoundBy.Config);
            AddBase(root, FoundBy.Config);
        }
        if (places.Environment("AGENT_RELAY_DATA_DIR") is ['/', _, ..] data)
            AddBase(data.TrimEnd('/'), FoundBy.Environment);
        if (places.Environment("XDG_DATA_HOME") is ['/', _, ..] shared)
            AddBase(NativePath.Join(shared.TrimEnd('/'), "agent-relay"), FoundBy.Environment);
        if (places.Home is { } home)
            AddBase(NativePath.Join(home, DaemonFolder), FoundBy.Default);
    }

    public IReadOnlyList<RelayState> All => _states;

    public IReadOnlyList<string> Named => _known.All;

    /// <summary>True when one came or went.</summary>
    public bool Refresh(DateTimeOffset now)
    {
        var running = _places.Projects.Folders;
        bool isNew = _running.IsDefault || _running != running;
        if (!isNew && Math.Abs(now.UtcTicks - _lookedAt) < Between.Ticks)
            return false;
        (_running, _lookedAt) = (running, now.UtcTicks);
        foreach (var file in _workspaces)
            isNew |= file.Refresh(now);
        foreach (var folder in _bases)
            isNew |= folder.Refresh(now);
        isNew |= _temporary.Refresh();
        if (isNew)
            Name();
        return Find();
    }

    private void AddProject(string path, string by)
    {
        _named.Add(path);
        _known.Add(path, by);
    }

    private void AddBase(string path, string by)
    {
        _known.Add(path, by);
        _bases.Add(new SystemFolder(path));
        _workspaces.Add(new WorkspacesFile(NativePath.Join(path, "orchestrator/workspaces.json")));
    }

    private bool Find()
    {
        _found.Clear();
        foreach (string project in _projects)
        {
            Take(Known(_daemons, project, DaemonFolder));
            Take(Known(_brokers, project, BrokerFolder));
        }
        foreach (var candidate in _candidates)
            Take(candidate);
        bool isSame = _found.Count == _states.Count;
        for (int i = 0; isSame && i < _found.Count; i++)
            isSame = ReferenceEquals(_found[i], _states[i]);
        if (isSame)
            return false;
        _states.Clear();
        _states.AddRange(_found);
        return true;
    }

    private void Take(RelayCandidate? candidate)
    {
        if (candidate?.State(_user) is { } state && !Has(_found, state.Path))
            _found.Add(state);
    }

    /// <summary>Made once it is there: of most folders it never is, and there may be many.</summary>
    private RelayCandidate? Known(Dictionary<string, RelayCandidate> known, string project, string folder)
    {
        if (known.TryGetValue(project, out var candidate) || !FileStamp.OfIn(project, folder).IsFolder)
            return candidate;
        string path = NativePath.Join(project, folder);
        string by = By(project);
        return known[project] = folder == DaemonFolder ? new RelayCandidate(path, by, MakeDaemon, OfProject) : new RelayCandidate(path, by, MakeBroker);
    }

    /// <summary>All folders that may hold state, by what is known now.</summary>
    private void Name()
    {
        _candidates.Clear();
        _projects.Clear();
        foreach (string project in _named)
        {
            _projects.Add(project);
            string by = By(project);
            AddDaemon(project, by, OfProject);
            Add(project + "/", project, by, MakeBroker, "connection.json", "state.json");
        }
        foreach (string project in _running)
            _projects.Add(project);
        foreach (var file in _workspaces)
            _projects.AddRange(file.Projects);
        foreach (var folder in _bases)
        {
            string by = By(folder.Path);
            AddDaemon(folder.Path, by, "team", "relay.sock.pid");
            foreach (string name in folder.Folders)
                AddDaemon(NativePath.Join(folder.Path, name), by, ".project");
        }
        foreach (string path in _temporary.Folders)
            Add(path, path, FoundBy.TempFolder, MakeBroker);
        // Files of a daemon that was given no project lie about in the temp folder itself.
        Add(_temp, _temp, FoundBy.TempFolder, path => new DaemonHome(path, BareSocket, path, _wrapper), BareSocket + ".pid");
    }

    /// <summary>How somebody came to name it: it is one of the named, of where processes run, or of what a list of agent-relay's names.</summary>
    private string By(string folder) => _known.By(folder) ?? (_running.Contains(folder) ? FoundBy.Process : FoundBy.OwnList);

    private void AddDaemon(string path, string by, params string[] marks)
        => Add(path, path, by, MakeDaemon, marks);

    private void Add(string name, string path, string by, Func<string, RelayState> make, params string[] marks)
    {
        if (!_byName.TryGetValue(name, out var candidate))
            _byName[name] = candidate = new RelayCandidate(path, by, make, marks);
        if (!_candidates.Contains(candidate))
            _candidates.Add(candidate);
    }

    private DaemonHome MakeDaemon(string path) => new(path, "relay.sock", NativePath.Join(path, "team"), _wrapper);

    private static BrokerHome MakeBroker(string path) => new(path);

    private static bool Has(List<RelayState> states, string path)
    {
        foreach (var state in states)
            if (state.Path == path)
                return true;
        return false;
    }
}
