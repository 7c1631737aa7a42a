using System;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Model.Systems;

namespace Lifetop.Observation.Systems.AgentRelay;

/// <summary>Entries of one project to declarations.</summary>
internal sealed class AgentDeclaration(AgentRelayDaemonFacts daemon, string label)
{
    /// <summary>One array for all, so that an entry read again equals the one before.</summary>
    private static readonly ImmutableArray<Residue> Entry = [new("entry", "workers.json")];

    /// <summary>The tool's own helpers are agents too, and hidden in all of its lists.</summary>
    public static bool IsShown(string name)
        => name is not ("cli" or "Dashboard") && !name.StartsWith("__", StringComparison.Ordinal) && SafeName.Is(name);

    public Declaration OfWorker(WorkerEntry worker, AgentEntry? known, WorkersFile file, bool isConnected, DateTimeOffset? processingSince, AgentSession? session) => Named(worker.Name) with
    {
        Type = worker.Program ?? known?.Program,
        File = file.Path,
        WrittenAt = worker.SpawnedAt ?? file.Written,
        Process = worker.Pid == 0 ? null : new ProcessClaim(worker.Pid) { IsOfAnyAge = true, RequiredCommand = "relay-pty", Option = "--name", OptionValue = worker.Name },
        Cwd = FolderOf(known?.Folder),
        Log = worker.Log is ['/', _, ..] log ? log : LogOf(worker.Name),
        LastOutput = known?.LastSeen,
        Task = TextOf(worker.Task) ?? TextOf(known?.Task),
        Leaves = Entry,
        System = new AgentRelayFacts
        {
            Role = AgentRelayRole.Spawned,
            SessionStartedAt = session?.StartedAt,
            SessionEndedAt = session?.EndedAt,
            SessionClosedBy = session?.ClosedBy ?? "",
            Daemon = daemon,
            Pid = worker.Pid,
            SpawnedAt = worker.SpawnedAt,
            LastSeen = known?.LastSeen,
            IsConnected = isConnected,
            ProcessingSince = processingSince,
            Team = worker.Team ?? known?.Team,
            Model = known?.Model,
        },
    };

    /// <param name="file">The one that names it.</param>
    public Declaration OfAgent(string name, AgentEntry? known, bool isConnected, RelayFile file, DateTimeOffset? processingSince) => Named(name) with
    {
        Type = known?.Program,
        File = file.Path,
        WrittenAt = known?.LastSeen ?? known?.FirstSeen ?? file.Written,
        Cwd = FolderOf(known?.Folder),
        Log = isConnected ? null : LogOf(name),
        LastOutput = known?.LastSeen,
        Task = TextOf(known?.Task),
        System = new AgentRelayFacts
        {
            Role = isConnected ? AgentRelayRole.External : AgentRelayRole.Offline,
            Daemon = daemon,
            LastSeen = known?.LastSeen,
            IsConnected = isConnected,
            ProcessingSince = processingSince,
            Team = known?.Team,
            Model = known?.Model,
        },
    };

    public Declaration OfBroker(BrokerEntry agent, BrokerStateFile file) => Named(agent.Name) with
    {
        Type = agent.Program ?? agent.Runtime,
        File = file.Path,
        WrittenAt = agent.StartedAt ?? file.Written,
        Process = agent.Pid == 0 ? null : new ProcessClaim(agent.Pid) { RecordedAt = file.Written },
        Owner = agent.Parent is { Length: > 0 } parent ? new OwnerClaim(parent) : null,
        Cwd = FolderOf(agent.Folder),
        Log = LogOf(agent.Name),
        Task = TextOf(agent.Task),
        System = new AgentRelayFacts
        {
            Role = AgentRelayRole.Brokered,
            Daemon = daemon,
            Pid = agent.Pid,
            SpawnedAt = agent.StartedAt,
            Team = agent.Team,
            Model = agent.Model,
            IsRestarted = agent.IsRestarted,
        },
    };

    private Declaration Named(string name) => new()
    {
        Source = AgentRelaySource.Label,
        Identity = $"{AgentRelaySource.Label}:{daemon.Folder}:agent:{name}",
        Key = new WorkerKey(AgentRelaySource.Label, $"{label}/{name}"),
        Name = name,
        Kind = WorkerKind.Agent,
    };

    private string LogOf(string name) => $"{daemon.Team}/worker-logs/{name}.log";

    private string FolderOf(string? folder) => folder is ['/', ..] ? folder : daemon.Root;

    private static string? TextOf(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
