using System;
using Lifetop.Actions.Planning;
using Lifetop.Model;
using Lifetop.Model.Systems;

namespace Lifetop.Actions.Systems.Orchestrator;

/// <summary>
/// The orchestrator's own way: rows of its registries are its servers' to write, and only they; of its files lifetop takes away anchors of the
/// dead, one by one, and nothing else.
/// </summary>
internal sealed class OrchestratorActions : SystemActions
{
    /// <summary>Older servers take TERM late.</summary>
    private static readonly TimeSpan OrphanGrace = TimeSpan.FromSeconds(10);

    protected override string Source => "orchestrator";

    public override string? Refusal(WorkerAction action, WorkerFacts facts, bool discard)
        => action == WorkerAction.Restart ? "only Claude starts the orchestrator's servers: reconnect the plugin in Claude (/mcp)" : null;

    public override TimeSpan LeastGrace(WorkerFacts facts)
        => facts.Worker.Declaration?.System is OrchestratorServer ? OrphanGrace : TimeSpan.Zero;

    public override bool Records(WorkerFacts facts, PlanDraft draft)
    {
        if (facts.Worker.Declaration is { System: OrchestratorAnchor anchor, File: { } file })
        {
            if (facts.Record.IsRegular)
                draft.Add(new RemoveAnchor(file, facts.Record, anchor.Pid));
            else
                draft.Keep(file, facts.Record.Exists ? facts.Record.Describe() : "it is not there any more", "anchor");
        }
        return true;
    }
}
