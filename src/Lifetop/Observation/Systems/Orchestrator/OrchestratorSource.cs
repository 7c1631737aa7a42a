using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Observation.Systems.Orchestrator;

/// <summary>The orchestrator plugin of Claude: the sessions and anchors of every project it is used in, and servers that were killed by its lifecycle log.</summary>
public sealed class OrchestratorSource : IWorkerSource
{
    public const string Label = "orchestrator";

    private readonly LifecycleLog _log;
    private readonly KilledServers _killed;
    private readonly OrchestratorRoots _roots;
    private Dictionary<string, Declaration> _known = [];
    private SourceAnswer? _answer;

    public OrchestratorSource(SystemPlaces places)
    {
        var claude = new ClaudeFolder(places);
        _log = new LifecycleLog(claude.LifecycleLog);
        _killed = new KilledServers(_log);
        _roots = new OrchestratorRoots(places, claude, _log);
    }

    public string Name => Label;

    public bool LooksInProjects => true;

    public IReadOnlyList<string> LooksIn => [.. _roots.Named, _log.Path];

    public TimeSpan SafetyNet => TimeSpan.FromSeconds(5);

    public SourceAnswer Look(DateTimeOffset now)
    {
        bool changed = _answer is null;
        // It may name a project that nothing else does.
        changed |= _log.Refresh(now);
        changed |= _killed.Refresh(now);
        changed |= _roots.Refresh();
        foreach (var root in _roots.All)
            changed |= root.Refresh(now);
        return changed ? _answer = Assemble() : _answer!;
    }

    private SourceAnswer Assemble()
    {
        var declarations = new List<Declaration>();
        var gaps = ImmutableArray.CreateBuilder<Gap>();
        var watch = ImmutableArray.CreateBuilder<string>();
        var found = ImmutableArray.CreateBuilder<FoundPlace>();
        foreach (var root in _roots.All)
        {
            int before = declarations.Count;
            root.AddTo(declarations, gaps, watch);
            found.Add(new FoundPlace(root.Path, root.FoundBy, declarations.Count - before));
        }
        _killed.AddTo(declarations);
        if (_log.Exists)
            watch.Add(_log.Path);
        Keep(declarations);
        return declarations.Count + gaps.Count + watch.Count == 0
            ? SourceAnswer.Nothing
            : new SourceAnswer { Declarations = [.. declarations], Gaps = gaps.DrainToImmutable(), Watch = watch.DrainToImmutable(), Found = found.DrainToImmutable() };
    }

    /// <summary>Who says what it said is the very object of before, so that one session's heartbeat makes no work for the rest.</summary>
    private void Keep(List<Declaration> declarations)
    {
        var known = new Dictionary<string, Declaration>(declarations.Count);
        for (int i = 0; i < declarations.Count; i++)
        {
            if (_known.TryGetValue(declarations[i].Identity, out var before) && before == declarations[i])
                declarations[i] = before;
            known.TryAdd(declarations[i].Identity, declarations[i]);
        }
        _known = known;
    }
}
