using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;

namespace Lifetop.Observation.Systems.EveryCode;

/// <summary>Every Code's local workers (launchplane): sessions and work requests by their files, and the worker of each state folder.</summary>
public sealed class EveryCodeSource(SystemPlaces places) : IWorkerSource
{
    public const string Label = "every-code";

    private readonly StateFolders _folders = new(places);
    private Dictionary<string, Declaration> _known = [];
    private SourceAnswer? _answer;

    public string Name => Label;

    public bool LooksInProjects => true;

    public IReadOnlyList<string> LooksIn => _folders.Named;

    public TimeSpan SafetyNet => TimeSpan.FromSeconds(5);

    public SourceAnswer Look(DateTimeOffset now)
    {
        bool changed = _folders.Refresh() | _answer is null;
        for (int i = 0; i < _folders.All.Count; i++)
            changed |= _folders.All[i].Refresh(now);
        return changed ? _answer = Assemble() : _answer!;
    }

    private SourceAnswer Assemble()
    {
        if (_folders.All.Count == 0)
            return SourceAnswer.Nothing;
        var declarations = new List<Declaration>();
        var gaps = ImmutableArray.CreateBuilder<Gap>();
        var watch = ImmutableArray.CreateBuilder<string>();
        var found = ImmutableArray.CreateBuilder<FoundPlace>();
        foreach (var folder in _folders.All)
        {
            int before = declarations.Count;
            folder.AddTo(declarations, gaps, watch);
            found.Add(new FoundPlace(folder.Paths.Root, _folders.HowFound(folder), declarations.Count - before));
        }
        // What says what it said is the very object of before, so that one session's news makes no work for the rest.
        var known = new Dictionary<string, Declaration>(declarations.Count);
        for (int i = 0; i < declarations.Count; i++)
        {
            if (_known.TryGetValue(declarations[i].Identity, out var before) && before == declarations[i])
                declarations[i] = before;
            known.TryAdd(declarations[i].Identity, declarations[i]);
        }
        _known = known;
        return new SourceAnswer { Declarations = [.. declarations], Gaps = gaps.DrainToImmutable(), Watch = watch.DrainToImmutable(), Found = found.DrainToImmutable() };
    }
}
