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
    private const int Launcher = 0, Cleaner = 1, Restarter = 2;

    /// <summary>A daemon that has left nothing is missed only once something waits longer for it than its slowest cycles take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Daemons = ["worker-daemon", "heartbeat-monitor", "worker-restart", "health-monitor", "pm-daemon"];

    private readonly RelayRoots _roots;
    private readonly RelayDaemon[] _daemons;
    private readonly RelayRoot?[] _missing;
    private readonly ProcessPlace _processes = new();
    private SourceAnswer? _answer;

    public CommitRelaySource(SystemPlaces places)
    {
        _roots = new RelayRoots(places);
        _missing = new RelayRoot?[Daemons.Length];
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
            changed |= _roots.All[i].Refresh(now, _daemons[Launcher], _daemons[Cleaner], _daemons[Restarter]);
        for (int i = 0; i < _daemons.Length; i++)
        {
            var missing = WhereMissing(i, now);
            changed |= !ReferenceEquals(missing, _missing[i]);
            _missing[i] = missing;
        }
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
        for (int i = 0; i < _daemons.Length; i++)
        {
            var daemon = _daemons[i];
            if (daemon.Gap is { } gap)
                gaps.Add(gap);
            if (daemon.Shown is { } shown)
            {
                declarations.Add(WithWaiting(i, shown, daemon.Place));
                watch.Add(daemon.Path);
            }
            else if (_missing[i] is { } root)
            {
                declarations.Add(WithWaiting(i, daemon.Missed(root), root.Path));
            }
        }
        return declarations.Count + gaps.Count + watch.Count == 0
            ? SourceAnswer.Nothing
            : new SourceAnswer { Declarations = declarations.DrainToImmutable(), Gaps = gaps.DrainToImmutable(), Watch = watch.DrainToImmutable(), Found = found.DrainToImmutable() };
    }

    private Declaration WithWaiting(int which, Declaration daemon, string? place)
    {
        if (daemon.System is not CommitRelayDaemonFacts facts)
            return daemon;
        foreach (var root in _roots.All)
            if (root.Path == place && Waiting(which, root, out var oldest) is > 0 and var waiting)
                return daemon with { System = facts with { Waiting = waiting, OldestWaiting = oldest } };
        return daemon;
    }

    /// <summary>How much in a project waits for a daemon, and since when.</summary>
    private static int Waiting(int which, RelayRoot root, out DateTimeOffset? oldest)
    {
        oldest = which switch { Launcher => root.OldestPending, Restarter => root.Restarts.OldestPending, _ => null };
        return which switch { Launcher => root.Pending, Restarter => root.Restarts.Pending, _ => 0 };
    }

    /// <summary>The project in which somebody has waited for a daemon that left no pid file; null when none is missed.</summary>
    private RelayRoot? WhereMissing(int which, DateTimeOffset now)
    {
        if (_daemons[which] is not { Shown: null, Gap: null })
            return null;
        for (int i = 0; i < _roots.All.Count; i++)
            if (Waiting(which, _roots.All[i], out var oldest) > 0 && now - oldest > Patience)
                return _roots.All[i];
        return null;
    }
}
