using System;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Platform;

namespace Lifetop.Observation.Systems.AgentRelay;

/// <summary>A daemon, or a broker, as the file with its pid tells of it.</summary>
internal sealed class DaemonDeclaration(string pidFile, string socket)
{
    /// <summary>What it promises by writing its processing state twice a second.</summary>
    private static readonly TimeSpan BeatLimit = TimeSpan.FromSeconds(5);

    private readonly ImmutableArray<Residue> _both = [new("file", pidFile), new("file", socket)], _pidFile = [new("file", pidFile)], _socket = [new("file", socket)];

    public Declaration Of(AgentRelayDaemonFacts facts, string label, DaemonPidFile pid, ProcessingFile processing) => Named(facts, label, "daemon") with
    {
        File = pid.Path,
        WrittenAt = pid.Exists ? pid.Written : processing.UpdatedAt ?? (processing.Exists ? processing.Written : FileStamp.Of(facts.Folder).Modified),
        Process = Claim(facts),
        HeartbeatLimit = facts is { IsBeating: false, LastBeat: not null } ? BeatLimit : null,
        LastBeat = facts.LastBeat,
        Leaves = Left(facts),
    };

    public static Declaration OfBroker(AgentRelayDaemonFacts facts, string label, ConnectionFile connection, DateTimeOffset stateWritten) => Named(facts, label, "broker") with
    {
        File = connection.Path,
        WrittenAt = connection.Exists ? connection.Written : stateWritten,
        Process = Claim(facts),
    };

    private static Declaration Named(AgentRelayDaemonFacts facts, string label, string name) => new()
    {
        Source = AgentRelaySource.Label,
        Identity = facts.Identity,
        Key = new WorkerKey(AgentRelaySource.Label, $"{label}/{name}"),
        Name = name,
        Kind = WorkerKind.Daemon,
        Type = name,
        Cwd = facts.Root,
        System = facts,
    };

    private static ProcessClaim? Claim(AgentRelayDaemonFacts facts) => facts.Pid > 0 ? new ProcessClaim(facts.Pid) { RecordedAt = facts.PidWritten } : null;

    private ImmutableArray<Residue> Left(AgentRelayDaemonFacts facts) => (facts.Pid > 0, facts.HasSocket) switch
    {
        (true, true) => _both,
        (true, false) => _pidFile,
        (false, true) => _socket,
        _ => [],
    };
}
