using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Lifetop.Judgement.Systems.Multiclaude;
using Lifetop.Model;

namespace Lifetop.Judgement.Systems;

/// <summary>The rules of all agent systems, and the workers they find without an entry.</summary>
internal sealed class OwnRules(params ImmutableArray<SystemRules> systems)
{
    /// <summary>Those of every system lifetop knows.</summary>
    public static OwnRules Known { get; } = new(new MulticlaudeRules(), new AgentRelay.AgentRelayRules(), new CommitRelay.CommitRelayRules(), new EveryCode.EveryCodeRules(), new Orchestrator.OrchestratorRules());

    public SystemRules? Of(string source)
    {
        foreach (var system in systems.AsSpan())
            if (system.Source == source)
                return system;
        return null;
    }

    /// <summary>
    /// Found without an entry in this census, or declared by one that cannot be read now; the array it has from before while they say the
    /// same. Nothing is kept here, because every engine of the process asks these rules, each on a thread of its own.
    /// </summary>
    /// <param name="found">The asker's, used again.</param>
    public ImmutableArray<Declaration> Derive(Census census, Past past, List<Declaration> found)
    {
        found.Clear();
        foreach (var system in systems.AsSpan())
            system.Derive(census, past, found);
        LastGoodView.Find(census, past, found);
        var before = census.Derived;
        bool same = found.Count == before.Length;
        for (int i = 0; same && i < found.Count; i++)
            same = found[i] == before[i];
        return same ? before : [.. found];
    }
}
