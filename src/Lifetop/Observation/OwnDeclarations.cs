using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Model;
using Lifetop.Observation.Sources;

namespace Lifetop.Observation;

/// <summary>What lifetop itself declares (adopted, spawned), with what the heartbeat files of these workers say. It comes from memory, not from a source of its own.</summary>
public sealed class OwnDeclarations
{
    private readonly Dictionary<string, HeartbeatFile> _beats = [];
    private ImmutableArray<Declaration> _declared = [];
    private bool _changed = true;

    /// <summary>The same array as long as nothing in it changed.</summary>
    public ImmutableArray<Declaration> Current { get; private set; } = [];

    /// <summary>The files whose change is a beat.</summary>
    public void AddWatch(HashSet<string> watch)
    {
        foreach (var beat in _beats.Values)
            watch.Add(beat.Path);
    }

    public void Declare(ImmutableArray<Declaration> declared)
    {
        if (declared == _declared)
            return;
        _declared = declared;
        _changed = true;
        _beats.Clear();
        foreach (var declaration in declared)
            if (declaration.HeartbeatFile is { } path)
                _beats[declaration.Identity] = new HeartbeatFile(declaration.Source, path);
    }

    /// <summary>True when anything is declared otherwise than before.</summary>
    public bool Refresh(DateTimeOffset now)
    {
        foreach (var beat in _beats.Values)
            _changed |= beat.Refresh(now);
        if (!_changed)
            return false;
        _changed = false;
        var current = ImmutableArray.CreateBuilder<Declaration>(_declared.Length);
        foreach (var declaration in _declared)
            current.Add(_beats.TryGetValue(declaration.Identity, out var beat) ? beat.AppliedTo(declaration) : declaration);
        Current = current.DrainToImmutable();
        return true;
    }
}
