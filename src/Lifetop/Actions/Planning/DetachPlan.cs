using Lifetop.Actions.Steps;

namespace Lifetop.Actions.Planning;

/// <summary>Letting go of a worker that lives on: of its session, or, without one, of the record that lifetop manages it.</summary>
internal static class DetachPlan
{
    public static void Apply(WorkerFacts facts, PlanDraft draft)
    {
        if (facts.Worker.Pane?.Facts is { } pane)
        {
            draft.Add(new DetachClients(pane.Server, pane.SessionId, pane.SessionName, pane.AttachedClients));
            if (!pane.AlsoAt.IsEmpty)
                draft.LeaveAlone("clients at " + string.Join(", ", pane.AlsoAt), "another session shows the same pane");
        }
        else
        {
            draft.Add(new DropRecord(facts.Worker.Identity, facts.Worker.Name));
        }
    }

    /// <summary>Null when there is something to let go of.</summary>
    public static string? Refusal(WorkerFacts facts)
        => facts.Worker.Pane is not null || facts.Worker.Declaration is { Source: "lifetop" } ? null : $"it has no pane, and it is {facts.Worker.Source} that knows it, not lifetop's own record";

    public static string? Already(WorkerFacts facts)
        => facts.Worker.Pane?.Facts is { AttachedClients: 0 } pane ? $"nobody is attached to {pane.SessionName}" : null;
}
