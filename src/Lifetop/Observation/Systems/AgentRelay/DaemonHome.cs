using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.AgentRelay;

/// <summary>One folder of a daemon's state, with all of its agents: those it started, those connected, and who ever was.</summary>
internal sealed class DaemonHome : RelayState
{
    private readonly string _socket;
    private readonly ProjectFile _project;
    private readonly DaemonPidFile _pid;
    private readonly WorkersFile _workers;
    private readonly AgentsFile _agents;
    private readonly ConnectedFile _connected;
    private readonly ProcessingFile _processing;
    private readonly MessagesDatabase _messages;
    private readonly DaemonEnvironment _environment = new();
    private readonly DaemonDeclaration _declaration;
    private AgentRelayDaemonFacts _daemon;
    private Gap? _messagesGap;
    private DateTimeOffset _lookedAt;

    /// <param name="team">Where the files on its agents lie.</param>
    /// <param name="wrapper">The user's command that starts the daemon.</param>
    public DaemonHome(string path, string socket, string team, ImmutableArray<string> wrapper) : base(path)
    {
        _socket = NativePath.Join(path, socket);
        _project = new ProjectFile(NativePath.Join(path, ".project"));
        _pid = new DaemonPidFile(_socket + ".pid");
        _workers = new WorkersFile(NativePath.Join(team, "workers.json"));
        _agents = new AgentsFile(NativePath.Join(team, "agents.json"));
        _connected = new ConnectedFile(NativePath.Join(team, "connected-agents.json"));
        _processing = new ProcessingFile(NativePath.Join(team, "processing-state.json"));
        _messages = new MessagesDatabase(NativePath.Join(path, "messages.sqlite"));
        _declaration = new DaemonDeclaration(_pid.Path, _socket);
        _daemon = new AgentRelayDaemonFacts { Identity = $"{AgentRelaySource.Label}:{path}:daemon", Root = path, Folder = path, Socket = _socket, Team = team, Wrapper = wrapper };
    }

    /// <summary>The project it lies in; below a global folder, the one it names.</summary>
    public override string Root => NativePath.Name(Path) is ".agent-relay" ? NativePath.Folder(Path) : _project.Root ?? Path;

    public override string Kind => "daemon";

    public override int DashboardPort => _daemon is { Pid: > 0, IsBeating: true } ? _environment.DashboardPort : 0;

    public override bool Share(bool isPortShared)
    {
        if (isPortShared == _daemon.IsPortShared)
            return false;
        _daemon = _daemon with { IsPortShared = isPortShared };
        return true;
    }

    public override bool Refresh(DateTimeOffset now)
    {
        _lookedAt = now;
        bool changed = _project.Refresh(now) | _pid.Refresh(now) | _workers.Refresh(now) | _agents.Refresh(now) | _connected.Refresh(now) | _processing.Refresh(now);
        if (IsSomebodyGone())
            changed |= _messages.Refresh(now);
        bool isBeating = _processing.IsBeating(now);
        bool hasSocket = FileStamp.Of(_socket).Exists;
        _environment.Refresh(_pid.Pid);
        if (!changed && isBeating == _daemon.IsBeating && hasSocket == _daemon.HasSocket && _environment.DashboardPort == _daemon.DashboardPort)
            return false;
        var seen = _daemon with
        {
            Root = Observation.Paths.Real(Root),
            Pid = _pid.Pid,
            PidWritten = _pid.Written,
            HasSocket = hasSocket,
            IsBeating = isBeating,
            LastBeat = isBeating ? null : _processing.UpdatedAt,
            DashboardPort = _environment.DashboardPort,
        };
        changed |= seen != _daemon;
        _daemon = seen;
        return changed;
    }

    /// <summary>Only how they ended is asked of the messages, which are many.</summary>
    private bool IsSomebodyGone()
    {
        foreach (var worker in _workers.Workers)
            if (worker.Pid == 0 || !worker.IsThere())
                return true;
        return false;
    }

    public override void AddTo(List<Declaration> declarations, List<Gap> gaps, List<string> watch)
    {
        Add(_pid, gaps, watch);
        Add(_workers, gaps, watch);
        Add(_agents, gaps, watch);
        Add(_connected, gaps, watch);
        if (_processing.Gap is { } silent)
            gaps.Add(silent with { HidesWorkers = false });
        if (_project.Gap is { } nameless)
            gaps.Add(nameless with { HidesWorkers = false });
        _messagesGap = _messages.Wrong.Length == 0 ? null
            : new Gap(AgentRelaySource.Label, _messages.Path, $"{_messages.Path}: {_messages.Wrong}; how its agents ended is not told", _messagesGap?.Since ?? _lookedAt) { HidesWorkers = false };
        if (_messagesGap is not null)
            gaps.Add(_messagesGap);
        declarations.Add(_declaration.Of(_daemon, Label, _pid, _processing));
        var agents = new AgentDeclaration(_daemon, Label);
        var registry = new Dictionary<string, AgentEntry>(_agents.Agents.Count, StringComparer.Ordinal);
        foreach (var agent in _agents.Agents)
            if (AgentDeclaration.IsShown(agent.Name))
                registry[agent.Name] = agent;
        var connected = new HashSet<string>(_connected.Agents, StringComparer.Ordinal);
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var worker in _workers.Workers)
            if (AgentDeclaration.IsShown(worker.Name) && told.Add(worker.Name))
                declarations.Add(agents.OfWorker(worker, registry.GetValueOrDefault(worker.Name), _workers, connected.Contains(worker.Name), _processing.ProcessingSince(worker.Name), _messages.LastOf(worker.Name)));
        foreach (string name in _connected.Agents)
            if (AgentDeclaration.IsShown(name) && told.Add(name))
                declarations.Add(agents.OfAgent(name, registry.GetValueOrDefault(name), isConnected: true, _connected, _processing.ProcessingSince(name)));
        foreach (var (name, entry) in registry)
            if (told.Add(name))
                declarations.Add(agents.OfAgent(name, entry, isConnected: false, _agents, null));
    }
}
