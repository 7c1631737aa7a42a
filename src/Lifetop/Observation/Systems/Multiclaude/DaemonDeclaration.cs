using System;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Observation.Sources;

namespace Lifetop.Observation.Systems.Multiclaude;

/// <summary>The daemon of one installation, as its pid file tells of it.</summary>
internal sealed class DaemonDeclaration(MulticlaudePaths paths, string label, string? tmuxSocket, ImmutableArray<string> wrapper)
{
    private readonly ImmutableArray<Residue> _leaves = [new("file", paths.DaemonPid), new("file", paths.DaemonSocket)];

    public int Pid { get; private set; }

    /// <summary>Null without a state file and a pid file: then nobody knows of a daemon.</summary>
    public Declaration? Of(SystemFile pidFile, bool hasSocket, StateFields? state, DateTimeOffset stateWritten, string logSays)
    {
        var reading = pidFile.Reading;
        int? pid = reading.IsRead ? PidText.Parse(reading.Bytes) : null;
        Pid = pid ?? 0;
        if (state is null && !reading.Stamp.Exists)
            return null;
        var kind = pid is not null ? MulticlaudePidFile.Pid : reading.Stamp.Exists ? MulticlaudePidFile.Bad : MulticlaudePidFile.Missing;
        return new Declaration
        {
            Source = MulticlaudeSource.Label,
            Identity = $"{MulticlaudeSource.Label}:{paths.Root}:daemon",
            Key = new WorkerKey(label, "daemon"),
            Name = "daemon",
            Kind = WorkerKind.Daemon,
            Type = "daemon",
            File = paths.DaemonPid,
            WrittenAt = reading.Stamp.Exists ? reading.Stamp.Modified : stateWritten,
            Process = pid is { } number ? new ProcessClaim(number) { RequiredCommand = "multiclaude" } : null,
            Log = paths.DaemonLog,
            Leaves = kind == MulticlaudePidFile.Pid ? _leaves : [],
            System = new MulticlaudeDaemonFacts
            {
                Root = paths.Root,
                PidFile = kind,
                HasSocket = hasSocket,
                TmuxSocket = tmuxSocket,
                Wrapper = wrapper,
                LogSays = logSays,
                Agents = state is null ? null : CountAgents(state),
                OldestAgent = state is null ? null : Oldest(state),
                Sessions = state is null ? [] : SessionsOf(state),
            },
        };
    }

    private static int CountAgents(StateFields state)
    {
        int count = 0;
        foreach (var repository in state.Repositories)
            count += repository.Agents.Count;
        return count;
    }

    private static DateTimeOffset? Oldest(StateFields state)
    {
        DateTimeOffset? oldest = null;
        foreach (var repository in state.Repositories)
            foreach (var agent in repository.Agents)
                if (agent.CreatedAt is { } begun && (oldest is null || begun < oldest))
                    oldest = begun;
        return oldest;
    }

    private static ImmutableArray<MulticlaudeSession> SessionsOf(StateFields state)
    {
        var sessions = ImmutableArray.CreateBuilder<MulticlaudeSession>(state.Repositories.Count);
        foreach (var repository in state.Repositories)
            sessions.Add(new MulticlaudeSession(repository.Session ?? MulticlaudePaths.SessionOf(repository.Name), repository.Name));
        return sessions.MoveToImmutable();
    }
}
