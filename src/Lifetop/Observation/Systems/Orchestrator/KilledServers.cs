using System;
using System.Collections.Generic;
using System.Globalization;
using Lifetop.Model;
using Lifetop.Model.Systems;
using Lifetop.Observation.Proc;

namespace Lifetop.Observation.Systems.Orchestrator;

/// <summary>Servers whose life in the lifecycle log just stops: alive by its last word, never said that it goes, and gone.</summary>
internal sealed class KilledServers(LifecycleLog log)
{
    private const int Most = 64;

    /// <summary>Longer ago nobody asks.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    /// <summary>A process younger than the last word of a server by more than this is another one.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    private readonly List<LoggedServer> _alive = [], _gone = [];
    private ProcFolder? _proc;
    private BootClock? _clock;
    private int _logged;

    /// <summary>True when there are others than before.</summary>
    public bool Refresh(DateTimeOffset now)
    {
        bool changed = _logged != log.Version;
        if (changed)
            Choose(now);
        _logged = log.Version;
        // Who is gone stays gone: only those that lived at the last look are asked for again.
        for (int i = _alive.Count - 1; i >= 0; i--)
        {
            if (Lives(_alive[i], now))
                continue;
            _gone.Add(_alive[i]);
            _alive.RemoveAt(i);
            changed = true;
        }
        return changed;
    }

    public void AddTo(List<Declaration> declarations)
    {
        foreach (var server in _gone)
            declarations.Add(Declare(server));
    }

    private void Choose(DateTimeOffset now)
    {
        _alive.Clear();
        _gone.Clear();
        for (int i = log.Servers.Count - 1; i >= 0 && _alive.Count < Most; i--)
            if (log.Servers[i] is { HasShutDown: false, AliveAt: { } alive } server && now - alive <= Remembered
                && (server.Session is null || ReferenceEquals(log.ServerOf(server.Session), server)))
                _alive.Add(server);
    }

    private bool Lives(LoggedServer server, DateTimeOffset now)
    {
        _proc ??= new ProcFolder();
        var row = new ProcessRow();
        var reading = _proc.ReadStat(server.Pid, ref row);
        if (reading != StatReading.Done)
            return reading != StatReading.Gone;
        _clock ??= new BootClock(now);
        var started = _clock.Look(now) + TimeSpan.FromMilliseconds(row.StartTicks * (1000 / Census.TicksPerSecond));
        return !row.IsZombie && started <= server.AliveAt + Slack;
    }

    private static Declaration Declare(LoggedServer server)
    {
        string name = "server-" + server.Pid.ToString(CultureInfo.InvariantCulture);
        return new Declaration
        {
            Source = OrchestratorSource.Label,
            Identity = $"{OrchestratorSource.Label}:log:{name}:{server.Session}",
            Key = new WorkerKey(OrchestratorSource.Label, name),
            Name = name,
            Kind = WorkerKind.Daemon,
            Type = "server",
            WrittenAt = server.AliveAt!.Value, // by this it was chosen
            Cwd = server.Project,
            System = new OrchestratorServer { Role = OrchestratorRole.Killed, Pid = server.Pid, SessionId = server.Session, CrashedAt = server.CrashedAt },
        };
    }
}
