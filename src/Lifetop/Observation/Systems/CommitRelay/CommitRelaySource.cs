using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Model.Systems;

namespace Lifetop.Observation.Systems.CommitRelay;

/// <summary>commit-relay (also as cortex): workers by their spec files in every project it works in, and the machine's daemons of it.</summary>
public sealed class CommitRelaySource : IWorkerSource
{
    public const string Label = "commit-relay";
    private const int Launcher = 0, Cleaner = 1;
    private static readonly string[] Daemons = ["worker-daemon", "heartbeat-monitor", "worker-restart", "health-monitor", "pm-daemon"];

    private readonly RelayRoots _roots;
    private readonly RelayDaemon[] _daemons;
    private readonly ProcessPlace _processes = new();
    private SourceAnswer? _answer;

    public CommitRelaySource(SystemPlaces places)
    {
        _roots = new RelayRoots(places);
        _daemons = Array.ConvertAll(Daemons, name => new RelayDaemon(name, places.TempFolder, places.StartOf(Label)));
    }

    public string Name => Label;

    public TimeSpan SafetyNet => TimeSpan.FromSeconds(2);

    public bool LooksInProjects => true;

    public IReadOnlyList<string> LooksIn => _roots.Named;

    public SourceAnswer Look(DateTimeOffset now)
    {
        bool changed = _answer is null;
        changed |= _roots.Refresh();
        // They may name a root that nothing else does.
        foreach (var daemon in _daemons)
            changed |= daemon.Refresh(now, _roots, _processes);
        for (int i = 0; i < _roots.All.Count; i++)
            changed |= _roots.All[i].Refresh(now, _daemons[Launcher], _daemons[Cleaner]);
        return changed ? _answer = Assemble() : _answer!;
    }

    private SourceAnswer Assemble()
    {
        var declarations = ImmutableArray.CreateBuilder<Declaration>();
        var gaps = ImmutableArray.CreateBuilder<Gap>();
        var watch = ImmutableArray.CreateBuilder<string>();
        var found = ImmutableArray.CreateBuilder<FoundPlace>();
        foreach (var root in _roots.All)
        {
            int before = declarations.Count;
            root.AddTo(declarations, gaps, watch);
            found.Add(new FoundPlace(root.Path, root.FoundBy, declarations.Count - before));
        }
        foreach (var daemon in _daemons)
        {
            if (daemon.Gap is { } gap)
                gaps.Add(gap);
            if (daemon.Shown is not { } shown)
                continue;
            declarations.Add(WithPending(shown, daemon.Place));
            watch.Add(daemon.Path);
        }
        return declarations.Count + gaps.Count + watch.Count == 0
            ? SourceAnswer.Nothing
            : new SourceAnswer { Declarations = declarations.DrainToImmutable(), Gaps = gaps.DrainToImmutable(), Watch = watch.DrainToImmutable(), Found = found.DrainToImmutable() };
    }

    /// <summary>What waits to be launched waits for one of them.</summary>
    private Declaration WithPending(Declaration daemon, string? place)
    {
        if (daemon.Name != Daemons[Launcher] || daemon.System is not CommitRelayDaemonFacts facts)
            return daemon;
        foreach (var root in _roots.All)
            if (root.Path == place && root.Pending(out var oldest) is > 0 and var pending)
                return daemon with { System = facts with { Pending = pending, OldestPending = oldest } };
        return daemon;
    }
}
