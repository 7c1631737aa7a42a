using System;
using System.Collections.Generic;
using Lifetop.Observation.Systems.Multiclaude;

namespace Lifetop.Observation.Systems;

/// <summary>The sources of every agent system lifetop knows: a folder each beside this file, all of one shape.</summary>
internal static class SystemSources
{
    /// <summary>In the order of their rank: of two that declare one process the first keeps it.</summary>
    public static void Add(List<IWorkerSource> to, SystemPlaces places, Func<string, bool> isEnabled)
    {
        foreach (var (label, make) in Known)
            if (isEnabled(label))
                to.Add(make(places));
    }

    /// <summary>Labels of all of them, whether they are looked for or not.</summary>
    public static List<string> Labels()
    {
        var labels = new List<string>();
        foreach (var (label, _) in Known)
            labels.Add(label);
        return labels;
    }

    public static int Count(Func<string, bool> isEnabled)
    {
        int count = 0;
        foreach (var (label, _) in Known)
            count += isEnabled(label) ? 1 : 0;
        return count;
    }

    private static readonly (string Label, Func<SystemPlaces, IWorkerSource> Make)[] Known =
    [
        (MulticlaudeSource.Label, static places => new MulticlaudeSource(places)),
        (AgentRelay.AgentRelaySource.Label, static places => new AgentRelay.AgentRelaySource(places)),
        (CommitRelay.CommitRelaySource.Label, static places => new CommitRelay.CommitRelaySource(places)),
        (EveryCode.EveryCodeSource.Label, static places => new EveryCode.EveryCodeSource(places)),
        (Orchestrator.OrchestratorSource.Label, static places => new Orchestrator.OrchestratorSource(places)),
    ];
}
