using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Judgement.Systems.Multiclaude;
using Lifetop.Model;

namespace Lifetop.Judgement.Systems;

/// <summary>The rules of all agent systems, and the workers they find without an entry.</summary>
internal sealed class OwnRules(params ImmutableArray<SystemRules> systems)
{
    private readonly List<Declaration> _found = [];
    private ImmutableArray<Declaration> _derived = [];

    /// <summary>Those of every system lifetop knows.</summary>
    public static OwnRules Known { get; } = new(new MulticlaudeRules(), new AgentRelay.AgentRelayRules(), new CommitRelay.CommitRelayRules(), new EveryCode.EveryCodeRules());

    public SystemRules? Of(string source)
    {
        foreach (var system in systems.AsSpan())
            if (system.Source == source)
                return system;
        return null;
    }

    /// <summary>Found without an entry in this census; the very array of before while they say the same.</summary>
    public ImmutableArray<Declaration> Derive(Census census)
    {
        _found.Clear();
        foreach (var system in systems.AsSpan())
            system.Derive(census, _found);
        bool same = _found.Count == _derived.Length;
        for (int i = 0; same && i < _found.Count; i++)
            same = _found[i] == _derived[i];
        if (!same)
            _derived = [.. _found];
        return _derived;
    }
}
